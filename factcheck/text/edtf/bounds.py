"""The first and the last calendar day that a date allows.

Seasons are the meteorological ones of the northern hemisphere: spring (21) is March to May, summer (22) June to
August, autumn (23) September to November, and winter (24) December of the year named to the end of February after it.
EDTF leaves this to whoever writes the date. A date that is approximate or uncertain has the bounds of what it says:
how far "about" reaches is not known.
"""

from collections.abc import Iterable

from .parts import PRECISIONS, WINTER, Day, EdtfPoint, EdtfSpan, Gap

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), WINTER: (12, 2)}
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else MONTH_LENGTHS[month - 1]


def first_day(point: EdtfPoint) -> Day:
    month = point.month or 1
    if month in SEASONS:
        month = SEASONS[month][0]
    return Day(point.first_year, month, point.day or 1)


def last_day(point: EdtfPoint) -> Day:
    year, month = point.last_year, point.month or 12
    if month in SEASONS:
        year += month == WINTER
        month = SEASONS[month][1]
    return Day(year, month, point.day or month_length(year, month))


def earliest(spans: Iterable[EdtfSpan]) -> Day | None:
    """The first day that any of the spans allows; None where one of them has no start."""
    starts: list[EdtfPoint] = []
    for span in spans:
        if isinstance(span.start, Gap):
            return None
        starts.append(span.start)
    return min(map(first_day, starts))


def latest(spans: Iterable[EdtfSpan]) -> Day | None:
    """The last day that any of the spans allows; None where one of them has no end."""
    ends: list[EdtfPoint] = []
    for span in spans:
        if isinstance(span.end, Gap):
            return None
        ends.append(span.end)
    return max(map(last_day, ends))


def runs_backwards(span: EdtfSpan) -> bool:
    """True when no day of the end can be as late as the first day of the start."""
    if isinstance(span.start, Gap) or isinstance(span.end, Gap):
        return False
    return last_day(span.end) < first_day(span.start)


def coarsest(points: Iterable[EdtfPoint]) -> str:
    return min((point.precision for point in points), key=PRECISIONS.index)
