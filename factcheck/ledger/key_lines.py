"""The ledger's own lines about the keys that sign it: line 1, and one for every change of key."""

from collections.abc import Iterable
from typing import NamedTuple

import orjson

from factcheck.models import Publication

from .errors import LedgerError
from .keys import KeyUnreadable, Verifier, read_verifier
from .leaves import NAMES

FIRST, CARRIED_OVER, ROTATED, LOST = "first", "carried-over", "rotated", "lost"
BEGINNINGS, CHANGES = (FIRST, CARRIED_OVER), (ROTATED, LOST)
OWN_WORD = (*BEGINNINGS, LOST)
"""Where the key that a line names signs that line itself."""


class NamedKey(NamedTuple):
    """A key, the line that names it, and why that line was written."""

    seq: int
    verifier: Verifier
    reason: str


def key_body(verifier: Verifier, reason: str, old_head: dict | None = None) -> dict:
    """The payload of a line that names a key; `old_head` is {seq, hash} of a ledger that was carried over."""
    return {
        "format": 2,
        "key": str(verifier),
        "old_head": old_head,
        "origin": verifier.origin,
        "reason": reason,
    }


def named_keys(lines: Iterable[Publication] | None = None) -> list[NamedKey]:
    """The keys in the order in which they signed. Raises LedgerError for a line that names none."""
    found = (
        Publication.objects.filter(kind="key", happened_key="").order_by("seq")
        if lines is None
        else lines
    )
    return [_named(line) for line in found]


def _named(line: Publication) -> NamedKey:
    payload = orjson.loads(line.payload)
    try:
        return NamedKey(line.seq, read_verifier(payload["key"]), payload["reason"])
    except (KeyError, TypeError, AttributeError, KeyUnreadable) as error:
        raise LedgerError(
            f"Line {line.seq} names no key that can be read; run `manage.py verify_ledger`."
        ) from error


def signing_key(keys: Iterable[NamedKey], seq: int) -> Verifier | None:
    """The key that line `seq` is signed by: the last one named before it, or the one that a first line names itself.

    The line of a changed key is signed by the key before it, that of the first and of one in place of a lost key by
    the key that it names.
    """
    found = None
    for key in keys:
        if key.seq < seq or key.seq == seq and key.reason in OWN_WORD:
            found = key.verifier
    return found


def fault_of(line: Publication) -> str:
    """What is wrong with why a line names a key; empty for nothing, and for a line that names none."""
    if line.kind != "key":
        return ""
    reason = orjson.loads(line.payload).get("reason")
    if reason not in (BEGINNINGS if line.seq == 1 else CHANGES):
        return f"names a key for the reason {reason!r}, which no line of this number can have."
    deciders = {tuple(path) for path, *_ in line.sealed}
    if (
        reason == LOST
        and not {(NAMES, "decided_by", 0), (NAMES, "decided_by", 1)} <= deciders
    ):
        return (
            "puts a key in the place of a lost one, and does not seal who decided that."
        )
    return ""
