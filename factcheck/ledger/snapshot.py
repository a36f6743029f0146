"""Where the ledger ends, asked first in every request, and one state of the database for whatever is asked after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, connection

from factcheck.models import Head

HEAD = "SELECT seq, hash, operations_seq FROM factcheck_head WHERE id = 1"
BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN"}


class HeadState(NamedTuple):
    """The last line, and how many operational facts have changed: whatever readers see is a function of these."""

    seq: int
    hash: str
    operations_seq: int


def head() -> HeadState:
    """Where the ledger ends now."""
    return _first(_head)


@contextmanager
def at_head() -> Iterator[HeadState]:
    """The head, and everything that is asked inside from the same state of the database, however long it takes."""
    if connection.in_atomic_block:
        yield _head()
        return
    found = _first(_begin)
    try:
        yield found
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one state of the database."""
    with at_head():
        yield


def _first(ask) -> HeadState:
    """The first answer of a request, which shows by itself whether a connection that was kept still lives.

    A health check would ask once more for every request; here only a dead connection costs a second question.
    """
    connection.health_check_done = True
    try:
        return ask()
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return ask()


def _head() -> HeadState:
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        return _state(cursor.fetchone())


def _begin() -> HeadState:
    """Start the reading, and take the head in the same breath where the database can."""
    begin = BEGIN[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{begin}; {HEAD}")
            cursor.nextset()
        else:
            cursor.execute(begin)
            cursor.execute(HEAD)
        return _state(cursor.fetchone())


def _state(row: tuple | None) -> HeadState:
    if row is None:
        raise Head.DoesNotExist("The ledger has no head; run migrate.")
    return HeadState(*row)
