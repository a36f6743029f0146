"""Making readings: from a point, from a length of time, from words that only point."""

from dataclasses import replace

from .finding import DateReading
from .point import CalendarPoint
from .writing import edtf, timex


def dated(
    start: int, end: int, point: CalendarPoint, step: str, anchors: bool = True
) -> DateReading:
    """A calendar date."""
    kind = "TIME" if point.time else "DATE"
    return DateReading(
        start,
        end,
        timex(point),
        kind,
        step,
        point,
        edtf(point),
        point.precision,
        anchors,
    )


def undated(
    start: int, end: int, timex: str | None, kind: str, step: str
) -> DateReading:
    """A length of time, a repetition, or an expression of which the day is not known."""
    precision = "duration" if kind == "DURATION" else "none"
    return DateReading(
        start, end, timex, kind, step, precision=precision, anchors=False
    )


def about(reading: DateReading) -> DateReading:
    """The same, said to be approximate; a week or a day of a set stays as it is."""
    if reading.point is None:
        return reading
    point = reading.point.about()
    return replace(reading, point=point, edtf=edtf(point))
