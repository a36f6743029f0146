"""A PostgreSQL of a test's own, by a clock that can be moved; the one that other tests share keeps the true one."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from factcheck.management.processes import free_port

from .services import missing

PATIENCE = 30
NOBODY_IS_ROOT = ["runuser", "-u", "postgres", "--"]


class PostgresServer:
    """`url` is where it answers while it runs."""

    def __init__(self, programs: Path, folder: Path):
        self.programs, self.folder, self.port = programs, folder, free_port()
        self.as_user = NOBODY_IS_ROOT if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(folder, "postgres")
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self._process: subprocess.Popen | None = None
        self._run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust")

    def start(self, *clock: str) -> None:
        """Run it until `stop`, by the clock of this command (`faketime -f +1d`) or by the true one."""
        options = ["-D", str(self.folder / "data"), "-p", str(self.port)]
        options += ["-k", str(self.folder), "-c", "fsync=off"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self.as_user, *clock, str(self.programs / "postgres"), *options],
                cwd="/",
                env=os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is None:
            return
        data = str(self.folder / "data")
        self._run("pg_ctl", "stop", "-D", data, "-m", "fast")
        self._process.wait(PATIENCE)
        self._process = None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.as_user, str(self.programs / program), *arguments]
        subprocess.run(command, cwd="/", check=True, capture_output=True)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server that does not run yet; it ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-postgres-"))
    server = PostgresServer(_programs(), folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        missing(
            "REQUIRE_SERVICES",
            "no PostgreSQL to start; get it with: apt-get install postgresql",
        )
    return (found[-1] if found else Path(on_path)).parent
