"""A point in the two notations that are handed out: EDTF (ISO 8601-2, levels 0 and 1) and TIMEX3 values."""

import datetime

from .point import YEAR_SPANS, CalendarPoint

SEASON_LETTERS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
LONGEST_YEAR = 9999


def edtf(point: CalendarPoint) -> str | None:
    """EDTF text; None for a year that EDTF's four digits do not hold."""
    if not -LONGEST_YEAR <= point.year <= LONGEST_YEAR:
        return None
    mark = "~" if point.approximate else ""
    pair = _extent(point)
    if pair:
        return "/".join(end + mark for end in pair)
    return _single(point) + mark


def _single(point: CalendarPoint) -> str:
    if point.precision in YEAR_SPANS:
        masked = len(str(YEAR_SPANS[point.precision])) - 1
        return _year(point.year)[: -masked or None] + "X" * masked
    text = _year(point.year)
    if point.precision == "season":
        return f"{text}-{point.number}"
    if point.month:
        text += f"-{point.month:02d}"
    return text + (f"-{point.day:02d}" if point.day else "")


def _extent(point: CalendarPoint) -> tuple[str, str] | None:
    """First and last, for what EDTF has no single notation for."""
    if point.precision in ("week", "weekend"):
        monday = _monday(point)
        first = monday
        if point.precision == "weekend":
            first = monday + datetime.timedelta(days=5)
        return first.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
    if point.precision in ("quarter", "half"):
        year, length = _year(point.year), 3 if point.precision == "quarter" else 6
        last_month = point.first_month + length - 1
        return f"{year}-{point.first_month:02d}", f"{year}-{last_month:02d}"
    if point.precision in YEAR_SPANS and point.year < 0:
        span = YEAR_SPANS[point.precision]
        return _year(point.year - span + 1), _year(point.year)
    return None


def _monday(point: CalendarPoint) -> datetime.date:
    """The first day of a week, which a point of the precision "week" or "weekend" always has."""
    return datetime.date.fromisocalendar(point.year, point.number, 1)


def first_day(point: CalendarPoint) -> tuple[int, int, int]:
    """Year, month and day on which it begins, to tell earlier from later."""
    if point.precision in ("week", "weekend"):
        monday = _monday(point)
        return monday.year, monday.month, monday.day
    return point.year, point.first_month, point.day or 1


def _year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def timex(point: CalendarPoint) -> str:
    """The TIMEX3 value: 2010-W11, 198, 18, 1979-12-27T19:15, and BC0493 for a year before Christ."""
    return _timex_date(point) + point.time


def _timex_date(point: CalendarPoint) -> str:
    year = f"BC{1 - point.year:04d}" if point.year < 1 else f"{point.year:04d}"
    if point.precision == "decade":
        return year[:-1]
    if point.precision == "century":
        return year[:-2]
    if point.number:
        return f"{year}-{_numbered(point)}"
    month = f"-{point.month:02d}" if point.month else ""
    day = f"-{point.day:02d}" if point.day else ""
    return year + month + day


def _numbered(point: CalendarPoint) -> str:
    """The week, season, quarter or half of a year, as TIMEX3 writes it."""
    if point.precision == "season":
        return SEASON_LETTERS[point.number]
    if point.precision in ("quarter", "half"):
        return f"{point.precision[0].upper()}{point.number}"
    tail = "-WE" if point.precision == "weekend" else ""
    return f"W{point.number:02d}{tail}"
