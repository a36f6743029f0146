"""The page caches, emptied after a redaction."""

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

SHELVES = ("pages", "fragments")


def clear() -> bool:
    """Empty the shelves; False where one cannot be reached: what it holds is over within a day.

    In Redis the keys of a shelf alone go, for the broker's messages may lie in the same database. The shelves in other
    processes' memory are out of reach; nothing leads to what they hold of a page that has changed.
    """
    try:
        for shelf in SHELVES:
            _clear(caches[shelf])
    except RedisError:
        return False
    return True


def _clear(cache: BaseCache) -> None:
    if not isinstance(cache, RedisCache):
        cache.clear()
        return
    # Django's own `clear` would flush the whole database.
    client = cache._cache.get_client(write=True)
    for key in client.scan_iter(match=f"{cache.key_prefix}:*", count=1_000):
        client.delete(key)
