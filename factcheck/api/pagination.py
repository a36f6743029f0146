"""Pages cut by (happened_key, seq), read as of the line at which the first page was read."""

from dataclasses import dataclass, replace

from django.core import signing

from factcheck.ledger import After, Listing, ListRow, read_after

from .errors import BadRequest

SALT = "factcheck.api.cursor"


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after a row, forwards or backwards, in the ledger as it stood after line `seq`."""

    seq: int
    after: After
    backwards: bool = False

    def write(self, of: str) -> str:
        """As text that only this site can have written, for the list `of` alone."""
        direction = "b" if self.backwards else "f"
        after = self.after
        return signer(of).sign(
            f"{self.seq}.{after.happened_key}.{after.seq}.{direction}"
        )

    def place(self, listing: Listing) -> Listing:
        return replace(listing, after=self.after, backwards=self.backwards)


def signer(of: str) -> signing.Signer:
    """Signs for one list alone: a cursor says nothing of another one."""
    return signing.Signer(sep="~", salt=f"{SALT} {of}")


def read_cursor(written: str, of: str) -> Cursor:
    """The cursor of the address; BadRequest for one that was not written for the list `of`."""
    try:
        text = signer(of).unsign(written)
    except signing.BadSignature as error:
        remedy = "It was not made for this list as it is asked here: follow `next` and `previous` as they stand."
        raise BadRequest([("cursor", remedy)]) from error
    seq, key, row, direction = text.split(".")
    return Cursor(int(seq), read_after(key, int(row)), direction == "b")


@dataclass(frozen=True)
class CursorPage:
    """One page of rows, and the cursors of its neighbours; None at an end."""

    rows: list[ListRow]
    next: Cursor | None
    previous: Cursor | None


def cut(rows: list[ListRow], size: int, seq: int, cursor: Cursor | None) -> CursorPage:
    """The page out of up to `size` + 1 rows as they were read."""
    backwards = bool(cursor and cursor.backwards)
    has_more, page = len(rows) > size, rows[:size]
    if not page:
        return CursorPage([], None, None)
    has_next, has_previous = has_more, cursor is not None
    if backwards:
        page.reverse()
        has_next, has_previous = True, has_more
    return CursorPage(
        page,
        Cursor(seq, _place_of(page[-1])) if has_next else None,
        Cursor(seq, _place_of(page[0]), backwards=True) if has_previous else None,
    )


def _place_of(row: ListRow) -> After:
    return After(row.happened_key, row.seq)
