"""A migrated SQLite database kept between test runs, so that a run does not repeat every migration.

The first run after a migration was added or changed migrates for about nine seconds of CPU and keeps what came of it
under `var/test-databases/`; each later run, and each further worker, copies it into its database in memory in
milliseconds. `migrate` still runs on the copy: it finds nothing to apply, and its `post_migrate` receivers bring roles,
triggers and derived rows to what the code of today says.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created


def template_path() -> Path:
    """Where the template of today's migrations lies: named by their bytes and Django's version."""
    digest = sha256(django.__version__.encode())
    for app in ("factcheck", "timeline"):
        for file in sorted((settings.BASE_DIR / app / "migrations").glob("*.py")):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return (
        settings.BASE_DIR
        / "var"
        / "test-databases"
        / f"{digest.hexdigest()[:16]}.sqlite3"
    )


@contextmanager
def copied_from_template() -> Iterator[None]:
    """While Django sets the test database up: fill it from the template, and keep the template where there is none."""
    path = template_path()
    has_template = path.exists()

    def fill(connection, **kwargs) -> None:
        connection_created.disconnect(fill)
        with sqlite3.connect(path) as template:
            template.backup(connection.connection)
        template.close()

    if has_template:
        connection_created.connect(fill)
    yield
    if not has_template:
        save(path)


def save(path: Path) -> None:
    """Write the test database to `path`, whole or not at all, since several workers may do it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with sqlite3.connect(unfinished) as template:
        connection.connection.backup(template)
    template.close()
    for outdated in path.parent.glob("*.sqlite3"):
        outdated.unlink(missing_ok=True)
    unfinished.replace(path)
