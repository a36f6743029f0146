"""Moments as the desk enters and reads them: in its own zone, and in UTC beside it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timesince import timesince

MINUTE = timedelta(minutes=1)
HOW = "Write a day and a time such as 2026-01-15 09:30; with Z or +01:00 behind it, it is of that zone."


class DeskMomentField(forms.CharField):
    """A moment still to come, written in the desk's zone; gives it in UTC."""

    def __init__(self, **kwargs):
        how = f"In {settings.DESK_TIME_ZONE}. {HOW}"
        super().__init__(**({"help_text": how, "max_length": 40, "required": False} | kwargs))

    def clean(self, value: str) -> datetime | None:
        written = super().clean(value)
        if not written:
            return None
        try:
            moment = read_moment(written)
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(str(error)) from error
        if moment <= timezone.now():
            raise forms.ValidationError("That moment has passed; choose one that is still to come, or publish now.")
        return moment


def zone() -> ZoneInfo:
    """The desk's own."""
    return ZoneInfo(settings.DESK_TIME_ZONE)


def read_moment(written: str) -> datetime:
    """The moment in UTC. Raises ValueError for what is none, and for what the clock skips or shows twice there."""
    try:
        read = parse_datetime(written.strip())
    except ValueError:
        raise ValueError(f"“{written}” is not in the calendar. {HOW}") from None
    if read is None:
        raise ValueError(f"“{written}” is no day and time. {HOW}")
    if read.tzinfo:
        return read.astimezone(UTC)
    first, second = (read.replace(tzinfo=zone(), fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone()).replace(tzinfo=None) != read:
        raise ValueError(f"The clocks of {zone().key} go forward then, and skip {read:%H:%M}. Choose another time.")
    if first.utcoffset() != second.utcoffset():
        raise ValueError(
            f"The clocks of {zone().key} go back then, and show {read:%H:%M} twice. Write it in UTC, with Z."
        )
    return first.astimezone(UTC)


def said(moment: datetime) -> str:
    """A moment in the desk's zone and in UTC."""
    here = moment.astimezone(zone())
    utc = moment.astimezone(UTC)
    text = f"{here.day} {here:%B %Y, %H:%M} {zone().key}"
    return text if zone().key == "UTC" else f"{text} ({utc:%Y-%m-%d %H:%M} UTC)"


def age(moment: datetime) -> str:
    """How long ago it was, in words: “3 hours, 10 minutes ago”."""
    return f"{timesince(moment)} ago" if timezone.now() - moment >= MINUTE else "just now"


def until(moment: datetime) -> str:
    """How far off it is, in words: “in 3 hours, 10 minutes”; “now due” when it is past."""
    now = timezone.now()
    if moment <= now + MINUTE / 2:
        return "now due"
    return f"in {timesince(now, moment)}" if moment - now >= MINUTE else "in less than a minute"
