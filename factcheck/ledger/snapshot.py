"""Where the ledger ends, asked first in every request, and one state of the database for whatever is asked after it."""

from collections.abc import Callable, Iterator
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
    return _known(_first(_head))


@contextmanager
def at_head() -> Iterator[HeadState]:
    """The head, and everything that is asked inside from the same state of the database, however long it takes."""
    with _one_state() as state:
        yield _known(state)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one state of the database, with or without a head."""
    with _one_state():
        yield


@contextmanager
def _one_state() -> Iterator[HeadState | None]:
    if connection.in_atomic_block:
        yield _head()
        return
    state = _first(_begin)
    try:
        yield state
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _known(state: HeadState | None) -> HeadState:
    if state is None:
        raise Head.DoesNotExist("The ledger has no head; run migrate.")
    return state


def _first(ask: Callable[[], HeadState | None]) -> HeadState | None:
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


def _head() -> HeadState | None:
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        return _state(cursor.fetchone())


def _begin() -> HeadState | None:
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


def _state(row: tuple | None) -> HeadState | None:
    return HeadState(*row) if row else None
