"""Dates that belong together: "January 15 to 17" is one extent, "between May and July" one day not known."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .finding import DateReading
from .point import CalendarPoint
from .writing import first_day

RANGE = re.compile(
    r"\s?[-\u2010-\u2015]\s?|\s(?:to|through|until|till)\s(?:the\s|early\s|late\s)?(?:on\s)?"
)
AND = re.compile(r"\sand\s(?:the\s)?")
BETWEEN = re.compile(r"\b[Bb]etween\s(?:the\s)?$")
MOVED = re.compile(
    r"\b(?:moved|postponed|delayed|shifted|changed|brought forward|rescheduled)\b[^.]{0,60}$"
)
POSSESSIVE = re.compile(r"['’]s?\b")
"""As in "after Monday's debate": it is the debate that is meant."""
COARSEST_FIRST = (
    "century",
    "decade",
    "year",
    "half",
    "season",
    "quarter",
    "month",
    "week",
    "weekend",
    "day",
)
OPENINGS = (
    (re.compile(r"\b[Ss]ince\s(?:the\s)?$"), "{first}/.."),
    (re.compile(r"\b(?:[Uu]ntil|[Tt]ill)\s(?:the\s)?$"), "../{last}"),
    (re.compile(r"\b(?:[Nn]o later than|[Bb]y)\s$"), "[..{last}]"),
    (re.compile(r"\b[Bb]efore\s$"), "[..{first}]"),
    (re.compile(r"\b[Aa]fter\s$"), "[{last}..]"),
    (re.compile(r"\b[Nn]o earlier than\s$"), "[{first}..]"),
)


def joined(text: str, readings: Iterable[DateReading]) -> list[DateReading]:
    """The readings with ranges in one piece, and with what "since", "until", "before" and "after" say of them."""
    pieces: list[DateReading] = []
    for reading in readings:
        whole = pieces and _one_extent(text, pieces[-1], reading)
        if whole:
            pieces[-1] = whole
        else:
            pieces.append(reading)
    return [_opened(text, piece) for piece in pieces]


def _one_extent(text: str, first: DateReading, last: DateReading) -> DateReading | None:
    """Two dates as one, as "from January 15 to 17" or "between May and July"; None where they stand by themselves."""
    start, end = _end_point(first), _end_point(last)
    if start is None or end is None or first_day(start) >= first_day(end):
        return None
    value = _joined_value(text, first, last)
    if not value:
        return None
    precision = min(first.precision, last.precision, key=COARSEST_FIRST.index)
    timex = f"{first.timex}/{last.timex}"
    return DateReading(
        first.start, last.end, timex, "DATE", "range", None, value, precision, False
    )


def _joined_value(text: str, first: DateReading, last: DateReading) -> str:
    """EDTF by the words between two dates and before them; empty where those join nothing."""
    before = text[max(0, first.start - 80) : first.start]
    between = text[first.end : last.start]
    if AND.fullmatch(between) and BETWEEN.search(before):
        return f"[{first.edtf}..{last.edtf}]"
    if RANGE.fullmatch(between) and not MOVED.search(before):
        return f"{first.edtf}/{last.edtf}"
    return ""


def _end_point(reading: DateReading) -> CalendarPoint | None:
    """The point of a date that may be one end; None for what is itself an extent or a choice of days."""
    if not reading.edtf or re.search(r"[/\[]", reading.edtf):
        return None
    return reading.point


def _opened(text: str, reading: DateReading) -> DateReading:
    """A date with what stands before it: "since May" is open at its end."""
    if reading.edtf is None or not _may_open(text, reading):
        return reading
    before = text[max(0, reading.start - 20) : reading.start]
    form = _opening(before)
    first, _, last = reading.edtf.partition("/")
    if not form or "[" in first or ".." in (first, last):
        return reading
    return replace(reading, edtf=form.format(first=first, last=last or first))


def _may_open(text: str, reading: DateReading) -> bool:
    """Not a range or a time of day, nor a date that says whose something is."""
    if reading.step == "range":
        return False
    if reading.point and reading.point.time:
        return False
    return POSSESSIVE.match(text, reading.end) is None


def _opening(before: str) -> str:
    """The form of EDTF for the words before a date; empty where they open nothing."""
    for pattern, form in OPENINGS:
        if pattern.search(before):
            return form
    return ""
