"""Warnings of implausible dates: of the past that lie in the future, or very long ago."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Field, Model

from factcheck.text import edtf

from ..registry import PublicationWarning

FUTURE, OLD = "future-date", "old-date"
# Dates before these days are warned of: of what a desk does, and of what happens in the world.
OF_THE_DESK, OF_THE_WORLD = "1990-01-01", "1000-01-01"


class Dated(NamedTuple):
    """A date of a record: the field that names it, what the form calls it, as it is written, and its oldest likely."""

    field: str
    label: str
    written: str
    oldest: str


def dated(row: Model, name: str, oldest: str, part: str = "") -> Dated:
    """The date of a row; `part` names the row in its record, such as `replies[0]`."""
    value = getattr(row, name)
    field = cast("Field[Any, Any]", row._meta.get_field(name))  # a date is no relation
    label = str(field.verbose_name)
    path = f"{part}.{name}" if part else name
    return Dated(path, label, str(value or ""), oldest)


def of_parts(
    rows: Iterable[Model], part: str, *names: str, oldest: str
) -> Iterator[Dated]:
    for number, row in enumerate(rows):
        for name in names:
            yield dated(row, name, oldest, f"{part}[{number}]")


def implausible(dates: Iterable[Dated]) -> Iterator[PublicationWarning]:
    """A warning for each date that lies in the future of the desk, or before its oldest likely day."""
    today = key_of_today()
    for each in dates:
        first, last = _bounds(each.written)
        oldest = cast(edtf.Day, edtf.parse(each.oldest).earliest)  # a day is not open
        if first and first > today:
            yield PublicationWarning(
                FUTURE, each.field, _message(each, "lies in the future")
            )
        elif last and last < oldest.key:
            yield PublicationWarning(
                OLD, each.field, _message(each, "is very long ago")
            )


def _message(each: Dated, what: str) -> str:
    return f"“{each.label[:1].upper()}{each.label[1:]}” is {edtf.words(each.written)}, which {what}."


def key_of_today() -> str:
    """Today at the desk, as sortable text."""
    today = edtf.parse(today_at_the_desk().isoformat())
    return cast(edtf.Day, today.earliest).key  # a day is not open


def today_at_the_desk() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(settings.DESK_TIME_ZONE)).date()


def _bounds(written: str) -> tuple[str, str]:
    """The first and the last day that a date allows, as sortable text; empty where it is open or cannot be read."""
    try:
        read = edtf.parse(written) if written else None
    except edtf.DateError:
        return "", ""
    if read is None:
        return "", ""
    return (
        read.earliest.key if read.earliest else "",
        read.latest.key if read.latest else "",
    )
