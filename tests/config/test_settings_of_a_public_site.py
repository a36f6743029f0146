"""What follows from the environment, seen in the settings of a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as project

ASKED = """
import json
from factcheck.config import settings
print(json.dumps({name: getattr(settings, name, None) for name in %r}, default=str))
"""
UNSET = (
    "SITE_URL",
    "ALLOWED_HOSTS",
    "REDIS_URL",
    "BROKER_URL",
    "CACHE_URL",
    "BEHIND_PROXY",
    "DATABASE_URL",
)
HTTPS = {"SITE_URL": "https://news.example"}


def settings_with(*names: str, **environment: str) -> list:
    clean = {name: value for name, value in os.environ.items() if name not in UNSET}
    done = subprocess.run(
        [sys.executable, "-c", ASKED % (names,)],
        cwd=project.BASE_DIR,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout).values())


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, [365 * 24 * 3600, False, False]),
        ({"HSTS_SECONDS": "0"}, [0, False, False]),
        (
            {
                "HSTS_SECONDS": "3600",
                "HSTS_INCLUDE_SUBDOMAINS": "1",
                "HSTS_PRELOAD": "1",
            },
            [3600, True, True],
        ),
    ],
    ids=["nothing said", "turned down", "widened"],
)
def test_hsts_binds_this_name_alone_by_default(environment, header):
    names = (
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_HSTS_PRELOAD",
    )

    assert settings_with(*names, **HTTPS, **environment) == header


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, ["letters://localhost", ""]),
        (
            {"REDIS_URL": "redis://redis.example:6379"},
            ["redis://redis.example:6379", "redis://redis.example:6379/1"],
        ),
        ({"REDIS_URL": "redis://:p@h/3"}, ["redis://:p@h/3", "redis://:p@h/4"]),
        (
            {
                "REDIS_URL": "redis://h/0",
                "BROKER_URL": "redis://b/0",
                "CACHE_URL": "redis://c/0",
            },
            ["redis://b/0", "redis://c/0"],
        ),
    ],
    ids=["nothing said", "no database", "a database", "one each"],
)
def test_broker_and_cache_have_a_redis_database_each(environment, found):
    assert settings_with("CELERY_BROKER_URL", "CACHE_URL", **environment) == found


@pytest.mark.parametrize(
    ("environment", "count"),
    [
        ({}, 0),
        (HTTPS, 1),
        (HTTPS | {"BEHIND_PROXY": "2"}, 2),
        ({"BEHIND_PROXY": "1"}, 1),
    ],
)
def test_proxies_are_counted_by_a_setting(environment, count):
    assert settings_with("BEHIND_PROXY", **environment) == [count]
