"""The database of a released version, brought up as an operator would bring up a backup."""

import lzma
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
RELEASES = Path(__file__).parent
UNWANTED = ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "PYTEST_VERSION")


class Restored:
    """Today's code over a database that an earlier release wrote. `manage` runs a command and gives what it printed."""

    def __init__(self, folder: Path, **environment: str):
        kept = {
            name: value for name, value in os.environ.items() if name not in UNWANTED
        }
        self.folder = folder
        self.environment = (
            kept
            | {"VAR_ROOT": str(folder), "REQUIRE_MFA": "off", "DEBUG": "1"}
            | environment
        )

    def manage(self, *arguments: str) -> str:
        done = self._run(arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refusal(self, *arguments: str) -> str:
        """What a command that refuses says."""
        done = self._run(arguments)
        assert done.returncode == 1, done.stdout + done.stderr
        return done.stderr

    def _run(self, arguments: tuple[str, ...]) -> subprocess.CompletedProcess:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def shell(self, code: str) -> str:
        """What the code prints, run in the site."""
        return self.manage("shell", "--no-imports", "-c", code)


def on_sqlite(release: str, folder: Path) -> Restored:
    """The release's SQLite database, in a folder of its own."""
    packed = (RELEASES / release / "demo.sqlite3.xz").read_bytes()
    (folder / "db.sqlite3").write_bytes(lzma.decompress(packed))
    return Restored(folder)


@contextmanager
def on_postgresql(release: str, folder: Path, server: str) -> Iterator[Restored]:
    """The release's PostgreSQL database, made on `server` and dropped with the block."""
    name = f"release_{uuid4().hex[:12]}"
    written = lzma.decompress(
        (RELEASES / release / "demo.postgresql.sql.xz").read_bytes()
    ).decode()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = f"{server.rsplit('/', 1)[0]}/{name}"
    try:
        with psycopg.connect(address) as connection:
            connection.execute(written)
        yield Restored(folder, DATABASE_URL=address)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )
