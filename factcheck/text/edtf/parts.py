"""What a date is made of once it has been read."""

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

YEAR_DIGITS = 18
PRECISIONS = ("millennium", "century", "decade", "year", "season", "month", "day")
YEAR_PRECISIONS = ("year", "decade", "century", "millennium")
WINTER = 24


class DateError(ValueError):
    """What is wrong with a date, a time of day or a zone, and what to write instead."""


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar, in any year; year 0 is 1 BC."""

    year: int
    month: int
    day: int

    @property
    def key(self) -> str:
        """23 digits that sort as the days do: the year is raised by 10**18, so that none is below zero."""
        return f"{self.year + 10**YEAR_DIGITS:019d}{self.month:02d}{self.day:02d}"


class Gap(Enum):
    """The side of a span where no date stands."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class EdtfPoint:
    """One date as written. `month` is 1 to 12, or 21 to 24 for a season.

    `masked` counts the digits of the year written X; `hidden` names the finest part written XX ("month" or "day").
    """

    first_year: int
    last_year: int
    month: int | None = None
    day: int | None = None
    masked: int = 0
    hidden: str = ""
    mark: str = ""

    @property
    def precision(self) -> str:
        """How finely the date is known: 1985-04-XX is known to the month."""
        if self.day:
            return "day"
        if self.month:
            return "season" if self.month > 12 else "month"
        return YEAR_PRECISIONS[self.masked]

    @property
    def plain(self) -> bool:
        return not (self.masked or self.hidden or self.mark)


@dataclass(frozen=True, slots=True)
class EdtfSpan:
    """From one date to another; a date on its own is both its ends."""

    start: EdtfPoint | Gap
    end: EdtfPoint | Gap

    @property
    def points(self) -> tuple[EdtfPoint, ...]:
        return tuple(
            end for end in (self.start, self.end) if isinstance(end, EdtfPoint)
        )


@dataclass(frozen=True)
class EdtfDate:
    """A date that has been read. A bound of None is open or not known on that side."""

    text: str
    earliest: Day | None
    latest: Day | None
    precision: str
    form: str
    approximate: bool
    uncertain: bool
    spans: tuple[EdtfSpan, ...] = field(repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def single(self) -> EdtfPoint | None:
        """The one date that this is, or None for an interval or a set."""
        return self.spans[0].points[0] if self.form == "single" else None
