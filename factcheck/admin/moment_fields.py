"""Moments as people type them, in the desk's zone unless they say another."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .moment_display import zone

HOW = "Write a day and a time, such as 2026-01-15 09:30, 15.1.2026 9:30, 15 Jan 2026, 09:30 or tomorrow 9:30."
PASSED = "That moment has passed; choose one that is still to come, or publish now."
AFAR = timedelta(days=366)
FAR_AWAY = "That is more than a year away: look at the year once more."
TWICE = "Choose the moment or write it: here are two that differ."
MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
WEEKDAYS = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
NAMED = re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[a-z]{3})[a-z]*\.? (?P<year>\d{4})")
MONTH_FIRST = re.compile(
    r"(?P<name>[a-z]{3})[a-z]*\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"
)
SLASHED = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>\d+))?")
WORD = re.compile(rf"(?P<word>today|tonight|tomorrow|{'|'.join(WEEKDAYS)})")
TIME = re.compile(
    r"(?:at )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::\d{2})? ?(?P<half>am|pm)?"
)
ZONED = re.compile(r" ?(?:utc|gmt|z)$")


def parse_moment(typed: str, *, now: datetime | None = None) -> datetime:
    """The moment in UTC. Raises ValueError, saying what to write, for what is none or could be another.

    That is also a day without a time, and a time that the clocks of the desk's zone skip or show twice.
    """
    try:
        return _parse(typed, now or timezone.now())
    except OverflowError:
        raise ValueError(f"“{typed}” is not in the calendar. {HOW}") from None


def _parse(typed: str, now: datetime) -> datetime:
    """Raises OverflowError where the moment in UTC is before the year 1 or after 9999."""
    text = " ".join(typed.lower().replace(",", " ").split())
    if (whole := _whole(typed.strip())) is not None:
        return whole
    is_utc = bool(ZONED.search(text))
    here = now.astimezone(UTC if is_utc else zone())
    day, rest = _day(ZONED.sub("", text), here.date(), typed)
    at = _time(rest, typed)
    if day is None:
        day = here.date() + timedelta(days=at <= here.time())
    return (
        datetime.combine(day, at, UTC)
        if is_utc
        else _in_zone(datetime.combine(day, at))
    )


def _whole(typed: str) -> datetime | None:
    """A moment of ISO 8601 with a time; None for what is written otherwise."""
    if ISO_DAY.fullmatch(typed):
        return None
    try:
        read = parse_datetime(typed)
    except ValueError:
        raise ValueError(f"“{typed}” is not in the calendar. {HOW}") from None
    if read is None:
        return None
    return read.astimezone(UTC) if read.tzinfo else _in_zone(read)


def _day(text: str, today: date, typed: str) -> tuple[date | None, str]:
    """The day at the beginning of a text, None where it begins with a time, and the rest of it."""
    if match := SLASHED.match(text):
        return _day_of_slashed(match, typed), text[match.end() :].strip()
    if match := WORD.match(text):
        return _day_of_word(match["word"], today), text[match.end() :].strip()
    for form in (ISO, DOTTED, NAMED, MONTH_FIRST):
        if match := form.match(text):
            return _day_of(match, typed), text[match.end() :].strip(" t")
    return None, text


def _day_of_word(word: str, today: date) -> date:
    """Today, tomorrow, or the next day of this name after today."""
    if word in WEEKDAYS:
        return today + timedelta(
            days=(WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1
        )
    return today + timedelta(days=word == "tomorrow")


def _day_of_slashed(match: re.Match, typed: str) -> date:
    """Of two numbers that may each be the month, nobody knows which is; one above twelve is the day."""
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    if one != two and one <= 12 and two <= 12:
        raise ValueError(f"“{typed}” could be a day of two months. {HOW}")
    if len(year or "") != 4:
        raise ValueError(f"“{typed}” has no year of four digits. {HOW}")
    try:
        return date(int(year), min(one, two), max(one, two))
    except ValueError:
        raise ValueError(f"“{typed}” is not in the calendar. {HOW}") from None


def _day_of(match: re.Match, typed: str) -> date:
    parts = match.groupdict()
    name = parts.get("name")
    if name is not None and name not in MONTHS:
        raise ValueError(f"“{typed}” names no month. {HOW}")
    month = MONTHS.index(name) + 1 if name else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        raise ValueError(f"“{typed}” is not in the calendar. {HOW}") from None


def _time(text: str, typed: str) -> time:
    if not text:
        raise ValueError(f"“{typed}” has no time of day. {HOW}")
    match = TIME.fullmatch(text)
    if not match or not (match["minute"] or match["half"]):
        raise ValueError(f"“{typed}” is no day and time. {HOW}")
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"“{typed}” has no such hour. {HOW}")
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    try:
        return time(hour, int(match["minute"] or 0))
    except ValueError:
        raise ValueError(f"“{typed}” has no such time of day. {HOW}") from None


def _in_zone(read: datetime) -> datetime:
    """In UTC what the clocks of the desk's zone show once."""
    first, second = (read.replace(tzinfo=zone(), fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone()).replace(tzinfo=None) != read:
        raise ValueError(
            f"The clocks of {zone().key} go forward then, and skip {read:%H:%M}. Choose another time."
        )
    if first.utcoffset() != second.utcoffset():
        times = " or ".join(
            f"{each.astimezone(UTC):%Y-%m-%d %H:%M} UTC" for each in (first, second)
        )
        raise ValueError(
            f"The clocks of {zone().key} go back then, and show {read:%H:%M} twice. Write which is meant: {times}."
        )
    return first.astimezone(UTC)


class DeskMomentField(forms.CharField):
    """A moment still to come, written in the desk's zone; gives it in UTC."""

    def __init__(self, **kwargs: Any):
        super().__init__(**({"max_length": 60, "required": False} | kwargs))

    def clean(self, value: str) -> datetime | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            moment = parse_moment(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if moment <= timezone.now():
            raise forms.ValidationError(PASSED)
        return moment


class MomentForm(forms.Form):
    """A moment still to come, chosen from the browser's picker or written."""

    picked = DeskMomentField(
        label="Publish at", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    at_time = DeskMomentField(
        label="or write it",
        widget=forms.TextInput(attrs={"placeholder": "tomorrow 9:00", "size": 30}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields[
            "picked"
        ].help_text = f"In the desk's zone, {settings.DESK_TIME_ZONE}."
        self.fields[
            "at_time"
        ].help_text = f"{HOW} With UTC, Z or +01:00 behind it, it is of that zone."
        self.fields["picked"].widget.attrs["min"] = (
            f"{timezone.now().astimezone(zone()):%Y-%m-%dT%H:%M}"
        )

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        moments = {
            moment for name in ("picked", "at_time") if (moment := cleaned.get(name))
        }
        if len(moments) > 1:
            self.add_error("at_time", TWICE)
        return cleaned

    @property
    def caution(self) -> str:
        """What to look at again before the moment is taken; empty for one within a year."""
        return FAR_AWAY if self.at and self.at > timezone.now() + AFAR else ""

    @property
    def at(self) -> datetime | None:
        return self.cleaned_data.get("picked") or self.cleaned_data.get("at_time")
