"""Making readings: from a point, from a length of time, from words that only point."""

from dataclasses import replace

from .finding import Reading
from .point import Point
from .writing import edtf, timex


def dated(
    start: int, end: int, point: Point, step: str, anchors: bool = True
) -> Reading:
    """A calendar date."""
    kind = "TIME" if point.time else "DATE"
    return Reading(
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


def undated(start: int, end: int, timex: str | None, kind: str, step: str) -> Reading:
    """A length of time, a repetition, or an expression of which the day is not known."""
    precision = "duration" if kind == "DURATION" else "none"
    return Reading(start, end, timex, kind, step, precision=precision, anchors=False)


def about(reading: Reading) -> Reading:
    """The same, said to be approximate; a week or a day of a set stays as it is."""
    if reading.point is None:
        return reading
    point = reading.point.about()
    return replace(reading, point=point, edtf=edtf(point))
