"""Moments as addresses write them: a day, or a date and time with its zone. Nothing else is a moment.

A day such as 2026-01-15 means its end, UTC; today's date and the word `now` mean the present. A moment is a date and a
time of day with Z or an offset, such as 2026-01-15T12:00Z or 2026-01-15T13:00:30.5+01:00; without either it is in UTC.
A plus that was not escaped arrives as a space and is read as a plus.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from .canonical import moment_text

NOW = "now"
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt](?P<clock>\d\d:\d\d(:\d\d)?)([.,](?P<fraction>\d{1,9}))?"
    r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
YEAR = re.compile(r"\d{4}", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
WEEK = re.compile(r"(\d{4})-?W(\d\d)(-?\d)?", re.ASCII | re.IGNORECASE)
TIME_ALONE = re.compile(r"T(\d\d:\d\d(:\d\d)?)Z", re.ASCII)
NO_DAY = gettext_lazy("“%s” is not in the calendar.")
AHEAD = gettext_lazy("%s lies in the future; nothing is known of it yet.")
NO_MOMENT = gettext_lazy(
    "“%s” is neither a day nor a moment. Write a day such as 2026-01-15, or a moment such as 2026-01-15T12:00:00Z."
)
NEEDS_DAY = gettext_lazy("“%s” is a time of day without its day. Choose the day too.")
NOT_A_DAY = gettext_lazy(
    "“%(written)s” is no single day. Write one, such as its last: %(day)s."
)
NOT_OVER = gettext_lazy(
    "“%(written)s” is no single day, and is not over. Write one, such as today's: %(day)s."
)


class BadMoment(ValueError):
    """A moment that is none, or lies in the future. The message is for readers; `written` is what was asked for."""

    def __init__(self, message: str, written: str = ""):
        super().__init__(message)
        self.written = written


def parse_moment(written: str) -> datetime | None:
    """The moment that an address names; None for `now` and today's date. Raises BadMoment with a remedy."""
    now = timezone.now()
    if written.casefold() == NOW:
        return None
    if DAY.fullmatch(written):
        return _end_of(written, now.date())
    moment = _exactly(written)
    if moment > now:
        raise BadMoment(AHEAD % f"{moment_text(moment)[:16]} UTC", written)
    return moment


def moment_address(moment: datetime) -> str:
    """A moment as addresses write it: 2026-01-15T12:00Z, with seconds and their fraction where it has any."""
    written = moment_text(moment).removesuffix("Z")
    seconds = written.removesuffix(".000000")
    return f"{seconds.removesuffix(':00') if seconds != written else written}Z"


def parse_start(written: str) -> datetime:
    """The moment that `since` names: a day means its start, UTC. Raises BadMoment with a remedy."""
    if DAY.fullmatch(written):
        _day(written)
        written = f"{written}T00:00:00Z"
    return parse_moment(written) or timezone.now()


def _end_of(written: str, today: date) -> datetime | None:
    day = _day(written)
    if day > today:
        raise BadMoment(AHEAD % day, written)
    return None if day == today else datetime.combine(day, time.max, UTC)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadMoment(NO_DAY % written, written) from error


def _exactly(written: str) -> datetime:
    match = MOMENT.fullmatch(written.replace(" ", "+"))
    if match is None:
        raise BadMoment(_refusal(written), written)
    fraction = (match["fraction"] or "")[:6].ljust(6, "0")
    zone = (match["zone"] or "Z").upper()
    try:
        moment = datetime.fromisoformat(f"{match['day']}T{match['clock']}{zone}")
        return moment.astimezone(UTC).replace(microsecond=int(fraction))
    # overflow: the first hours of the year 1, east of Greenwich
    except (ValueError, OverflowError) as error:
        raise BadMoment(NO_DAY % written[:40], written) from error


def _refusal(written: str) -> str:
    """Why something is no moment, with the day that may be meant."""
    if time_of_day := TIME_ALONE.fullmatch(written):
        return NEEDS_DAY % time_of_day[1]
    days = _year(written) or _month(written) or _week(written)
    if days is None:
        return NO_MOMENT % written[:40]
    first, last = days
    today = timezone.now().date()
    if first > today:
        return AHEAD % written
    if last < today:
        return NOT_A_DAY % {"written": written, "day": last}
    return NOT_OVER % {"written": written, "day": today}


def _year(written: str) -> tuple[date, date] | None:
    """The first and the last day of a year that is written alone."""
    if not YEAR.fullmatch(written) or not int(written):
        return None
    return date(int(written), 1, 1), date(int(written), 12, 31)


def _month(written: str) -> tuple[date, date] | None:
    """The first and the last day of a month that is written alone."""
    match = MONTH.fullmatch(written)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    if not year or not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _week(written: str) -> tuple[date, date] | None:
    """The first and the last day of a week of ISO 8601."""
    match = WEEK.fullmatch(written)
    if not match:
        return None
    try:
        first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return first, first + timedelta(days=6)
    except (ValueError, OverflowError):
        return None
