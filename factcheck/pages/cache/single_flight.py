"""A page is made once, however many ask for it at the same time; and few pages of the past are made at the same time.

Whoever asks first takes a lock in the cache and makes the page; the others wait for it a little. The lock falls by
itself when whoever holds it is killed. A cache that cannot be reached locks nothing, and each makes the page alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import TypeVar

from django.conf import settings

from . import store

Made = TypeVar("Made")
LOCK_SECONDS = 30  # as long as a web worker may take before it is stopped
PATIENCE = 3.0  # seconds that the others wait for the page
STEP = 0.05
AT_THE_DOOR = 0.25  # seconds that a page of the past waits for its turn

_turns = BoundedSemaphore(settings.MOMENT_PAGES_AT_ONCE)


class Busy(Exception):
    """The page is being made for others, or too many pages of the past are; asked again in a moment it may be there."""

    retry_after = 2


def made_once(
    key: str, find: Callable[[], Made | None], make: Callable[[], Made]
) -> Made:
    """What `make` makes and keeps under `key`, or what `find` finds once another has made it. Raises Busy."""
    end = monotonic() + PATIENCE
    while not store.take_lock(key, LOCK_SECONDS):
        if monotonic() >= end:
            raise Busy
        sleep(STEP)
        if (found := find()) is not None:
            return found
    try:
        found = find()  # another may have ended just before the lock was taken
        return make() if found is None else found
    finally:
        store.drop_lock(key)


@contextmanager
def turn() -> Iterator[None]:
    """One of the few places of this process for pages of the past: threads are left for others. Raises Busy."""
    if not _turns.acquire(timeout=AT_THE_DOOR):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
