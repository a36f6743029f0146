"""Pages of a list, cut by where the page before ended; never by counting."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from factcheck.ledger import After


class Cut(NamedTuple):
    """One page of lines, and the number that the next one starts before; None at the end."""

    rows: list
    before: int | None


def by_line(lines: QuerySet, written: str, size: int) -> Cut:
    """At most `size` lines, newest first, before the line that the address names. What is no number starts anew."""
    if written.isdecimal() and len(written) < 19:
        lines = lines.filter(seq__lt=int(written))
    found = list(lines[: size + 1])
    return Cut(found[:size], found[size - 1].seq if len(found) > size else None)


def read_place(written: str) -> After | None:
    """The place in a list that an address names as `key-seq`; None for anything else."""
    key, _, seq = written.partition("-")
    is_place = key.isdecimal() and seq.isdecimal() and len(seq) < 19 and len(key) < 80
    return After(key, int(seq)) if is_place and written.isascii() else None


def write_place(row) -> str:
    return f"{row.happened_key}-{row.seq}"


def around(rows: Sequence, size: int, *, backwards: bool, is_start: bool) -> tuple[list, str, str]:
    """The page of `size` rows out of one more than fit, and the places of the pages before and after it.

    `backwards` says that the rows were read towards the start of the list.
    """
    more, kept = len(rows) > size, list(rows[:size])
    if backwards:
        kept.reverse()
    has_earlier, has_later = (more, True) if backwards else (not is_start, more)
    if not kept:
        return [], "", ""
    return kept, write_place(kept[0]) if has_earlier else "", write_place(kept[-1]) if has_later else ""
