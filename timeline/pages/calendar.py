"""The periods of a whole dispute with how many entries each has: what a long timeline is walked by."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from factcheck.ledger import View
from factcheck.ledger.facet_queries import MONTH_DIGITS, count_entries_by_month
from factcheck.text import edtf
from timeline.pages.periods import name_of, period_of


@dataclass(frozen=True)
class CalendarPeriod:
    """A period: its heading, its fragment in a page, its entries, and the places before and behind it."""

    name: str
    key: str
    count: int
    start: str
    end: str


@dataclass
class _MonthRange:
    """The months of one period: the keys of the first and the last, and how many entries they have together."""

    first: str
    last: str
    count: int = 0


def calendar_periods(view: View, dispute: tuple[str, ...]) -> list[CalendarPeriod]:
    """The periods of the dispute's entries, earliest first; `dispute` is its uid and those merged into it."""
    ranges: dict[str, _MonthRange] = {}
    for key, count in count_months(view, dispute):
        months = ranges.setdefault(period_of(key), _MonthRange(key, key))
        months.count += count
        months.last = key
    return [_calendar_period(period, months) for period, months in ranges.items()]


def _calendar_period(period: str, months: _MonthRange) -> CalendarPeriod:
    return CalendarPeriod(
        name_of(period),
        f"in-{period or 'no-day'}",
        months.count,
        f"{months.first}-0",
        f"{after_month(months.last)}-0",
    )


def years(view: View, dispute: tuple[str, ...]) -> list[tuple[str, int]]:
    """(year as EDTF, entries) of every year in which dated entries of the dispute begin, earliest first.

    Years that need more than four digits are left out: no filter of the timeline takes them.
    """
    counts: Counter[int] = Counter()
    for key, count in count_months(view, dispute):
        if key < edtf.UNDATED:
            day, _precision = edtf.read_key(key)
            counts[day.year] += count
    return [
        (_edtf_year(year), counts[year])
        for year in sorted(counts)
        if abs(year) < 10_000
    ]


def _edtf_year(year: int) -> str:
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}"


def count_months(view: View, dispute: tuple[str, ...]) -> list[tuple[str, int]]:
    """(the first key, entries) of every month and precision, in order. One query, until a line is appended."""
    return _months(view.head_hash, view, dispute)


@lru_cache(maxsize=64)
def _months(
    _head_hash: str, view: View, dispute: tuple[str, ...]
) -> list[tuple[str, int]]:
    return count_entries_by_month(view, dispute)


def after_month(key: str) -> str:
    """A key behind every day of the month that this one lies in."""
    return str(int(key[:MONTH_DIGITS]) + 1).zfill(MONTH_DIGITS).ljust(len(key), "0")
