"""A page is rendered once, however many ask for it at a time; and few pages of the past are rendered at a time.

Whoever asks first takes a lock in the cache and renders the page; the others wait for it a little. The lock expires
when whoever holds it is killed. A cache that cannot be reached locks nothing, and each renders the page alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import TypeVar

from django.conf import settings

from . import store

Result = TypeVar("Result")
LOCK_SECONDS = 30  # as long as a web worker may take before it is stopped
PATIENCE = 3.0  # seconds that the others wait for the page
STEP = 0.05
AT_THE_DOOR = 0.25  # seconds that a page of the past waits for its turn

_turns = BoundedSemaphore(settings.MOMENT_PAGES_AT_ONCE)


class Busy(Exception):
    """The page is being rendered for others, or too many pages of the past are. `retry_after` is in seconds."""

    retry_after = 2


def run_once(
    key: str, from_cache: Callable[[], Result | None], render: Callable[[], Result]
) -> Result:
    """What `render` gives and caches under `key`, or what `from_cache` gives once another has. Raises Busy."""
    deadline = monotonic() + PATIENCE
    while not store.take_lock(key, LOCK_SECONDS):
        if monotonic() >= deadline:
            raise Busy
        sleep(STEP)
        if (cached := from_cache()) is not None:
            return cached
    try:
        cached = from_cache()  # another may have ended just before the lock was taken
        return render() if cached is None else cached
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
