"""Changing the key that signs: by the old key while it is there, by two administrators once it is lost."""

from django.db import connection

from factcheck.models import Publication

from .append import PendingLine, SealedName, append_under, key_line, lock_head
from .clock import moments
from .errors import KeyRefused, LedgerError
from .key_lines import LOST, ROTATED, NamedKey, key_body, named_keys
from .keys import Signer


def rotate_key(old: Signer, new: Signer) -> Publication:
    """Append the line that names a new key, signed by the old one. Must run inside a transaction. Raises KeyRefused."""
    last = _last_key(new)
    if last.verifier != old.verifier:
        raise KeyRefused(
            f"The ledger is signed with the key {last.verifier.key_id}, not {old.verifier.key_id}."
        )
    return _append(key_line(key_body(new.verifier, ROTATED)), old)


def replace_lost_key(new: Signer, deciders: tuple[SealedName, ...]) -> Publication:
    """Append the line that names a new key where the old one is lost; nothing but the line itself vouches for it."""
    _last_key(new)
    return _append(key_line(key_body(new.verifier, LOST), deciders), new)


def _last_key(new: Signer) -> NamedKey:
    """The key that signs now, with the head locked. Raises KeyRefused where the new one signed before."""
    if not connection.in_atomic_block:
        raise LedgerError("Appending needs a transaction.")
    lock_head()
    keys = named_keys()
    if not keys:
        raise LedgerError(
            "The ledger has no key yet; the first publication names the one at hand."
        )
    if any(key.verifier == new.verifier for key in keys):
        raise KeyRefused(
            f"The key {new.verifier.key_id} signed this ledger before; make a new one."
        )
    return keys[-1]


def _append(line: PendingLine, key: Signer) -> Publication:
    last = Publication.objects.order_by("-seq").first()
    return append_under([line], moments(last, None), key)[0]
