"""Calendar days in a sentence, to tell whether two sentences speak of different ones; and dates as EDTF."""

import re
from typing import NamedTuple

from ..edtf import DateError, parse, wholly_before
from .folding import listed

MONTHS = listed(
    "january february march april may june july august september october november december"
)
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
LAST = r"(?:\s*(?:-|–|—|to|and|until|through)\s*(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?)?"
YEAR = r"(?P<year>[12][0-9]{3})"
FORMS = [
    re.compile(rf"\b{YEAR}-(?P<number>[01][0-9])-{DAY}\b"),
    re.compile(rf"\b{DAY}{LAST}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR}\b)?", re.IGNORECASE),
    re.compile(rf"\b{MONTH}\s+(?:the\s+)?{DAY}\b{LAST}(?:,?\s+{YEAR}\b)?"),
    re.compile(rf"\b{MONTH}(?:\s+of)?,?\s+{YEAR}\b"),
    re.compile(rf"(?<=\b[Ii]n\s)(?:(?:early|late|mid)[\s-])?{MONTH}\b"),
    re.compile(r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"),
]


class SaidDay(NamedTuple):
    """What a sentence says of a day; 0 is not said. A weekday is 1 (Monday) to 7."""

    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0

    def agrees(self, other: "SaidDay") -> bool:
        return all(
            not ours or not theirs or ours == theirs
            for ours, theirs in zip(self, other, strict=True)
        )

    @property
    def said(self) -> str:
        parts = [
            str(self.day or ""),
            MONTHS[self.month - 1].title() if self.month else "",
            str(self.year or ""),
        ]
        weekday = WEEKDAYS[self.weekday - 1].title() if self.weekday else ""
        return " ".join(part for part in [weekday, *parts] if part)


def days(text: str) -> tuple[list[SaidDay], str]:
    """The days that a sentence names, and the sentence without them."""
    found: list[SaidDay] = []
    for form in FORMS:
        for match in form.finditer(text):
            found += _said(match.groupdict())
        text = form.sub(" ", text)
    return found, text


def _said(parts: dict[str, str | None]) -> list[SaidDay]:
    if parts.get("weekday"):
        return [SaidDay(weekday=WEEKDAYS.index(parts["weekday"].lower()) + 1)]
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    year, ends = int(parts.get("year") or 0), [parts.get("day"), parts.get("last")]
    return [SaidDay(year, month, int(day)) for day in ends if day] or [
        SaidDay(year, month)
    ]


def _month(name: str) -> int:
    return next(
        n
        for n, month in enumerate(MONTHS, start=1)
        if month.startswith(name.lower().rstrip(".")[:3])
    )


def conflict(ours: list[SaidDay], theirs: list[SaidDay]) -> bool:
    """True when one names a day that the other does not, or both name them in another order.

    A weekday counts only where no calendar day does.
    """
    if any(day.month for day in ours) and any(day.month for day in theirs):
        ours, theirs = ([day for day in said if day.month] for said in (ours, theirs))
    if len(ours) == len(theirs) and not all(map(SaidDay.agrees, ours, theirs)):
        return True
    return not (_covered(ours, theirs) and _covered(theirs, ours))


def _covered(ours: list[SaidDay], theirs: list[SaidDay]) -> bool:
    return all(any(day.agrees(other) for other in theirs) for day in ours)


def apart(ours: str, theirs: str) -> bool:
    """True when two EDTF dates share no day. What is not known, or cannot be read, contradicts nothing."""
    try:
        a, b = parse(ours), parse(theirs)
    except DateError:
        return False
    return wholly_before(a, b) or wholly_before(b, a)
