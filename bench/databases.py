"""Scratch databases: made for one run, gone with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

DEFAULT_POSTGRES = "postgres://root@127.0.0.1:5432/test"


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """The address of a new SQLite file in `folder`."""
    path = folder / f"bench-{os.getpid()}.sqlite3"
    try:
        yield f"sqlite:///{path}"
    finally:
        for left in folder.glob(f"{path.name}*"):
            left.unlink()


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a new database on the server of BENCH_DATABASE_URL."""
    server = server_address()
    name = f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as maintenance:
            maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


KINDS = {"sqlite": sqlite, "postgresql": postgresql}


def server_address() -> str:
    return os.environ.get("BENCH_DATABASE_URL", DEFAULT_POSTGRES)


def answers() -> bool:
    """Whether there is a PostgreSQL to measure on."""
    try:
        psycopg.connect(server_address(), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
