"""The time of day beside a date, and what it is in UTC."""

import datetime
import re
from zoneinfo import ZoneInfo

from .error_messages import shown
from .parse import parse
from .parts import DateError, Day, EdtfDate

TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
UTC_NAMES = {"UTC", "Etc/UTC", "Zulu", "Etc/Zulu"}


def read_date(date: EdtfDate | str | None) -> EdtfDate | None:
    """A date, or the text of one; None and empty text are no date."""
    return parse(date) if isinstance(date, str) and date else date or None


def read_time(value: datetime.time | str | None) -> datetime.time | None:
    """A time of day to the minute; None and empty text are no time."""
    if not value:
        return None
    if isinstance(value, datetime.time):
        return value
    match = TIME.fullmatch(value)
    if not match:
        raise DateError(
            f"{shown(value)} is not a time of day: write hours and minutes, 00:00 to 23:59, such as 16:30"
        )
    return datetime.time(int(match[1]), int(match[2]))


def read_zone(name: str) -> ZoneInfo:
    # Etc/GMT+3 means three hours behind Greenwich: readers would take it for the opposite.
    if name.startswith("Etc/GMT"):
        raise DateError(
            f"{shown(name)} is easily misread: name the zone by a city, such as America/Nuuk, or write UTC"
        )
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise DateError(
            f"{shown(name)} is not a time zone: write its IANA name, such as America/Nuuk"
        ) from None


def utc_moment(day: Day, time: datetime.time, zone: str) -> datetime.datetime | None:
    """The moment in UTC, or None where the clock cannot say it (outside the years 1 to 9999).

    Where clocks are set back and an hour comes twice, the first of the two is meant.
    """
    tz = read_zone(zone)
    if not 1 <= day.year <= 9999:
        return None
    try:
        return datetime.datetime(*day, time.hour, time.minute, tzinfo=tz).astimezone(
            datetime.UTC
        )
    except OverflowError:
        return None


def utc_minutes(
    date: EdtfDate | str | None, time: datetime.time | str | None, zone: str
) -> int | None:
    """Minutes from 00:00 UTC of the day written to the moment; None when time or zone is not known.

    23:30 in Nuuk is 1530 or 1590: past the end of the day in UTC. Raises DateError for a time, a zone, or a date that
    no time can stand beside.
    """
    date, clock = read_date(date), read_time(time)
    if clock is None:
        return None
    day = _whole_day(date)
    if day is None:
        raise DateError(
            "a time of day needs one whole date, such as 2026-01-14: add the day or remove the time"
        )
    moment = utc_moment(day, clock, zone) if zone else None
    if moment is None:
        return None
    midnight = datetime.datetime(*day, tzinfo=datetime.UTC)
    return (moment - midnight) // datetime.timedelta(minutes=1)


def _whole_day(date: EdtfDate | None) -> Day | None:
    """The day that a date is, if it is one."""
    point = date.single if date else None
    if date is None or point is None or point.precision != "day":
        return None
    return date.earliest
