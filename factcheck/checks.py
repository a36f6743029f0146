"""Misconfiguration, said before it hurts: each finding has an id and a hint."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from factcheck import extraction, ledger
from factcheck.models import Publication

ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
OLDEST_SQLITE = (3, 35, 0)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register(Tags.security)
def secret_key_is_set(**kwargs: object) -> list[CheckMessage]:
    try:
        missing = not settings.SECRET_KEY
    except ImproperlyConfigured:
        missing = True
    hint = "Set SECRET_KEY to 50 or more random characters, the same for the site and every worker."
    return [Error("A public site has no SECRET_KEY.", hint=hint, id="factcheck.E001")] if missing else []


@register(Tags.urls)
def site_url_is_absolute(**kwargs: object) -> list[CheckMessage]:
    address = urlsplit(settings.SITE_URL)
    sound = address.scheme in {"http", "https"} and address.hostname
    if sound and not (address.path or address.query or address.fragment):
        return []
    hint = "Set SITE_URL to scheme and host alone, such as https://record.example."
    return [Error(f"SITE_URL is not a bare address: {settings.SITE_URL}", hint=hint, id="factcheck.E002")]


@register(Tags.security, deploy=True)
def site_url_is_https(**kwargs: object) -> list[CheckMessage]:
    if settings.SITE_URL.startswith("https://"):
        return []
    hint = "Set SITE_URL to the https address of the site: secure cookies, HSTS and the redirect follow from it."
    return [Error("SITE_URL is not https.", hint=hint, id="factcheck.E003")]


@register(Tags.files)
def media_root_is_writable(**kwargs: object) -> list[CheckMessage]:
    folder = Path(settings.MEDIA_ROOT).absolute()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    hint = f"Let the user that runs the site write to {nearest}, or set MEDIA_ROOT to a folder of its own."
    return [Error(f"MEDIA_ROOT is not writable: {folder}", hint=hint, id="factcheck.E004")]


@register(Tags.compatibility)
def engine_is_supported(**kwargs: object) -> list[CheckMessage]:
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine in ENGINES:
        return []
    hint = "Set DATABASE_URL to postgres://user:password@host:5432/name, or leave it out for SQLite."
    return [Error(f"DATABASE_URL names no supported database ({engine}).", hint=hint, id="factcheck.E005")]


@register(Tags.compatibility)
def sqlite_is_able(**kwargs: object) -> list[CheckMessage]:
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    if sqlite3.sqlite_version_info >= OLDEST_SQLITE and has_fts5():
        return []
    hint = "Use a Python with SQLite 3.35 or later built with FTS5, or PostgreSQL through DATABASE_URL."
    problem = f"SQLite {sqlite3.sqlite_version} is too old or has no full-text search."
    return [Error(problem, hint=hint, id="factcheck.E006")]


@register(Tags.compatibility)
def desk_zone_is_known(**kwargs: object) -> list[CheckMessage]:
    if settings.DESK_TIME_ZONE in available_timezones():
        return []
    hint = "Set DESK_TIME_ZONE to a name of the IANA database such as Europe/Copenhagen, or leave it out for UTC."
    return [Error(f"DESK_TIME_ZONE names no time zone ({settings.DESK_TIME_ZONE}).", hint=hint, id="factcheck.E011")]


# A warning, because an error would stop the very `migrate` that mends it; /readyz answers 503 meanwhile.
@register(Tags.database)
def ledger_is_guarded(databases: list[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    if "default" not in (databases or ()) or Publication._meta.db_table not in connection.introspection.table_names():
        return []
    missing = sorted(ledger.missing_guards())
    hint = "Run `manage.py migrate`, which puts them back, then `manage.py verify_ledger`."
    problem = f"Published lines are not guarded: {len(missing)} triggers are missing ({', '.join(missing)})."
    return [Warning(problem, hint=hint, id="factcheck.W002")] if missing else []


def has_fts5() -> bool:
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    except sqlite3.OperationalError:
        return False
    finally:
        memory.close()
    return True


@register(Tags.compatibility)
def redis_url_is_readable(**kwargs: object) -> list[CheckMessage]:
    if not settings.REDIS_URL or redis_host():
        return []
    hint = "Set REDIS_URL to redis://:password@host:6379/0 (rediss:// for TLS), or leave it out."
    return [Error("REDIS_URL cannot be read.", hint=hint, id="factcheck.E007")]


def redis_host() -> str:
    """The host of REDIS_URL, empty when the address is malformed."""
    address = urlsplit(settings.REDIS_URL)
    try:
        address.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return ""
    return (address.hostname or "") if address.scheme in {"redis", "rediss"} else ""


@register(Tags.security, deploy=True)
def redis_has_a_password(**kwargs: object) -> list[CheckMessage]:
    if not settings.REDIS_URL or redis_host() in LOOPBACK or urlsplit(settings.REDIS_URL).password:
        return []
    hint = "Who reaches Redis can run jobs: give it a password (redis://:password@host:6379/0) and a private network."
    return [Warning("Redis is on another machine and has no password.", hint=hint, id="factcheck.W001")]


@register(Tags.security, deploy=True)
def failed_sign_ins_are_counted_together(**kwargs: object) -> list[CheckMessage]:
    if settings.REDIS_URL:
        return []
    hint = "Set REDIS_URL: without it each process counts failed sign-ins and used codes for itself alone."
    return [Warning("There is no cache that the site's processes share.", hint=hint, id="factcheck.W003")]


@register(Tags.security, deploy=True)
def second_factor_is_required(**kwargs: object) -> list[CheckMessage]:
    hint = "Leave REQUIRE_MFA out: with it off, one stolen password of an editor is enough to change the record."
    return [] if settings.REQUIRE_MFA else [Error("REQUIRE_MFA is off.", hint=hint, id="factcheck.E012")]


@register(Tags.compatibility)
def extractors_are_there(**kwargs: object) -> list[CheckMessage]:
    hint = "EXTRACTORS names functions by module, comma-separated, as in factcheck.extraction.rules.find."
    return [
        Error(f"The extractor “{name}” cannot be used: {problem}.", hint=hint, id="factcheck.E010")
        for name in settings.EXTRACTORS
        if (problem := extraction.problem_of(name))
    ]


@register(Tags.security, deploy=True)
def debug_is_off(**kwargs: object) -> list[CheckMessage]:
    hint = "Leave DEBUG out: its error pages show settings and data to readers."
    return [Error("DEBUG is on.", hint=hint, id="factcheck.E008")] if settings.DEBUG else []


@register(Tags.security, deploy=True)
def fetching_stays_outside(**kwargs: object) -> list[CheckMessage]:
    hint = "Leave FETCH_ALLOW_LOOPBACK out: with it, an import can read what only this machine may."
    problem = "FETCH_ALLOW_LOOPBACK is on."
    return [Error(problem, hint=hint, id="factcheck.E009")] if settings.FETCH_ALLOW_LOOPBACK else []
