"""Whose turn it is to ask a host. The row is the truth, so that all workers together keep the pace."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from factcheck.models import HostPace

from .errors import FetchRefused

LONGEST_HOLD_SECONDS = 3600
HEARTBEAT_SECONDS = 5


def await_turn(
    host: str, pace: float, patience: float, keep_alive: Callable[[], None]
) -> float:
    """Wait until the host may be asked, and take the turn; returns the seconds that it took.

    `pace` is how many seconds the next one waits. Raises FetchRefused when it would take more than `patience`.
    """
    began = time.monotonic()
    while wait := take_turn(host, pace):
        if time.monotonic() - began + wait > patience:
            raise FetchRefused(
                f"{host} wants no request for {wait:.0f} seconds. Try again later.",
                passing=True,
            )
        time.sleep(min(wait, HEARTBEAT_SECONDS))
        keep_alive()
    return time.monotonic() - began


# Durable: inside of a transaction the turn would be seen by nobody, and hold up everybody.
@transaction.atomic(durable=True)
def take_turn(host: str, pace: float) -> float:
    """0 when it is ours, else the seconds until it may be. Two who come at once cannot both move the time."""
    now = timezone.now()
    then = now + timedelta(seconds=pace)
    if HostPace.objects.filter(host=host, free_at__lte=now).update(free_at=then):
        return 0
    row, is_new = HostPace.objects.get_or_create(host=host, defaults={"free_at": then})
    return 0 if is_new else max((row.free_at - now).total_seconds(), 0.01)


def hold_off(host: str, seconds: float) -> None:
    """Let nobody ask the host for so long, an hour at most."""
    until = timezone.now() + timedelta(seconds=min(seconds, LONGEST_HOLD_SECONDS))
    HostPace.objects.filter(host=host, free_at__lt=until).update(free_at=until)
