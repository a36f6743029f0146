"""Pages cut by (happened_key, seq), read as of the line at which the first page was read."""

import json
from dataclasses import dataclass

from django.core import signing
from django.http import QueryDict

from factcheck.ledger import After, Row

from .errors import BadRequest

SALT = "api.cursor"
SIZE, LARGEST = 50, 200


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after a row, forwards or backwards, in the ledger as it stood after line `seq`."""

    seq: int
    after: After
    backwards: bool = False

    def write(self) -> str:
        said = json.dumps([self.seq, *self.after, int(self.backwards)], separators=(",", ":"))
        return signing.Signer(salt=SALT).sign_object(said)


def read_cursor(params: QueryDict) -> Cursor | None:
    """The cursor of the address; BadRequest for one that this site did not write."""
    written = params.get("cursor")
    if not written:
        return None
    try:
        seq, key, row, backwards = json.loads(signing.Signer(salt=SALT).unsign_object(written))
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise BadRequest([("cursor", "Take it from `next` or `previous` as it stands there.")]) from error
    return Cursor(seq, After(key, row), bool(backwards))


def read_size(params: QueryDict) -> int:
    written = params.get("page_size", str(SIZE))
    if not (written.isascii() and written.isdecimal() and len(written) < 6 and 1 <= int(written) <= LARGEST):
        raise BadRequest([("page_size", f"Write a number from 1 to {LARGEST}.")])
    return int(written)


@dataclass(frozen=True)
class Cut:
    """One page of rows, and the cursors of its neighbours; None at an end."""

    rows: list[Row]
    next: Cursor | None
    previous: Cursor | None


def cut(rows: list[Row], size: int, seq: int, cursor: Cursor | None) -> Cut:
    """The page out of up to `size` + 1 rows as they were read."""
    backwards = bool(cursor and cursor.backwards)
    more, kept = len(rows) > size, rows[:size]
    if backwards:
        kept.reverse()
    has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
    if not kept:
        return Cut([], None, None)
    last, first = kept[-1], kept[0]
    return Cut(
        kept,
        Cursor(seq, After(last.happened_key, last.seq)) if has_next else None,
        Cursor(seq, After(first.happened_key, first.seq), True) if has_previous else None,
    )
