"""How many pages of the past one client may have made anew in a minute. What is kept already costs nothing and counts
nothing."""

from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from ..throttle import client_key

MINUTE = 60


class TooMany(Exception):
    """The client had its share; `retry_after` is in seconds."""

    def __init__(self, retry_after: int):
        super().__init__(retry_after)
        self.retry_after = retry_after


def refuse_too_many(request: HttpRequest) -> None:
    """Raise TooMany for a client that had its share of this minute."""
    if _count(request) >= settings.MOMENT_PAGES_PER_MINUTE:
        raise TooMany(MINUTE - int(time()) % MINUTE)


def count_page(request: HttpRequest) -> None:
    """Count one page that is made for this client. Raises TooMany when it is more than its share."""
    try:
        key = _key(request)
        cache.add(key, 0, 2 * MINUTE)
        made = cache.incr(key)
    except (RedisError, ValueError):  # ValueError: the count was pushed out meanwhile
        return
    if made > settings.MOMENT_PAGES_PER_MINUTE:
        raise TooMany(MINUTE - int(time()) % MINUTE)


def _count(request: HttpRequest) -> int:
    try:
        return cache.get(_key(request), 0)
    except RedisError:
        return 0


def _key(request: HttpRequest) -> str:
    return f"{client_key('moments', request)}-{int(time()) // MINUTE}"
