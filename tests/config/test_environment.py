import os
import subprocess
import sys

import pytest
from django.conf import settings

from factcheck.config import env

NAMES = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATABASE_URL",
    "TEST_DATABASE_SUFFIX",
)
LOCAL_URL = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_with_nothing_set_the_site_is_local():
    hosts = env.allowed_hosts(LOCAL_URL)

    assert "127.0.0.1" in hosts
    assert env.is_local(LOCAL_URL, hosts)


def test_a_public_address_is_the_only_host():
    hosts = env.allowed_hosts("https://record.example")

    assert hosts == ["record.example"]
    assert not env.is_local("https://record.example", hosts)


def test_a_local_address_with_public_hosts_is_not_local(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "record.example, localhost")

    hosts = env.allowed_hosts(LOCAL_URL)

    assert hosts == ["record.example", "localhost"]
    assert not env.is_local(LOCAL_URL, hosts)


def test_a_local_site_makes_its_key_once(tmp_path):
    first = env.secret_key(tmp_path, local=True)
    second = env.secret_key(tmp_path, local=True)

    assert len(first) >= 50
    assert first == second
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]


def test_a_public_site_makes_no_key(tmp_path):
    assert env.secret_key(tmp_path, local=False) == ""
    assert not list(tmp_path.iterdir())


def test_sqlite_writers_take_turns():
    options = env.database("sqlite:////srv/record.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


def test_people_who_test_at_once_on_postgresql_have_their_own_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://root@127.0.0.1/record")
    monkeypatch.setenv("TEST_DATABASE_SUFFIX", "_anna")

    database = env.database("")

    assert database["TEST"]["NAME"] == "test_record_anna"
    assert "jit=off" in database["OPTIONS"]["options"]


def test_an_unreadable_database_address_is_left_to_the_checks():
    assert env.database("nonsense://somewhere")["ENGINE"] == "django.db.backends.dummy"


def test_without_redis_messages_are_files_in_one_folder(tmp_path):
    options = env.broker_options("", tmp_path)

    assert options["data_folder_in"] == options["data_folder_out"]
    assert all(
        str(tmp_path) in value for name, value in options.items() if "folder" in name
    )


@pytest.mark.parametrize(
    ("written", "is_on"), [("", True), ("off", False), ("0", False), ("on", True)]
)
def test_a_switch_that_is_on_is_switched_off_by_a_word(monkeypatch, written, is_on):
    monkeypatch.setenv("SWITCH", written)

    assert env.flag("SWITCH", default="on") == is_on


def test_a_prefix_stands_before_static_files_cookies_and_links():
    asked = (
        "from django.conf import settings as s; from django.urls import reverse;"
        "print(s.STATIC_URL, s.SESSION_COOKIE_PATH, reverse('claims'))"
    )

    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", asked],
        cwd=settings.BASE_DIR,
        env={**os.environ, "SCRIPT_NAME": "/record/"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == ["/record/static/", "/record/", "/record/claims/"]
