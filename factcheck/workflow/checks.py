"""System checks of the configuration: each has an id and a hint."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection

from factcheck import ledger
from factcheck.config import env
from factcheck.models import Publication
from factcheck.text import extraction

ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
OLDEST_SQLITE = (3, 35, 0)
REDIS_SETTINGS = ("REDIS_URL", "BROKER_URL", "CACHE_URL")
NUMBERS = (
    "BEHIND_PROXY",
    "HSTS_SECONDS",
    "DISK_FREE_MB",
    "MOMENT_PAGES_PER_MINUTE",
    "MOMENT_PAGES_AT_ONCE",
)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register(Tags.security)
def secret_key_is_set(**kwargs: object) -> list[CheckMessage]:
    try:
        missing = not settings.SECRET_KEY
    except ImproperlyConfigured:
        missing = True
    hint = "Set SECRET_KEY to 50 or more random characters, the same for the site and every worker."
    return (
        [Error("A public site has no SECRET_KEY.", hint=hint, id="factcheck.E001")]
        if missing
        else []
    )


@register(Tags.security, deploy=True)
def ledger_has_a_key(**kwargs: object) -> list[CheckMessage]:
    try:
        ledger.signer()
    except ledger.LedgerError as error:
        hint = "Make one with `manage.py make_ledger_key`, keep a copy elsewhere, and set LEDGER_KEY_FILE."
        return [Error(str(error), hint=hint, id="factcheck.E016")]
    return []


@register(Tags.urls)
def site_url_is_absolute(**kwargs: object) -> list[CheckMessage]:
    address = urlsplit(settings.SITE_URL)
    sound = address.scheme in {"http", "https"} and address.hostname
    if sound and not (address.path or address.query or address.fragment):
        return []
    hint = "Set SITE_URL to scheme and host alone, such as https://record.example."
    return [
        Error(
            f"SITE_URL is not a bare address: {settings.SITE_URL}",
            hint=hint,
            id="factcheck.E002",
        )
    ]


@register(Tags.security, deploy=True)
def site_url_is_https(**kwargs: object) -> list[CheckMessage]:
    if settings.SITE_URL.startswith("https://"):
        return []
    hint = "Set SITE_URL to the https address of the site: secure cookies, HSTS and the redirect follow from it."
    return [Error("SITE_URL is not https.", hint=hint, id="factcheck.E003")]


@register(Tags.files)
def media_root_is_writable(**kwargs: object) -> list[CheckMessage]:
    # In another storage no folder here is needed.
    if not isinstance(storages["default"], FileSystemStorage):
        return []
    folder = Path(settings.MEDIA_ROOT).absolute()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    hint = f"Let the user that runs the site write to {nearest}, or set MEDIA_ROOT to a folder of its own."
    return [
        Error(f"MEDIA_ROOT is not writable: {folder}", hint=hint, id="factcheck.E004")
    ]


@register(Tags.compatibility)
def engine_is_supported(**kwargs: object) -> list[CheckMessage]:
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine in ENGINES:
        return []
    hint = "Set DATABASE_URL to postgres://user:password@host:5432/name, or leave it out for SQLite."
    return [
        Error(
            f"DATABASE_URL names no supported database ({engine}).",
            hint=hint,
            id="factcheck.E005",
        )
    ]


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
    return [
        Error(
            f"DESK_TIME_ZONE names no time zone ({settings.DESK_TIME_ZONE}).",
            hint=hint,
            id="factcheck.E011",
        )
    ]


# A warning, because an error would stop the very `migrate` that mends it; /readyz answers 503 meanwhile.
@register(Tags.database)
def ledger_is_guarded(
    databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    if "default" not in (databases or ()):
        return []
    if Publication._meta.db_table not in connection.introspection.table_names():
        return []
    triggers = sorted(ledger.missing_guards() | ledger.altered_guards())
    if not triggers:
        return []
    hint = (
        "Run `manage.py migrate`, which puts them back, then `manage.py verify_ledger`."
    )
    names = ", ".join(triggers)
    problem = f"Published lines are not guarded: {len(triggers)} triggers are missing or altered ({names})."
    return [Warning(problem, hint=hint, id="factcheck.W002")]


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
def redis_urls_are_readable(**kwargs: object) -> list[CheckMessage]:
    hint = (
        "Set it to redis://:password@host:6379/0 (rediss:// for TLS), or leave it out."
    )
    problems: list[CheckMessage] = []
    for name in REDIS_SETTINGS:
        url = getattr(settings, name)
        if url and not redis_host(url):
            problem = f"{name} cannot be read."
            problems.append(Error(problem, hint=hint, id="factcheck.E007"))
    return problems


def redis_host(url: str) -> str:
    """The host of a Redis address, empty when the address is malformed."""
    address = urlsplit(url)
    try:
        address.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return ""
    return (address.hostname or "") if address.scheme in {"redis", "rediss"} else ""


@register(Tags.security, deploy=True)
def redis_has_a_password(**kwargs: object) -> list[CheckMessage]:
    urls = {getattr(settings, name) for name in REDIS_SETTINGS} - {""}
    if all(redis_host(url) in LOOPBACK or urlsplit(url).password for url in urls):
        return []
    hint = "Who reaches Redis can run jobs: give it a password (redis://:password@host:6379/0) and a private network."
    return [
        Warning(
            "Redis is on another machine and has no password.",
            hint=hint,
            id="factcheck.W001",
        )
    ]


@register(Tags.security, deploy=True)
def failed_sign_ins_are_counted_together(**kwargs: object) -> list[CheckMessage]:
    if settings.CACHE_URL:
        return []
    hint = "Set REDIS_URL: without it each process counts failed sign-ins and used codes for itself alone."
    return [
        Warning(
            "There is no cache that the site's processes share.",
            hint=hint,
            id="factcheck.W003",
        )
    ]


@register(Tags.compatibility)
def broker_and_cache_are_apart(**kwargs: object) -> list[CheckMessage]:
    if not settings.BROKER_URL or settings.BROKER_URL != settings.CACHE_URL:
        return []
    hint = "Give each a database (…/0 and …/1), or a Redis each: emptying the cache would lose the broker's messages."
    return [
        Warning(
            "BROKER_URL and CACHE_URL name the same Redis database.",
            hint=hint,
            id="factcheck.W004",
        )
    ]


@register(Tags.compatibility)
def numbers_are_numbers(**kwargs: object) -> list[CheckMessage]:
    hint = "Write a whole number, zero or more, or leave it out."
    problems: list[CheckMessage] = []
    for name in NUMBERS:
        text = env.text(name)
        if text and not env.is_number(text):
            problem = f"{name} is no number: {text}"
            problems.append(Error(problem, hint=hint, id="factcheck.E013"))
    return problems


@register(Tags.security, deploy=True)
def proxies_are_counted(**kwargs: object) -> list[CheckMessage]:
    if settings.BEHIND_PROXY or not settings.HTTPS:
        return []
    hint = "Set BEHIND_PROXY to how many proxies stand before the site: with 0, everybody is the proxy to every limit."
    return [
        Warning(
            "SITE_URL is https and BEHIND_PROXY is 0.", hint=hint, id="factcheck.W005"
        )
    ]


@register(Tags.security, deploy=True)
def hsts_says_what_it_binds(**kwargs: object) -> list[CheckMessage]:
    if not settings.SECURE_HSTS_SECONDS:
        return []
    host = urlsplit(settings.SITE_URL).hostname
    days = settings.SECURE_HSTS_SECONDS // (24 * 3600)
    others = "every name under it"
    if not settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        others = "no other name"
    preload = ""
    if settings.SECURE_HSTS_PRELOAD:
        preload = ", and the site asks to be built into browsers"
    hint = "HSTS_SECONDS=0 takes it back for browsers that come by again."
    return [
        Info(
            f"Browsers will ask {host} and {others} by https alone for {days} days{preload}.",
            hint=hint,
            id="factcheck.I001",
        )
    ]


@register(Tags.security, deploy=True)
def preloading_binds_subdomains(**kwargs: object) -> list[CheckMessage]:
    if not settings.SECURE_HSTS_PRELOAD or settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        return []
    hint = "Set HSTS_INCLUDE_SUBDOMAINS=1 if every name under this one is served by https, or leave HSTS_PRELOAD out."
    problem = "HSTS_PRELOAD has no effect without HSTS_INCLUDE_SUBDOMAINS."
    return [Warning(problem, hint=hint, id="factcheck.W006")]


@register(Tags.translation)
def catalogues_are_compiled(**kwargs: object) -> list[CheckMessage]:
    folder = Path(settings.BASE_DIR) / "factcheck" / "locale"
    texts = sorted(folder.glob("*/LC_MESSAGES/django.po"))
    missing = [text.parts[-3] for text in texts if not text.with_suffix(".mo").exists()]
    if not missing:
        return []
    problem = (
        f"Texts are not compiled, so pages are in English alone: {', '.join(missing)}."
    )
    hint = "Run `make setup`, or `pybabel compile --domain django --directory factcheck/locale`."
    return [Warning(problem, hint=hint, id="factcheck.W007")]


@register(Tags.security, deploy=True)
def second_factor_is_required(**kwargs: object) -> list[CheckMessage]:
    hint = "Leave REQUIRE_MFA out: with it off, one stolen password of an editor is enough to change the record."
    return (
        []
        if settings.REQUIRE_MFA
        else [Error("REQUIRE_MFA is off.", hint=hint, id="factcheck.E012")]
    )


@register(Tags.security)
def demonstration_is_local(**kwargs: object) -> list[CheckMessage]:
    hint = (
        "Leave DEMO out: with it, anybody may sign in as the editor without a password."
    )
    if settings.DEMO and not settings.LOCAL:
        return [Error("DEMO is on.", hint=hint, id="factcheck.E025")]
    return []


@register(Tags.compatibility)
def old_forms_are_upgraded(**kwargs: object) -> list[CheckMessage]:
    hint = "Write the function that makes the next form of it, and name it with ledger.register_upgrade."
    return [
        Error(
            f"Nothing makes form {form + 1} of a {kind} out of form {form}.",
            hint=hint,
            id="factcheck.E014",
        )
        for kind, form in ledger.missing_upgrades()
    ]


@register(Tags.compatibility)
def extractors_are_there(**kwargs: object) -> list[CheckMessage]:
    hint = "EXTRACTORS names functions by module, comma-separated, as in factcheck.text.extraction.rules.find."
    problems: list[CheckMessage] = []
    for name in settings.EXTRACTORS:
        reason = extraction.problem_of(name)
        if reason:
            problem = f"The extractor “{name}” cannot be used: {reason}."
            problems.append(Error(problem, hint=hint, id="factcheck.E010"))
    return problems


@register(Tags.security, deploy=True)
def debug_is_off(**kwargs: object) -> list[CheckMessage]:
    hint = "Leave DEBUG out: its error pages show settings and data to readers."
    return (
        [Error("DEBUG is on.", hint=hint, id="factcheck.E008")]
        if settings.DEBUG
        else []
    )


@register(Tags.security, deploy=True)
def fetching_stays_outside(**kwargs: object) -> list[CheckMessage]:
    hint = "Leave FETCH_ALLOW_LOOPBACK out: with it, an import can read what only this machine may."
    problem = "FETCH_ALLOW_LOOPBACK is on."
    return (
        [Error(problem, hint=hint, id="factcheck.E009")]
        if settings.FETCH_ALLOW_LOOPBACK
        else []
    )
