"""How far a date of the world reaches, as a figure draws it: its bounds as day numbers, and what is not known."""

from dataclasses import dataclass

from factcheck.text import edtf
from factcheck.text.edtf import Day, EdtfDate

CYCLE = 146_097
"""Days of the four hundred years after which the calendar repeats."""


@dataclass(frozen=True)
class Extent:
    """`first` and `last` are the bounds that EDTF gives, as numbers of days; an open side has the bound of the other.

    `form` is "day", "between" (one day, not known which), or "span" (from the first to the last).
    """

    first: int
    last: int
    form: str = "day"
    is_open_before: bool = False
    is_open_after: bool = False
    is_about: bool = False


def extent_of(date: EdtfDate | None) -> Extent | None:
    """The extent of a date; None for what is not dated."""
    bound = date and (date.earliest or date.latest)
    if date is None or not bound:
        return None
    first = day_number(date.earliest or bound)
    last = day_number(date.latest or date.earliest or bound)
    form = "span" if date.form == "interval" else "between"
    is_open_before, is_open_after = date.earliest is None, date.latest is None
    if first == last and not (is_open_before or is_open_after):
        form = "day"
    is_about = date.approximate or date.uncertain
    return Extent(first, last, form, is_open_before, is_open_after, is_about)


def extent_of_text(written: str) -> Extent | None:
    """The extent of a date as a record writes it."""
    return extent_of(edtf.parse(written)) if written else None


def day_number(day: Day) -> int:
    """Days since 1 January of the year 1 of the proleptic Gregorian calendar, which is 1; any year has them."""
    year = day.year - (day.month < 3)
    cycle, rest = divmod(year, 400)
    month = (day.month + 9) % 12
    of_year = (153 * month + 2) // 5 + day.day - 1
    of_cycle = rest * 365 + rest // 4 - rest // 100 + of_year
    return cycle * CYCLE + of_cycle - 305


def day_of_number(number: int) -> Day:
    """The day that has this number."""
    cycle, of_cycle = divmod(number + 305, CYCLE)
    rest = (
        of_cycle - of_cycle // 1460 + of_cycle // 36_524 - of_cycle // 146_096
    ) // 365
    of_year = of_cycle - (365 * rest + rest // 4 - rest // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return Day(rest + cycle * 400 + (month < 3), month, day)
