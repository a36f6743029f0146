"""What of a date other calendars can say: whole days for iCalendar, parts for TimelineJS."""

from datetime import date, timedelta
from typing import NamedTuple

from factcheck.text.edtf import Day, EdtfDate
from factcheck.text.edtf.parts import EdtfPoint


class PlainSpan(NamedTuple):
    """From one certain date to another; the same one twice for a date on its own."""

    start: EdtfPoint
    end: EdtfPoint


def whole_days(written: EdtfDate) -> tuple[date, date] | None:
    """The first day and the day after the last, where both are known to the day and lie in the years 1 to 9999."""
    span = plain_span(written)
    if span is None or {point.precision for point in span} != {"day"}:
        return None
    first, last = _calendar(written.earliest), _calendar(written.latest)
    if first is None or last is None or last == date.max:
        return None
    return first, last + timedelta(days=1)


def plain_span(written: EdtfDate) -> PlainSpan | None:
    """From where to where the date reaches, if both ends are said, and neither is approximate, uncertain or masked."""
    start, end = written.spans[0].start, written.spans[0].end
    if written.form not in ("single", "interval"):
        return None
    if not isinstance(start, EdtfPoint) or not isinstance(end, EdtfPoint):
        return None
    return PlainSpan(start, end) if start.plain and end.plain else None


def _calendar(day: Day | None) -> date | None:
    return date(*day) if day and 1 <= day.year <= 9999 else None


def parts_of(point: EdtfPoint) -> dict[str, int]:
    """Year, month and day, as many as the precision has."""
    parts = {"year": point.first_year, "month": point.month, "day": point.day}
    return {name: number for name, number in parts.items() if number is not None}


def parts_at(day: Day, precision: str) -> dict[str, int]:
    """The parts of a bound that stands for a date, as many as the date's precision has; a season's has its month."""
    count = {"day": 3, "month": 2, "season": 2}.get(precision, 1)
    return dict(zip(("year", "month", "day")[:count], day, strict=False))
