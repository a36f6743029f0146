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


class DayMention(NamedTuple):
    """What a sentence says of a day; 0 is not said. A weekday is 1 (Monday) to 7."""

    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0

    def agrees(self, other: "DayMention") -> bool:
        """Whether nothing that both say is different."""
        return all(map(_agree, self, other))

    @property
    def text(self) -> str:
        """In words, for showing: “Monday 14 January 2026”."""
        weekday = WEEKDAYS[self.weekday - 1].title() if self.weekday else ""
        month = MONTHS[self.month - 1].title() if self.month else ""
        parts = [weekday, str(self.day or ""), month, str(self.year or "")]
        return " ".join(filter(None, parts))


def _agree(ours: int, theirs: int) -> bool:
    return not ours or not theirs or ours == theirs


def days(text: str) -> tuple[list[DayMention], str]:
    """The days that a sentence names, and the sentence without them."""
    mentions: list[DayMention] = []
    for form in FORMS:
        for match in form.finditer(text):
            mentions += _mentions(match.groupdict(""))
        text = form.sub(" ", text)
    return mentions, text


def _mentions(parts: dict[str, str]) -> list[DayMention]:
    """The days of one match, whose parts are empty where they are not named: two for the ends of a range."""
    if parts.get("weekday"):
        return [DayMention(weekday=WEEKDAYS.index(parts["weekday"].lower()) + 1)]
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    year = int(parts.get("year") or 0)
    ends = list(filter(None, [parts.get("day"), parts.get("last")]))
    if not ends:
        return [DayMention(year, month)]
    return [DayMention(year, month, int(day)) for day in ends]


def _month(name: str) -> int:
    beginning = name.lower().rstrip(".")[:3]
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(beginning):
            return number
    raise ValueError(f"{name} is no month")


def conflict(ours: list[DayMention], theirs: list[DayMention]) -> bool:
    """True when one names a day that the other does not, or both name them in another order.

    A weekday counts only where no calendar day does.
    """
    our_days, their_days = _with_month(ours), _with_month(theirs)
    if our_days and their_days:
        ours, theirs = our_days, their_days
    if len(ours) == len(theirs) and not all(map(DayMention.agrees, ours, theirs)):
        return True
    return not (_covered(ours, theirs) and _covered(theirs, ours))


def _with_month(days: list[DayMention]) -> list[DayMention]:
    return [day for day in days if day.month]


def _covered(ours: list[DayMention], theirs: list[DayMention]) -> bool:
    """Whether each of our days agrees with one of theirs."""
    return all(any(map(day.agrees, theirs)) for day in ours)


def apart(ours: str, theirs: str) -> bool:
    """True when two EDTF dates share no day. What is not known, or cannot be read, contradicts nothing."""
    try:
        a, b = parse(ours), parse(theirs)
    except DateError:
        return False
    return wholly_before(a, b) or wholly_before(b, a)
