"""Moments as the desk reads them: in its own zone, and in UTC beside it where something is still to come."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince

MINUTE = timedelta(minutes=1)


def zone() -> ZoneInfo:
    """The desk's own."""
    return ZoneInfo(settings.DESK_TIME_ZONE)


def moment(at: datetime) -> str:
    """A moment in the one form of the desk, in the desk's zone: “29 Nov 2026, 22:10 UTC”."""
    here = at.astimezone(zone())
    return f"{here.day} {here:%b %Y, %H:%M %Z}"


def day(on: date) -> str:
    """A day in the form of the desk: “29 Nov 2026”."""
    return f"{on.day} {on:%b %Y}"


def with_weekday(at: datetime) -> str:
    """A moment still to come, with its weekday, in the desk's zone and in UTC."""
    here, utc = at.astimezone(zone()), at.astimezone(UTC)
    text = f"{here:%A} {moment(at)}"
    if not here.utcoffset():
        return text
    is_same_day = here.date() == utc.date()
    return (
        f"{text} ({utc:%H:%M} UTC)"
        if is_same_day
        else f"{text} ({utc.day} {utc:%b, %H:%M} UTC)"
    )


def age(at: datetime) -> str:
    """How long ago it was, in words: “3 hours, 10 minutes ago”."""
    return f"{timesince(at)} ago" if timezone.now() - at >= MINUTE else "just now"


def until(at: datetime) -> str:
    """How far off it is, in words: “in 3 hours, 10 minutes”; “now due” when it is past."""
    now = timezone.now()
    if at <= now + MINUTE / 2:
        return "now due"
    return f"in {timesince(now, at)}" if at - now >= MINUTE else "in less than a minute"
