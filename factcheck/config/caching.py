"""A cache in Redis that goes on in the database while Redis cannot be reached: what is counted stays counted."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import structlog
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 10.0  # seconds before a Redis that failed is asked again
FALLBACK = "database"
log = structlog.get_logger(__name__)


@dataclass
class _State:
    """Of this process: until when Redis is left alone, and whether its failure was logged."""

    until: float = 0.0
    is_down: bool = False


state = _State()


def is_resting() -> bool:
    """Whether Redis failed within the last seconds and is not asked now."""
    return monotonic() < state.until


def note_answer() -> None:
    """Log once that Redis answers again after a failure."""
    if state.is_down:
        state.is_down = False
        log.info("the cache answers again")


def note_failure(error: RedisError) -> None:
    """Leave Redis alone for PAUSE seconds, and log once that it failed."""
    state.until = monotonic() + PAUSE
    if not state.is_down:
        state.is_down = True
        log.warning(
            "the cache does not answer; counting goes on in the database",
            error=str(error),
        )


def steady(operation: str) -> Callable:
    """The operation of RedisCache; of the database's cache where Redis fails."""

    def call(self: BaseCache, *args: object, **options: object) -> object:
        if not is_resting():
            try:
                answer = getattr(RedisCache, operation)(self, *args, **options)
            except RedisError as error:
                note_failure(error)
            else:
                note_answer()
                return answer
        return getattr(caches[FALLBACK], operation)(*args, **options)

    return call


class SteadyRedisCache(RedisCache):
    add = steady("add")
    get = steady("get")
    set = steady("set")
    touch = steady("touch")
    delete = steady("delete")
    get_many = steady("get_many")
    has_key = steady("has_key")
    incr = steady("incr")
    set_many = steady("set_many")
    delete_many = steady("delete_many")
    clear = steady("clear")
