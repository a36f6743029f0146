"""The moment of an append: no line is ever stamped with a moment that was not."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from django.db import connection
from django.utils import timezone

from factcheck.models import Publication

from .canonical import moment_text
from .errors import ClockRefused, MomentRefused

BEHIND = timedelta(seconds=5)
"""How far the clock may stand before the last line, whose moment is taken then: two hosts differ, and NTP steps."""
APART = timedelta(seconds=60)
"""How far it may stand from the database's clock."""
JUMP = timedelta(hours=1)
"""How far it may move beside the monotonic clock since this process's last line, where there is no other to ask."""
REMEDY = (
    "Nothing was published. Set the clock right (timedatectl, chronyc)"
    " on every machine that publishes, and try again."
)


@dataclass
class _LastRead:
    """What both clocks said at this process's last append."""

    wall: datetime | None = None
    monotonic: float = 0.0


_last = _LastRead()


def forget() -> None:
    """Take the clock as it stands next, as a new process does."""
    _last.wall = None


def moments(last: Publication | None, at: datetime | None) -> tuple[datetime, datetime]:
    """(published_at, recorded_at) of what follows `last`. Raises MomentRefused and ClockRefused.

    `at` simulates a past moment, while every line so far is simulated.
    """
    now = timezone.now()
    refuse_astray(now)
    recorded_at = _recorded_at(now, last)
    if at is None:
        return recorded_at, recorded_at
    if last and _stamp(last) >= last.recorded_at:
        raise MomentRefused(
            "The record holds real moments already; a simulated one cannot follow them."
        )
    if last and at < _stamp(last):
        raise MomentRefused(
            f"Moments never go backwards: the last line is of {moment_text(_stamp(last))}."
        )
    if at > now:
        raise MomentRefused(f"{moment_text(at)} lies ahead of the clock.")
    return at, recorded_at


def _stamp(line: Publication) -> datetime:
    return line.stamped_at or line.published_at


def _recorded_at(now: datetime, last: Publication | None) -> datetime:
    """The clock's moment, or the last line's while the clock stands at most seconds before it."""
    if last is None or now >= last.recorded_at:
        return now
    if last.recorded_at - now <= BEHIND:
        return last.recorded_at
    raise ClockRefused(
        f"The clock says {moment_text(now)}, but the last line is of {moment_text(last.recorded_at)}. {REMEDY} If that "
        "line is wrong because the clock ran ahead then, two administrators mend it: `manage.py mend_clock`."
    )


def refuse_astray(now: datetime) -> None:
    """Raise ClockRefused where the clock stands far from the database's, or jumped where the database has none."""
    if connection.vendor == "postgresql":
        _refuse_apart(now, _database_now())
    else:
        _refuse_jump(now)


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    return cast(datetime, there).astimezone(UTC)


def _refuse_apart(now: datetime, there: datetime) -> None:
    if abs(now - there) > APART:
        raise ClockRefused(
            f"This machine's clock says {moment_text(now)}, the database's {moment_text(there)}. {REMEDY}"
        )


def _refuse_jump(now: datetime) -> None:
    ticks = time.monotonic()
    if _last.wall is not None:
        expected = _last.wall + timedelta(seconds=ticks - _last.monotonic)
        if abs(now - expected) > JUMP:
            raise ClockRefused(
                f"The clock says {moment_text(now)}, and by the time that passed since this process's last line it is "
                f"{moment_text(expected)}. {REMEDY} If it is right now, restart this process."
            )
    _last.wall, _last.monotonic = now, ticks
