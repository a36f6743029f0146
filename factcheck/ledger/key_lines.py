"""The ledger's own lines about the keys that sign it: line 1, and one for every change of key."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from factcheck.models import Publication

from .errors import LedgerError
from .keys import KeyUnreadable, Verifier, read_verifier
from .leaves import NAMES

FIRST, CARRIED_OVER, ROTATED, LOST = "first", "carried-over", "rotated", "lost"
BEGINNINGS, CHANGES = (FIRST, CARRIED_OVER), (ROTATED, LOST)
SIGNED_BY_ITSELF = (*BEGINNINGS, LOST)
"""Where the key that a line names signs that line itself."""


class NamedKey(NamedTuple):
    """A key, the line that names it, and why that line was written."""

    seq: int
    verifier: Verifier
    reason: str


def key_body(
    verifier: Verifier, reason: str, old_head: dict[str, Any] | None = None
) -> dict[str, Any]:
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
    if lines is None:
        key_kind = Publication.OwnKind.KEY
        lines = Publication.objects.filter(kind=key_kind, happened_key="")
        lines = lines.order_by("seq")
    return [_named_key(line) for line in lines]


def _named_key(line: Publication) -> NamedKey:
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
    verifier = None
    for key in keys:
        names_itself = key.seq == seq and key.reason in SIGNED_BY_ITSELF
        if key.seq < seq or names_itself:
            verifier = key.verifier
    return verifier


def fault_of(line: Publication) -> str:
    """What is wrong with why a line names a key; empty for nothing, and for a line that names none."""
    if line.kind != Publication.OwnKind.KEY:
        return ""
    reason = orjson.loads(line.payload).get("reason")
    if reason not in (BEGINNINGS if line.seq == 1 else CHANGES):
        return f"names a key for the reason {reason!r}, which no line of this number can have."
    sealed_paths = {tuple(path) for path, *_ in line.sealed}
    two_deciders = {(NAMES, "decided_by", 0), (NAMES, "decided_by", 1)}
    if reason == LOST and not two_deciders <= sealed_paths:
        return (
            "puts a key in the place of a lost one, and does not seal who decided that."
        )
    return ""
