"""Counting on the calendar: so many days, weeks, months or years from a date."""

import datetime

from .point import CalendarPoint, day_point

YEARS = {"year": 1, "decade": 10, "century": 100}
DAYS = {"day": 1, "night": 1}
WEEKS = {"week": 1, "fortnight": 2}
LAST_MONDAY = datetime.date(9999, 12, 20)
"""Of the last week that ends within Python's calendar."""


def shifted(point: CalendarPoint, count: int, unit: str) -> CalendarPoint | None:
    """`count` units after `point`, as precise as the unit; None where the point is too coarse to count from."""
    if unit in YEARS:
        return _year(point.year + count * YEARS[unit])
    if unit == "month":
        return _months(point, count)
    if unit in DAYS:
        return _day(point.date, count * DAYS[unit])
    if unit in WEEKS:
        return week_of(_moved(point.date, 7 * count * WEEKS[unit]))
    return None


def neighbour(point: CalendarPoint, count: int, unit: str) -> CalendarPoint | None:
    """The calendar unit `count` steps from the one that holds `point`: "last decade", "next week"."""
    if unit in ("decade", "century"):
        return _neighbour_span(point, count, unit)
    if unit == "weekend":
        week = week_of(_moved(point.near(), 7 * count))
        return week and CalendarPoint("weekend", week.year, number=week.number)
    if unit == "week":
        if point.precision not in ("day", "week", "weekend"):
            return None
        return week_of(_moved(point.near(), 7 * count))
    if unit == "quarter":
        quarters = point.year * 4 + (point.first_month - 1) // 3 + count
        return CalendarPoint("quarter", quarters // 4, number=quarters % 4 + 1)
    return shifted(point, count, unit)


def _neighbour_span(
    point: CalendarPoint, count: int, unit: str
) -> CalendarPoint | None:
    """The decade or century `count` steps from the one that holds `point`; None before the year 1."""
    if point.year < 1:
        return None
    span = YEARS[unit]
    return CalendarPoint(unit, point.year // span * span + count * span)


def week_of(day: datetime.date | None) -> CalendarPoint | None:
    if day is None or day > LAST_MONDAY:
        return None
    year, week, _ = day.isocalendar()
    return CalendarPoint("week", year, number=week) if 1 <= year <= 9999 else None


def _year(year: int) -> CalendarPoint | None:
    return CalendarPoint("year", year) if -9998 <= year <= 9998 else None


def _months(point: CalendarPoint, count: int) -> CalendarPoint | None:
    if point.precision not in ("day", "month"):
        return None
    months = point.year * 12 + point.month - 1 + count
    year, month = divmod(months, 12)
    return CalendarPoint("month", year, month + 1) if -9998 <= year <= 9998 else None


def _day(day: datetime.date | None, count: int) -> CalendarPoint | None:
    moved = _moved(day, count)
    return day_point(moved) if moved else None


def _moved(day: datetime.date | None, count: int) -> datetime.date | None:
    try:
        return day and day + datetime.timedelta(days=count)
    except OverflowError:
        return None
