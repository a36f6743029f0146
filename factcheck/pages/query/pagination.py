"""Pages of a list, cut by where the page before ended; never by counting."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from factcheck.ledger import After, read_after
from factcheck.models import Publication

from .params import BadQuery

Line = TypeVar("Line", bound=Publication)

NO_PLACE = gettext_lazy(
    "“%(written)s”, given as “%(name)s”, is no place in this list. Follow the links at its end, or leave “%(name)s” "
    "out to start anew."
)
NO_LINE = gettext_lazy(
    "“%(written)s”, given as “%(name)s”, is no place in this list. Write the number of a line, such as 12, or leave "
    "“%(name)s” out to start anew."
)


class InOrder(Protocol):
    """A row of a list that is ordered by event date and line."""

    @property
    def happened_key(self) -> str: ...
    @property
    def seq(self) -> int: ...


class Cut(NamedTuple, Generic[Line]):
    """One page of lines, and the number that the next one starts before; None at the end."""

    rows: list[Line]
    before: int | None


def by_line(lines: QuerySet[Line], asked: QueryDict, size: int) -> Cut[Line]:
    """At most `size` lines, newest first, before the line that `before` names, if it is given. Raises BadQuery."""
    if (before := read_line(asked, "before")) is not None:
        lines = lines.filter(seq__lt=before)
    found = list(lines[: size + 1])
    return Cut(found[:size], found[size - 1].seq if len(found) > size else None)


def read_line(asked: QueryDict, name: str) -> int | None:
    """The line of the ledger that a parameter names; None where it names none. Raises BadQuery."""
    written = asked.get(name, "")
    if not written:
        return None
    if not _is_number(written, 19):
        raise BadQuery(NO_LINE % {"name": name, "written": written[:40]})
    return int(written)


def read_place(asked: QueryDict, name: str) -> After | None:
    """The place in a list that a parameter names as `key-seq`; None where it names none. Raises BadQuery."""
    written = asked.get(name, "")
    if not written:
        return None
    key, _, seq = written.partition("-")
    if not (_is_number(key, 80) and _is_number(seq, 19)):
        raise BadQuery(NO_PLACE % {"name": name, "written": written[:40]})
    return read_after(key, int(seq))


def _is_number(written: str, below: int) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < below


def write_place(row: InOrder) -> str:
    return f"{row.happened_key}-{row.seq}"


def around(
    rows: Sequence, size: int, *, backwards: bool, is_start: bool
) -> tuple[list, str, str]:
    """The page of `size` rows out of one more than fit, and the places of the pages before and after it.

    `backwards` says that the rows were read towards the start of the list.
    """
    more, kept = len(rows) > size, list(rows[:size])
    if backwards:
        kept.reverse()
    has_earlier, has_later = (more, True) if backwards else (not is_start, more)
    if not kept:
        return [], "", ""
    return (
        kept,
        write_place(kept[0]) if has_earlier else "",
        write_place(kept[-1]) if has_later else "",
    )
