"""What HTML's `<time datetime>` may say of a date: exactly what is known, or nothing."""

import datetime

from .parts import EdtfDate, EdtfPoint
from .time_of_day import read_date, read_time, utc_moment


def time_attribute(
    date: EdtfDate | str | None, time: datetime.time | str | None = None, zone: str = ""
) -> str | None:
    """`2026`, `2026-01`, `2026-01-14`, or `2026-01-14T18:30Z` when time and zone are known; else None.

    The forms are HTML's "valid year string", "month string", "date string" and "global date and time string".
    None for what these cannot say: approximate or uncertain dates, intervals, sets, seasons, digits not known,
    years outside 1 to 9999.
    """
    date = read_date(date)
    point = date.single if date else None
    if date is None or point is None or not _is_exact(point):
        return None
    clock = read_time(time)
    if clock and zone and point.day and date.earliest:
        moment = utc_moment(date.earliest, clock, zone)
        return _moment_text(moment) if moment else date.text
    return date.text


def _is_exact(point: EdtfPoint) -> bool:
    return point.plain and point.precision != "season" and 1 <= point.first_year <= 9999


def _moment_text(moment: datetime.datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes") + "Z"
