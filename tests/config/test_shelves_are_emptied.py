"""What was kept for readers is dropped, and nothing else that lies in the same Redis."""

from django.core.cache import caches
from support.services import REDIS_URL, require_redis

from factcheck.workflow import caches as shelves


def redis(prefix: str, at: str = REDIS_URL) -> dict:
    options = {"socket_timeout": 1, "socket_connect_timeout": 1}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {
        "BACKEND": backend,
        "LOCATION": at,
        "KEY_PREFIX": prefix,
        "OPTIONS": options,
    }


def test_the_shelves_go_and_what_lies_beside_them_stays(settings):
    require_redis()
    named = {name: redis(f"emptied-{name}") for name in (*shelves.SHELVES, "default")}
    settings.CACHES = settings.CACHES | named
    for name in named:
        caches[name].set("key", "kept")

    assert shelves.clear() is True

    assert [caches[name].get("key") for name in named] == [None, None, "kept"]
    caches["default"].delete("key")


def test_a_redis_that_is_away_stops_nothing(settings):
    settings.CACHES = settings.CACHES | {
        "pages": redis("emptied", "redis://127.0.0.1:1/0")
    }

    assert shelves.clear() is False
