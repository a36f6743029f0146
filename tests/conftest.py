from collections.abc import Iterable

import pytest
from services import require_browser, require_postgres, require_redis

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_client", "admin_user", "live_site"}


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark what uses the database: only that is worth a second run on PostgreSQL."""
    for item in items:
        asks = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    return require_postgres()


@pytest.fixture(scope="session")
def redis_url() -> str:
    return require_redis()


@pytest.fixture(scope="session")
def chromium() -> str:
    return require_browser()
