"""From a text to the dates in it."""

import datetime

from .context import Context
from .era import tells_of_the_past
from .extents import joined
from .finding import DateFinding, DateReading
from .grammar import read


def readings(text: str, published_on: datetime.date | None) -> list[DateReading]:
    """What the grammar reads. A text that tells of times long gone is read as if nobody knew when it was published."""
    day = published_on
    if day is not None and tells_of_the_past(text, day):
        day = None
    return list(read(text, Context(text, day, day is None)))


def find(text: str, published_on: datetime.date | None) -> list[DateFinding]:
    """The dates of a text, from the first to the last, ranges in one piece.

    `published_on` is what "yesterday" and "in May" count from; without it such words are found and not resolved.
    Never raises: what is no date of the calendar is left out.
    """
    pieces = joined(text, readings(text, published_on))
    return [
        DateFinding(r.start, r.end, r.edtf, r.timex, r.timex_type, r.step, r.precision)
        for r in pieces
    ]


def predictions(
    text: str, published_on: datetime.date | None
) -> list[dict[str, object]]:
    """The same as scorers take it: {"start", "end", "value" (TIMEX3), "type"}, both ends of a range by themselves."""
    return [
        {"start": r.start, "end": r.end, "value": r.timex, "type": r.timex_type}
        for r in readings(text, published_on)
    ]
