"""What a test needs besides Python. Missing, it is skipped with the reason; when required, it fails with it."""

import os
import shutil

import psycopg
import pytest
import redis

POSTGRES_URL = os.environ.get(
    "TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/test"
)
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def require_postgres() -> str:
    """The address of a PostgreSQL server on which test databases may be made."""
    try:
        psycopg.connect(POSTGRES_URL, connect_timeout=2).close()
    except psycopg.OperationalError as error:
        missing(
            "REQUIRE_SERVICES",
            f"no PostgreSQL at {POSTGRES_URL}; set TEST_POSTGRES_URL ({error})",
        )
    return POSTGRES_URL


def require_redis() -> str:
    """The address of a Redis server on which tests may write."""
    client = redis.Redis.from_url(REDIS_URL, socket_connect_timeout=2)
    try:
        client.ping()
    except redis.RedisError as error:
        missing(
            "REQUIRE_SERVICES", f"no Redis at {REDIS_URL}; set TEST_REDIS_URL ({error})"
        )
    finally:
        client.close()
    return REDIS_URL


def require_redis_server() -> str:
    """The path of the server's program, for a test that kills a Redis of its own."""
    found = shutil.which("redis-server")
    if not found:
        missing(
            "REQUIRE_SERVICES",
            "no redis-server to start and kill; get it with: apt-get install redis-server",
        )
    return found or ""


def require_faketime() -> str:
    """The path of the program that runs another by a clock of its own."""
    found = shutil.which("faketime")
    if not found:
        missing(
            "REQUIRE_SERVICES",
            "no faketime to move a clock with; get it with: apt-get install faketime",
        )
    return found or ""


def require_browser() -> str:
    """The path of a Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), "")
    if not found:
        missing("REQUIRE_BROWSER", "no Chromium; get it with: apt-get install chromium")
    return found


def missing(switch: str, reason: str) -> None:
    reason = " ".join(reason.split())
    if os.environ.get(switch) == "1":
        pytest.fail(f"{reason} ({switch}=1 makes this a failure)", pytrace=False)
    pytest.skip(reason)
