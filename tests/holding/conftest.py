import os

import pytest
from django.core.cache import caches
from support.hold_dispute import HoldingWorld
from support.services import REDIS_URL, require_redis

BACKENDS = ("in-process", "redis")


@pytest.fixture
def world(db, settings, tmp_path) -> HoldingWorld:
    """A published dispute in which every text of every record has a word of its own, twice published."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.MOMENT_PAGES_PER_MINUTE = 100_000
    return HoldingWorld()


@pytest.fixture(params=BACKENDS)
def _cached(request, settings):
    """Pages and fragments kept in this process, or in Redis."""
    if request.param == "redis":
        require_redis()
        shelf = {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        }
        keep = {
            name: shelf | {"KEY_PREFIX": f"holding-{os.getpid()}-{name}"}
            for name in ("pages", "fragments")
        }
        settings.CACHES = settings.CACHES | keep
    yield
    for name in ("pages", "fragments"):
        caches[name].clear()
