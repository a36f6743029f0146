"""A date on the calendar, as precise as it was said."""

import datetime
from dataclasses import dataclass, replace

YEAR_SPANS = {"decade": 10, "century": 100}
SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class CalendarPoint:
    """`year` is astronomical: 0 is 1 BC. A decade or century is named by its first year (1920, 1900; before Christ
    by the year nearest to Christ: -469 for the 470s BC). `number` is the ISO week, season (21 to 24), quarter or half.
    `time` is the tail of a TIMEX value: TMO, T19:15."""

    precision: str
    year: int
    month: int = 0
    day: int = 0
    number: int = 0
    time: str = ""
    approximate: bool = False

    @property
    def first_month(self) -> int:
        """The month in which it begins."""
        if self.precision == "season":
            return SEASON_MONTHS[self.number]
        if self.precision == "quarter":
            return 3 * self.number - 2
        if self.precision == "half":
            return 6 * self.number - 5
        return self.month or 1

    @property
    def date(self) -> datetime.date | None:
        """The day, where one is known and Python's calendar has it."""
        if self.precision == "day" and 1 <= self.year <= 9999:
            return datetime.date(self.year, self.month, self.day)
        return None

    def near(self) -> datetime.date | None:
        """The first day that is meant, to count weeks and days from."""
        if not 1 <= self.year <= 9999:
            return None
        if self.precision in ("week", "weekend"):
            return week_start(self.year, self.number)
        return datetime.date(self.year, self.first_month, self.day or 1)

    def about(self) -> "CalendarPoint":
        return replace(self, approximate=True)


def week_start(year: int, week: int) -> datetime.date | None:
    try:
        return datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def day_point(day: datetime.date, time: str = "") -> CalendarPoint:
    return CalendarPoint("day", day.year, day.month, day.day, time=time)


def checked_day(year: int, month: int, day: int) -> CalendarPoint | None:
    """The day, or None where the calendar has no such day; leap years follow the Gregorian rule in every year."""
    if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        return None
    return CalendarPoint("day", year, month, day)


def month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
