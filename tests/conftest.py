import logging
import subprocess
from collections.abc import Iterable, Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.template.response import SimpleTemplateResponse
from django.test.utils import setup_databases, teardown_databases
from support import template_database
from support.services import require_browser, require_postgres, require_redis
from support.warm_reader import WarmReader

from factcheck import ledger
from factcheck.ledger import clock
from factcheck.ledger.keys import Signer
from factcheck.management import translations
from factcheck.pages import readiness
from factcheck.pages.cache import store
from factcheck.text.reading import subprocess_reader

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "live_server",
    "admin_client",
    "admin_user",
    "live_site",
}


def pytest_configure() -> None:
    """Signing in costs a quarter of a second on purpose; tests sign in often, and mostly with a password alone."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.REQUIRE_MFA = False
    settings.LEDGER_KEY = str(Signer("record.example/ledger", bytes(range(32))))
    translations.compile_outdated()


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark what uses the database: only that is worth a second run on PostgreSQL."""
    for item in items:
        asks = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_modify_db_settings
):
    """Set the test database up as pytest-django does; on SQLite, from a migrated template where one is kept."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with template_database.copied_from_template():
                databases = setup_databases(verbosity=0, interactive=False)
        else:
            databases = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    return require_postgres()


@pytest.fixture(scope="session")
def redis_url() -> str:
    return require_redis()


@pytest.fixture(scope="session")
def chromium() -> str:
    return require_browser()


@pytest.fixture(scope="session", autouse=True)
def _documents_are_read_by_a_warm_process() -> Iterator[None]:
    """Loading the readers anew for each of a thousand documents took a quarter of all the time of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        reader = WarmReader()
        patch.setattr(subprocess_reader, "subprocess", reader)
        yield
        reader.stop()


@pytest.fixture
def cold_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read by processes of their own from the start, as the product does it."""
    monkeypatch.setattr(subprocess_reader, "subprocess", subprocess)


@pytest.fixture(autouse=True)
def _caches_are_empty():
    """Two tests' ledgers may be alike to the caches, though what is set around them differs."""
    for shelf in settings.CACHES.keys() - {
        "database"
    }:  # whose rows go with those of each test
        caches[shelf].clear()
    store._failing.until = 0.0  # a cache that failed in the test before is asked again
    clock.forget()  # a test may have moved it
    readiness.forget()


@pytest.fixture(autouse=True)
def _clean_up_past_the_guards(request):
    """A test that really commits is cleaned up by emptying tables, which the ledger's triggers refuse."""
    commits = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (
        commits and commits.kwargs.get("transaction")
    ):
        request.getfixturevalue("transactional_db")
        yield
        ledger.lift_guards()
    else:
        yield


@pytest.fixture
def undrawn(monkeypatch) -> Iterator[None]:
    """For thousands of questions of which only the status counts: no page is drawn, no refusal logged."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    logging.disable()
    yield
    logging.disable(logging.NOTSET)
