"""The caches of what was rendered for readers: whole pages, and the fragments that they consist of.

Every key names what the value was rendered from, so nothing is ever invalidated. A cache that cannot be reached costs
time, never a page.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from django.core.cache import caches
from redis.exceptions import RedisError

Result = TypeVar("Result")
SECONDS = 24 * 3600
PAUSE = 10.0  # seconds before a cache that failed is used again


@dataclass
class _Failing:
    until: float = 0.0


_failing = _Failing()
_is_off: ContextVar[bool] = ContextVar("page_cache_is_off", default=False)


@contextmanager
def disabled() -> Iterator[None]:
    """Inside the block nothing is read from a cache and nothing written: what is shown is not the record yet."""
    token = _is_off.set(True)
    try:
        yield
    finally:
        _is_off.reset(token)


def get_many(alias: str, keys: Iterable[str]) -> dict:
    """The cached values under these keys of a cache (`pages` or `fragments`)."""
    return _call(lambda: caches[alias].get_many(keys)) or {}


def set_many(alias: str, values: dict) -> None:
    if values:
        _call(lambda: caches[alias].set_many(values, SECONDS))


def get(alias: str, key: str) -> Any:
    return _call(lambda: caches[alias].get(key))


def take_lock(key: str, seconds: int) -> bool:
    """Whether the lock of a page was free and is taken; also true where there is no cache."""
    return _call(lambda: caches["pages"].add(f"{key}+lock", 1, seconds)) is not False


def drop_lock(key: str) -> None:
    _call(lambda: caches["pages"].delete(f"{key}+lock"))


def _call(operation: Callable[[], Result]) -> Result | None:
    """What the operation gives; None where caches are off, or fail, or failed a moment ago."""
    if _is_off.get() or monotonic() < _failing.until:
        return None
    try:
        return operation()
    except RedisError:
        _failing.until = monotonic() + PAUSE
        return None
