import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.db import connection

from factcheck.workflow import checks


def ids(messages):
    return [message.id for message in messages]


def test_a_public_site_without_a_key_is_refused(settings):
    settings.SECRET_KEY = ""

    (problem,) = checks.secret_key_is_set()

    assert problem.id == "factcheck.E001"
    assert "SECRET_KEY" in problem.hint


@pytest.mark.slow
def test_the_command_line_refuses_a_public_site_without_a_key(tmp_path):
    public = {
        "ALLOWED_HOSTS": "record.example",
        "SITE_URL": "https://record.example",
        "VAR_ROOT": str(tmp_path),
    }
    environment = {
        name: value for name, value in os.environ.items() if name != "SECRET_KEY"
    } | public

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=project.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "factcheck.E001" in done.stderr
    assert "HINT: Set SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "record.example",
        "ftp://record.example",
        "https://record.example/news",
        "https://",
    ],
)
def test_a_site_address_is_scheme_and_host(settings, address):
    settings.SITE_URL = address

    assert ids(checks.site_url_is_absolute()) == ["factcheck.E002"]


def test_the_address_of_a_local_site_is_sound(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert checks.site_url_is_absolute() == []
    assert ids(checks.site_url_is_https()) == ["factcheck.E003"]


def test_a_media_folder_that_does_not_exist_yet_is_sound(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"

    assert checks.media_root_is_writable() == []


def test_a_media_folder_under_a_file_is_refused(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    assert ids(checks.media_root_is_writable()) == ["factcheck.E004"]


def test_other_databases_are_refused(monkeypatch, settings):
    monkeypatch.setitem(
        settings.DATABASES, "default", {"ENGINE": "django.db.backends.mysql"}
    )

    assert ids(checks.engine_is_supported()) == ["factcheck.E005"]


def test_an_old_sqlite_is_refused(monkeypatch, settings):
    monkeypatch.setitem(
        settings.DATABASES, "default", {"ENGINE": "django.db.backends.sqlite3"}
    )
    monkeypatch.setattr(checks, "OLDEST_SQLITE", (99,))

    assert ids(checks.sqlite_is_able()) == ["factcheck.E006"]


@pytest.mark.parametrize(
    "address", ["127.0.0.1:6379", "http://127.0.0.1", "redis://", "redis://host:port/0"]
)
def test_a_malformed_redis_address_is_refused(settings, address):
    settings.BROKER_URL = address
    settings.REDIS_URL = settings.CACHE_URL = ""

    (problem,) = checks.redis_urls_are_readable()

    assert (problem.id, problem.msg) == ("factcheck.E007", "BROKER_URL cannot be read.")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", []),
        ("redis://127.0.0.1:6379/0", []),
        ("redis://:secret@redis.example/0", []),
        ("redis://redis.example/0", ["factcheck.W001"]),
    ],
)
def test_a_redis_elsewhere_needs_a_password(settings, address, found):
    settings.REDIS_URL = settings.BROKER_URL = ""
    settings.CACHE_URL = address

    assert ids(checks.redis_has_a_password()) == found


def test_debug_is_refused_in_production(settings):
    settings.DEBUG = True

    assert ids(checks.debug_is_off()) == ["factcheck.E008"]


@pytest.mark.parametrize(
    ("required", "found"),
    [(True, []), (False, ["factcheck.E012"])],
    ids=["required", "relaxed"],
)
def test_passwords_alone_are_refused_in_production(settings, required, found):
    settings.REQUIRE_MFA = required

    assert ids(checks.second_factor_is_required()) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [("", ["factcheck.W003"]), ("redis://127.0.0.1:6379/0", [])],
    ids=["alone", "shared"],
)
def test_failed_sign_ins_are_counted_by_all_processes_together(
    settings, address, found
):
    settings.CACHE_URL = address

    assert ids(checks.failed_sign_ins_are_counted_together()) == found


def test_reading_from_this_machine_is_refused_in_production(settings):
    settings.FETCH_ALLOW_LOOPBACK = True

    assert ids(checks.fetching_stays_outside()) == ["factcheck.E009"]


def test_reading_from_the_internet_alone_is_sound(settings):
    settings.FETCH_ALLOW_LOOPBACK = False

    assert checks.fetching_stays_outside() == []


@pytest.mark.django_db
def test_the_database_runs_as_configured():
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA journal_mode" if connection.vendor == "sqlite" else "SHOW jit"
        )
        (answer,) = cursor.fetchone()

    assert answer == ("wal" if connection.vendor == "sqlite" else "off")


@pytest.mark.parametrize(
    "name",
    [
        "factcheck.text.extraction.rules.seek",
        "nowhere.find",
        "find",
        "",
        "factcheck.text.extraction.RULES",
    ],
)
def test_an_extractor_that_is_not_there_is_named(settings, name):
    settings.EXTRACTORS = [name]

    (problem,) = checks.extractors_are_there()

    assert (problem.id, name in problem.msg) == ("factcheck.E010", True)


def test_the_extractor_that_ships_is_sound():
    assert checks.extractors_are_there() == []


@pytest.mark.parametrize(
    ("broker", "cache", "found"),
    [
        ("redis://127.0.0.1/0", "redis://127.0.0.1/0", ["factcheck.W004"]),
        ("redis://127.0.0.1/0", "redis://127.0.0.1/1", []),
        ("", "", []),
    ],
)
def test_broker_and_cache_in_one_database_are_named(settings, broker, cache, found):
    settings.BROKER_URL, settings.CACHE_URL = broker, cache

    assert ids(checks.broker_and_cache_are_apart()) == found


@pytest.mark.parametrize("name", ["BEHIND_PROXY", "HSTS_SECONDS", "DISK_FREE_MB"])
@pytest.mark.parametrize(
    ("written", "found"),
    [("2", []), ("", []), ("yes", ["factcheck.E013"]), ("-1", ["factcheck.E013"])],
)
def test_a_number_that_is_none_is_named(monkeypatch, name, written, found):
    monkeypatch.setenv(name, written)

    assert ids(checks.numbers_are_numbers()) == found


@pytest.mark.parametrize(
    ("https", "proxies", "found"),
    [(True, 0, ["factcheck.W005"]), (True, 1, []), (False, 0, [])],
)
def test_an_https_site_is_behind_a_proxy(settings, https, proxies, found):
    settings.HTTPS, settings.BEHIND_PROXY = https, proxies

    assert ids(checks.proxies_are_counted()) == found


@pytest.mark.parametrize(
    ("subdomains", "said"),
    [
        (False, "news.example and no other name"),
        (True, "news.example and every name under it"),
    ],
)
def test_hsts_says_what_it_binds(settings, subdomains, said):
    settings.SITE_URL, settings.SECURE_HSTS_SECONDS = (
        "https://news.example",
        30 * 24 * 3600,
    )
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = subdomains

    (told,) = checks.hsts_says_what_it_binds()

    assert f"{said} by https alone for 30 days" in told.msg
    assert "HSTS_SECONDS=0" in told.hint


def test_preloading_without_subdomains_is_named(settings):
    settings.SECURE_HSTS_PRELOAD, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True, False

    assert ids(checks.preloading_binds_subdomains()) == ["factcheck.W006"]
