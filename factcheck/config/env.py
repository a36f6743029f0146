"""Reading the environment. What is wrong there is said by the system checks, not by a traceback here."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
from django.core.management.utils import get_random_secret_key

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
STATEMENT_TIMEOUT_MS = 60_000


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: str = "") -> bool:
    return text(name, default).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int = 0) -> int:
    """A whole number of zero or more; the default where none is written. What is no number is named by a check."""
    written = text(name)
    return int(written) if is_number(written) else default


def is_number(written: str) -> bool:
    return written.isascii() and written.isdigit()


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def allowed_hosts(site_url: str) -> list[str]:
    """ALLOWED_HOSTS, else the host of SITE_URL; a local site answers to every loopback name."""
    if given := words("ALLOWED_HOSTS"):
        return given
    host = urlsplit(site_url).hostname or ""
    return LOOPBACK if not host or host in LOOPBACK else [host]


def is_local(site_url: str, hosts: list[str]) -> bool:
    """True when nobody but this machine can be meant."""
    site_host = urlsplit(site_url).hostname or ""
    return site_host in LOOPBACK and set(hosts) <= set(LOOPBACK)


def secret_key(folder: Path, local: bool) -> str:
    """SECRET_KEY; a local site without one makes its own once and keeps it in `folder`."""
    if given := text("SECRET_KEY"):
        return given
    return secret_file(folder / "secret_key") if local else ""


def secret_file(path: Path) -> str:
    """The secret in a file, which is written first where it is not there yet, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(get_random_secret_key())
    try:
        # the first process to get here wins, the others read its key
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()


def database(default: str) -> dict:
    """The DATABASES entry of DATABASE_URL. An address that cannot be read gives Django's dummy engine."""
    try:
        parsed = dj_database_url.parse(text("DATABASE_URL", default))
    except ValueError:
        return {"ENGINE": "django.db.backends.dummy"}
    if parsed["ENGINE"].endswith("sqlite3"):
        return {**parsed, **SQLITE, "TEST": {"NAME": test_file()}}
    if parsed["ENGINE"].endswith("postgresql"):
        test_name = f"test_{parsed['NAME']}{text('TEST_DATABASE_SUFFIX')}"
        return {**parsed, **POSTGRESQL, "TEST": {"NAME": test_name}}
    return {**parsed}


def test_file() -> str:
    """A file, not memory: threads and processes of a test share it. One for each process that runs tests."""
    return str(Path(tempfile.gettempdir()) / f"factcheck-test-{os.getpid()}.sqlite3")


def cache(redis_url: str, shelf: str = "", most: int = 300) -> dict:
    """A cache in Redis, else in each process with `most` entries; `shelf` parts it from the others."""
    if not redis_url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": backend, "LOCATION": shelf, "OPTIONS": {"MAX_ENTRIES": most}}
    timeouts = {"socket_timeout": 1, "socket_connect_timeout": 1}
    backend = "factcheck.config.caching.SteadyRedisCache"
    if shelf:
        backend = "django.core.cache.backends.redis.RedisCache"
    return {
        "BACKEND": backend,
        "LOCATION": redis_url,
        "KEY_PREFIX": shelf,
        "OPTIONS": timeouts,
    }


DATABASE_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "factcheck_cacherow",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}


def next_database(redis_url: str) -> str:
    """The same Redis, one database further: the cache's, where only the broker's was named."""
    try:
        address = urlsplit(redis_url)
    except ValueError:
        return redis_url
    database = address.path.strip("/") or "0"
    if not redis_url or not is_number(database):
        return redis_url
    return urlunsplit(address._replace(path=f"/{int(database) + 1}"))


def broker_options(redis_url: str, folder: Path) -> dict:
    """Transport options of kombu: Redis, else folders on this machine."""
    if redis_url:
        patience = int(text("BROKER_VISIBILITY_SECONDS", "3600"))
        return REDIS_BROKER | {"visibility_timeout": patience}
    letters = str(folder / "messages")
    return {
        "data_folder_in": letters,
        "data_folder_out": letters,
        "processed_folder": str(folder / "processed"),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.2,
    }


# A broker that is down is noticed within a second or two. Every ten, messages are looked for that wait too long.
REDIS_BROKER = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}

SQLITE = {
    "CONN_MAX_AGE": 300,  # opening the file anew costs several times what a page of a list does
    "OPTIONS": {
        # Readers never wait for a writer, and a transaction that reads before it writes
        # takes its turn at the start instead of failing as locked at its first write.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    },
}

POSTGRESQL = {
    "CONN_MAX_AGE": 300,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "options": f"-c jit=off -c statement_timeout={STATEMENT_TIMEOUT_MS}",
        "prepare_threshold": None,
    },
}
