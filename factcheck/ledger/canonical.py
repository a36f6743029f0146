"""Canonical JSON and the hashes of a line: the rule that a stranger re-computes.

UTF-8 unescaped, keys sorted by code point, separators `,` and `:`; strings, integers, booleans, null, lists and
objects only. Serialised once, hashed as those bytes, stored as those bytes.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

HASHED = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "published_at",
    "recorded_at",
    "payload_root",
    "previous_hash",
)
HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def canonical(value: object) -> str:
    """The canonical JSON text of `value`; floats, half surrogate pairs and other types are refused with TypeError."""
    _refuse_inexact(value)
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def _refuse_inexact(value: object) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(
                    f"A key of canonical JSON is text, not {type(key).__name__}."
                )
            _refuse_inexact(key)
            _refuse_inexact(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_inexact(item)
    elif isinstance(value, str):
        if HALF_A_PAIR.search(value):
            raise TypeError(
                "Half a surrogate pair has no UTF-8; take the character out."
            )
    elif not isinstance(value, int | type(None)):
        raise TypeError(
            f"{type(value).__name__} has no canonical form; write it as text."
        )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def moment_text(moment: datetime) -> str:
    """A moment as it is written everywhere: 2026-01-15T12:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def minute_text(moment: datetime) -> str:
    """A moment as pages, feeds and lists of addresses tell it: 2026-01-15T12:00:00Z, cut to the minute."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00Z")


class Hashed(Protocol):
    """What a line has that is hashed, beside the other attributes named in HASHED."""

    @property
    def uid(self) -> UUID: ...

    @property
    def stamped_at(self) -> datetime | None: ...

    @property
    def published_at(self) -> datetime: ...

    @property
    def recorded_at(self) -> datetime: ...


def line_hash(line: Hashed) -> str:
    """The hash of a line."""
    fields = {name: getattr(line, name) for name in HASHED}
    fields["uid"] = str(line.uid)
    fields["published_at"] = moment_text(line.stamped_at or line.published_at)
    fields["recorded_at"] = moment_text(line.recorded_at)
    return sha256(canonical(fields))
