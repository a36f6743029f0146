"""Backups are made while others publish, restored elsewhere, and hold the ledger up to one of its heads."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from support.ledger_factory import append, source_line
from support.rounds import rounds
from support.services import missing

from factcheck.models import Publication

pytestmark = [
    pytest.mark.slow,
    pytest.mark.nightly,
    pytest.mark.django_db(transaction=True),
]
ROUNDS = rounds(2, 20)
AT_LEAST = 5
VERIFY = """
import json
from factcheck import ledger
found = [str(difference) for difference in ledger.verify()]
guards = sorted(ledger.missing_guards() | ledger.altered_guards())
print(json.dumps({"differences": found, "guards": guards, "seq": ledger.head().seq, "hash": ledger.head().hash}))
"""


@contextmanager
def somebody_publishes() -> Iterator[threading.Event]:
    """Lines are appended without pause, each in a transaction, until the block ends; the event says that some were."""
    ended, begun = threading.Event(), threading.Event()
    failures = []

    def publish() -> None:
        number = 0
        try:
            while not ended.is_set():
                append(
                    source_line(f"one-{uuid4().hex}"),
                    source_line(f"other-{uuid4().hex}"),
                )
                number += 1
                if number == AT_LEAST:
                    begun.set()
        except Exception as error:  # the test looks at it
            failures.append(error)
            begun.set()
        finally:
            connections.close_all()

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        assert begun.wait(120)
        yield begun
    finally:
        ended.set()
        thread.join()
        assert failures == []


def url_of(name: str) -> str:
    """The DATABASE_URL of a database on the test's server, or of a file."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server = connection.settings_dict
    login = quote(server["USER"]) + (
        f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else ""
    )
    return f"postgres://{login}@{server['HOST']}:{server['PORT'] or 5432}/{name}"


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        missing(
            "REQUIRE_SERVICES",
            f"no {name}; get it with: apt-get install postgresql-client",
        )
    return found or ""


def back_up(folder: Path) -> Path:
    """As docs/operators.md says."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "backup.sqlite3")])
        return folder / "backup.sqlite3"
    dump = folder / "record.dump"
    command = [
        program("pg_dump"),
        "-Fc",
        "--file",
        str(dump),
        url_of(connection.settings_dict["NAME"]),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return dump


@contextmanager
def restored(backup: Path) -> Iterator[str]:
    """The DATABASE_URL of what was restored, gone after the block."""
    if connection.vendor == "sqlite":
        yield url_of(str(backup))
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            command = [
                program("pg_restore"),
                "--no-owner",
                "--dbname",
                url_of(name),
                str(backup),
            ]
            subprocess.run(command, check=True, capture_output=True)
            yield url_of(name)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def verified(url: str) -> dict:
    """What a process of the product finds in the database."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", VERIFY],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_backup_under_writes_holds_the_ledger_up_to_one_of_its_heads(tmp_path):
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with somebody_publishes():
            backup = back_up(folder)

        with restored(backup) as url:
            found = verified(url)

        assert found["hash"] == Publication.objects.get(seq=found["seq"]).hash
        assert (found["differences"], found["guards"]) == ([], [])
        assert 2 * AT_LEAST < found["seq"] <= Publication.objects.count()
        assert found["seq"] % 2 == 1, (
            "half of a publication was backed up"
        )  # line 1 names the key


def test_a_plain_backup_that_lost_a_line_is_noticed(tmp_path):
    """The twin: what was restored is looked at, not only opened."""
    for number in range(3):
        append(source_line(f"source-{number}"))
    if connection.vendor != "sqlite":
        pytest.skip("shown on SQLite, where a file can be altered beside the database")
    backup = back_up(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", ALTER, str(backup)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    found = verified(url_of(str(backup)))

    assert found["differences"]
    assert found["guards"] == ["ledger_publication_delete"]


ALTER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("DROP TRIGGER ledger_publication_delete")
database.execute("DELETE FROM factcheck_publication WHERE seq = 2")
database.commit()
"""
