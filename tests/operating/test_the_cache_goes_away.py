"""Redis cannot be reached: people sign in, failed attempts are counted all the same, and no page fails."""

import pytest
from django.core.cache import caches
from django.test import Client
from support.people import person, published

from factcheck.config import caching
from factcheck.models import CacheRow

NOBODY = "redis://127.0.0.1:1/0"
PASSWORD = "correct horse battery"
PUBLIC = (
    "/",
    "/disputes/bridge/",
    "/claims/",
    "/search/?q=bridge",
    "/ledger/",
    "/api/v1/disputes/",
    "/report/",
)
DESK = (
    "/admin/",
    "/admin/factcheck/claim/",
    "/admin/factcheck/dispute/add/",
    "/accounts/sessions/",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_redis(settings, monkeypatch):
    monkeypatch.setattr(caching, "state", caching._State())
    redis = "django.core.cache.backends.redis.RedisCache"
    options = {"LOCATION": NOBODY, "OPTIONS": {"socket_connect_timeout": 1}}
    settings.CACHES = {
        "default": {"BACKEND": "factcheck.config.caching.SteadyRedisCache"} | options,
        "pages": {"BACKEND": redis, "KEY_PREFIX": "pages"} | options,
        "fragments": {"BACKEND": redis, "KEY_PREFIX": "fragments"} | options,
        "database": settings.CACHES["database"],
    }


def sign_in(password: str, name: str = "reporter") -> Client:
    browser = Client()
    browser.answer = browser.post(
        "/accounts/login/", {"login": name, "password": password}
    )
    return browser


def test_people_sign_in():
    person("reporter")

    browser = sign_in(PASSWORD)

    assert browser.answer.status_code == 302
    assert browser.get("/admin/").status_code == 200


def test_failed_sign_ins_are_counted_in_the_database():
    person("reporter")
    for _ in range(5):
        sign_in("wrong")

    refused = sign_in(PASSWORD)

    assert "Too many failed login attempts" in refused.answer.content.decode()
    assert CacheRow.objects.exists()


def test_no_page_fails():
    published("dispute", slug="bridge")
    desk = Client()
    desk.force_login(person("editor"))

    answers = {path: Client().get(path).status_code for path in PUBLIC} | {
        p: desk.get(p).status_code for p in DESK
    }

    assert {path: status for path, status in answers.items() if status >= 500} == {}
    assert answers["/disputes/bridge/"] == 200


def test_it_is_logged_once(caplog):
    for _ in range(3):
        caches["default"].set("key", "value", 60)

    said = [
        record
        for record in caplog.records
        if "the cache does not answer" in str(record.msg)
    ]
    assert len(said) == 1


def test_what_was_set_meanwhile_is_read():
    cache = caches["default"]

    cache.set("key", [1, 2], 60)

    assert cache.get("key") == [1, 2]
    assert cache.add("key", "other", 60) is False
    assert cache.get_many(["key"]) == {"key": [1, 2]}
    cache.delete("key")
    assert cache.get("key") is None


def test_it_is_tried_again_after_a_pause(monkeypatch):
    caches["default"].set("key", "value", 60)
    assert caching.is_resting()

    monkeypatch.setattr(caching.state, "until", 0.0)

    assert not caching.is_resting()
    assert caches["default"].get("key") == "value"
    assert caching.is_resting()
