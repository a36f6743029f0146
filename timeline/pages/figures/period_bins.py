"""Entries counted by month, by year where that would be too many bars, then by decade and century."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from factcheck.pages.figures.drawing.extent import Extent, extent_of_text
from factcheck.text import edtf
from timeline.pages.calendar import CalendarPeriod, after_month
from timeline.pages.periods import name_of, period_of

MOST_BARS = 36
UNITS = ("month", "year", "decade", "century")
MASKS = {"decade": 1, "century": 2}


@dataclass(frozen=True)
class EntryCount:
    """How many entries begin in the month of a key; `lane` is whose they are, `status` what became of them."""

    key: str
    count: int
    lane: str = ""
    status: str = ""


@dataclass
class PeriodBin:
    """One period, written as EDTF, with the counts of the months that lie in it and the keys of the first and last."""

    period: str
    first_key: str
    last_key: str
    counts: list[EntryCount] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(each.count for each in self.counts)

    @property
    def name(self) -> str:
        return name_of(self.period)

    @property
    def extent(self) -> Extent | None:
        """From its first day to its last; None for what is not dated."""
        return extent_of_text(self.period)

    def calendar_period(self) -> CalendarPeriod:
        """The same as the calendar of the timeline has it, for an address."""
        key = f"in-{period_of(self.first_key) or 'no-day'}"
        start, end = f"{self.first_key}-0", f"{after_month(self.last_key)}-0"
        return CalendarPeriod(self.name, key, self.count, start, end)


def binned(counts: Iterable[EntryCount]) -> list[PeriodBin]:
    """The counts by period in the order of time, in the finest unit that gives at most MOST_BARS; what is not dated
    comes last."""
    ordered = sorted(counts, key=lambda each: each.key)
    for unit in UNITS:
        bins = _by_unit(ordered, unit)
        if len(bins) <= MOST_BARS:
            break
    return bins


def _by_unit(counts: list[EntryCount], unit: str) -> list[PeriodBin]:
    bins: dict[str, PeriodBin] = {}
    for each in counts:
        period = coarse_period(each.key, unit)
        known = bins.setdefault(period, PeriodBin(period, each.key, each.key))
        known.last_key = each.key
        known.counts.append(each)
    return list(bins.values())


def coarse_period(key: str, unit: str) -> str:
    """The period of a key, no finer than the unit; years without four digits are not taken together."""
    period = period_of(key)
    if unit == "month" or not period or "X" in period or period.startswith("Y"):
        return period
    day, _ = edtf.read_key(key)
    if not 0 <= day.year < 10_000:
        return f"-{abs(day.year):04d}" if day.year > -10_000 else period
    year = f"{day.year:04d}"
    mask = MASKS.get(unit, 0)
    return year[: 4 - mask] + "X" * mask
