"""What was made once for readers and is handed out again: whole pages, and the fragments that they are made of.

Everything kept is named by what it was made from, so nothing is ever taken back. A cache that cannot be reached costs
time, never a page.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

from django.core.cache import caches
from redis.exceptions import RedisError

SECONDS = 24 * 3600
PAUSE = 10.0  # before a cache that failed is asked again


@dataclass
class _Failing:
    until: float = 0.0


_failing = _Failing()
_is_off: ContextVar[bool] = ContextVar("kept_is_off", default=False)


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Inside the block nothing is taken from the shelves and nothing put there: what is shown is not the record yet."""
    token = _is_off.set(True)
    try:
        yield
    finally:
        _is_off.reset(token)


def get_many(shelf: str, keys: Iterable[str]) -> dict[str, str | bytes]:
    """What is kept under these keys on the shelf (`pages` or `fragments`)."""
    return _asked(lambda: caches[shelf].get_many(keys)) or {}


def set_many(shelf: str, made: dict[str, str | bytes]) -> None:
    if made:
        _asked(lambda: caches[shelf].set_many(made, SECONDS))


def get(shelf: str, key: str) -> str | bytes | None:
    return _asked(lambda: caches[shelf].get(key))


def take_lock(key: str, seconds: int) -> bool:
    """Whether the lock of a page was free and is taken; also where there is no cache to ask."""
    return _asked(lambda: caches["pages"].add(f"{key}+lock", 1, seconds)) is not False


def drop_lock(key: str) -> None:
    _asked(lambda: caches["pages"].delete(f"{key}+lock"))


def _asked(question):
    if _is_off.get() or monotonic() < _failing.until:
        return None
    try:
        return question()
    except RedisError:
        _failing.until = monotonic() + PAUSE
        return None
