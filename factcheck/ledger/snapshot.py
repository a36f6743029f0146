"""Where the ledger ends, read first in every request, and one state of the database for whatever is read after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple, Protocol, TypeVar, cast

from django.db import InterfaceError, OperationalError, connection

from factcheck.models import Head

Result = TypeVar("Result")
HEAD = "SELECT seq, hash, operations_seq FROM factcheck_head WHERE id = 1"
BEGIN = {
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "sqlite": "BEGIN",
}


class HeadState(NamedTuple):
    """The last line, and how many operational facts have changed: whatever readers see is a function of these."""

    seq: int
    hash: str
    operations_seq: int


def head() -> HeadState:
    """Where the ledger ends now."""
    return _existing(with_reconnect(_head))


FRESH_SECONDS = 1.0


@dataclass
class _RecentHead:
    """The head that this process read last, and until when that may be taken for the present."""

    state: HeadState | None = None
    until: float = 0.0


_recent = _RecentHead()


def recent_head() -> HeadState:
    """The head as it was at most a second ago, to say whether a client's copy is still good; never to show anything.

    Shared caches keep every answer for up to 60 s, so this changes no promise. What this process appends drops it.
    """
    if connection.in_atomic_block:
        return head()
    now = monotonic()
    state = _recent.state  # read once: another thread may drop it meanwhile
    if state is None or now >= _recent.until:
        state = head()
        _recent.state, _recent.until = state, now + FRESH_SECONDS
    return state


def forget_head() -> None:
    _recent.state = None


@contextmanager
def at_head() -> Iterator[HeadState]:
    """The head, and everything that is asked inside from the same state of the database, however long it takes."""
    with _one_state() as state:
        yield _existing(state)


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
    state = with_reconnect(_begin)
    try:
        yield state
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _existing(state: HeadState | None) -> HeadState:
    if state is None:
        raise Head.DoesNotExist("The ledger has no head; run migrate.")
    return state


class _ChecksHealth(Protocol):
    """What every connection of Django has and its stubs leave out."""

    health_check_done: bool


def with_reconnect(query: Callable[[], Result]) -> Result:
    """The first query of a request, which shows by itself whether a persistent connection still lives.

    A health check would be one more query for every request; here only a dead connection costs a second one.
    """
    cast(_ChecksHealth, connection).health_check_done = True
    try:
        return query()
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return query()


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


def _state(row: tuple[int, str, int] | None) -> HeadState | None:
    return HeadState(*row) if row else None
