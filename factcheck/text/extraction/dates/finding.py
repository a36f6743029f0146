"""What the grammar hands out: one date, with the place in the text that it was read from."""

from dataclasses import dataclass

from .point import CalendarPoint


@dataclass(frozen=True, slots=True)
class DateFinding:
    """`text[start:end]` in code points. `edtf` is None where no calendar date is known: durations, sets, "recently".

    `timex` is the TIMEX3 value (ISO 8601 with XX for what is not known), `timex_type` DATE, TIME, DURATION or SET,
    `step` the rule that read it, `precision` day, month, year, season, week, decade, century, ... or "none".
    """

    start: int
    end: int
    edtf: str | None
    timex: str | None
    timex_type: str
    step: str
    precision: str


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date while it is being read; `point` is what later expressions may resolve against."""

    start: int
    end: int
    timex: str | None
    timex_type: str
    step: str
    point: CalendarPoint | None = None
    edtf: str | None = None
    precision: str = "none"
    anchors: bool = True
