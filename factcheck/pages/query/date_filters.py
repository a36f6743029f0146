"""Filters by a date: what was written, where it cuts a list, and what to say when it is no date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from factcheck.text.edtf import DateError

from ..labels.localized import read_date


@dataclass
class DateField:
    """A filter by a date; `bound` is where it cuts the list: a key of the order, or a moment of publication."""

    name: str
    label: str
    written: str = ""
    bound: str | datetime | None = None
    error: str = ""


def read(
    asked: QueryDict, name: str, label: str, bound: Callable[[str], str | datetime]
) -> DateField:
    """The field as the address fills it in; `bound` turns what was written into what cuts the list."""
    made = DateField(name, label, asked.get(name, "").strip())
    try:
        made.bound = bound(made.written) if made.written else None
    except DateError as error:
        what = _("Write a day such as 2026-01-14, a month such as 2026-01, or a year.")
        made.error = f"{error}. {what}"
    return made


def first_key(written: str) -> str:
    """Just before everything that begins on the first day of the date."""
    date = read_date(written)
    if date.earliest is None:
        raise DateError(_("%s has no first day") % date.text)
    return date.earliest.key


def last_key(written: str) -> str:
    """Just after everything that begins on the last day of the date: keys are digits, so the next number cuts."""
    date = read_date(written)
    if date.latest is None:
        raise DateError(_("%s has no last day") % date.text)
    return str(int(date.latest.key) + 1).zfill(len(date.latest.key))


def day_start(written: str) -> datetime:
    """The start of a day, UTC."""
    try:
        day = parse_date(written)
    except ValueError:
        day = None
    if day is None:
        raise DateError(_("“%s” is no day of the calendar") % written[:40])
    return datetime.combine(day, time.min, UTC)


def day_end(written: str) -> datetime:
    """The end of a day, UTC."""
    try:
        return day_start(written) + timedelta(days=1)
    except OverflowError as error:
        raise DateError(_("“%s” is no day of the calendar") % written[:40]) from error
