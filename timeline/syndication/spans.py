"""What of a date other calendars can say: whole days for iCalendar, parts for TimelineJS."""

from datetime import date, timedelta

from factcheck.text.edtf import Day, EdtfDate
from factcheck.text.edtf.parts import EdtfPoint, EdtfSpan


def whole_days(written: EdtfDate) -> tuple[date, date] | None:
    """The first day and the day after the last, where both are known to the day and lie in the years 1 to 9999."""
    span = plain_span(written)
    if span is None or {point.precision for point in span.points} != {"day"}:
        return None
    first, last = _calendar(written.earliest), _calendar(written.latest)
    if first is None or last is None or last == date.max:
        return None
    return first, last + timedelta(days=1)


def plain_span(written: EdtfDate) -> EdtfSpan | None:
    """From where to where the date reaches, if both ends are said, and neither is approximate, uncertain or masked."""
    span = written.spans[0]
    if written.form not in ("single", "interval") or len(span.points) < (
        1 if written.form == "single" else 2
    ):
        return None
    return span if all(point.plain for point in span.points) else None


def _calendar(day: Day) -> date | None:
    return date(*day) if 1 <= day.year <= 9999 else None


def parts_of(point: EdtfPoint) -> dict[str, int]:
    """Year, month and day, as many as the precision has."""
    parts = {"year": point.first_year, "month": point.month, "day": point.day}
    return {name: number for name, number in parts.items() if number is not None}


def parts_at(day: Day, precision: str) -> dict[str, int]:
    """The parts of a bound that stands for a date, as many as the date's precision has; a season's has its month."""
    count = {"day": 3, "month": 2, "season": 2}.get(precision, 1)
    return dict(zip(("year", "month", "day")[:count], day, strict=False))
