"""What is computed from a payload: order, facets, references, search text. Pure functions, numbered by kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from factcheck.models import Publication
from factcheck.text import edtf

from .search.folding import folded_words
from .upgrades import current_form

OWN = frozenset(Publication.OwnKind)
"""The kinds of lines that are of no record: what the ledger says of itself."""
WORDED = frozenset({Publication.OwnKind.CLOCK})
"""Those of them in which somebody wrote a text."""
UNLISTED = ""
SEQ_DIGITS = 18  # of a line's number in the keys that lists are ordered by


@dataclass(frozen=True)
class Derived:
    """The derived side of one line. `order` is the sortable text before the seq of first publication is added."""

    order: str = UNLISTED
    language: str = ""
    facets: frozenset[tuple[str, str]] = frozenset()
    refs: frozenset[UUID] = frozenset()
    text: str = ""


@dataclass(frozen=True)
class DeriveRule:
    number: int
    derive: Callable[[dict[str, Any]], Derived]
    then: Callable[[], None] | None = None


@dataclass
class _Rules:
    by_kind: dict[str, DeriveRule] = field(default_factory=dict)


_rules = _Rules()


def register(
    kind: str,
    number: int,
    derive: Callable[[dict[str, Any]], Derived],
    then: Callable[[], None] | None = None,
) -> None:
    """Name the pure function that derives a kind's rows; raise `number` whenever its answers change.

    `then` is called when the rows of the kind were written anew: it renews what follows from them.
    """
    _rules.by_kind[kind] = DeriveRule(number, derive, then)


def renewal_of(kind: str) -> Callable[[], None] | None:
    """What is to be called when the rows of a kind were written anew; None for most."""
    return _rules.by_kind[kind].then


def numbers() -> dict[str, int]:
    """The current number of every kind's derive function."""
    return {kind: rule.number for kind, rule in _rules.by_kind.items()}


def derive(kind: str, action: str, payload: dict[str, Any]) -> Derived:
    """The derived side of a line, from its payload in any form. Raises UnknownForm.

    A tombstone, a redaction, a hold and an emptied payload stand in no list.
    """
    if action in Publication.HOLDING:
        return _rules.by_kind[kind].derive(payload)
    if action in Publication.PUBLISHING and "uid" in payload:
        return _rules.by_kind[kind].derive(current_form(kind, payload))
    if action == Publication.Action.MERGE and "into" in payload:
        return Derived(refs=frozenset({UUID(payload["into"])}))
    return Derived()


def derive_line(line: Publication, payload: dict[str, Any]) -> Derived:
    """The derived side of a stored line and its payload as appended; nothing is derived of what is held."""
    if line.held_seq is not None:
        return Derived()
    return derive(line.kind, line.action, payload)


def happened_key(derived: Derived, first_seq: int) -> str:
    """The key that lists are ordered by; empty for what stands in no list."""
    if not derived.order:
        return UNLISTED
    return f"{derived.order}{first_seq:0{SEQ_DIGITS}d}"


def order_of(written: str, minutes: int | None = None, place: int | None = None) -> str:
    """The sortable text of a date of the world; undated records come last in ascending order.

    `minutes` and `place` say where it stands among what has the same date: see `edtf.sort_key`.
    """
    return edtf.sort_key(edtf.parse(written) if written else None, minutes, place)


MOST_BYTES = 300_000  # PostgreSQL refuses to index a text whose words come to more than a megabyte


def search_text(
    *texts: str | Iterable[str], tags: Iterable[tuple[str, str]] = ()
) -> str:
    """Search text from the texts of a payload: their folded words, a line a text, and the tags as the last line.

    A tag is a (name, value) that a search can be narrowed by in the index itself; see `tag`.
    """
    lines = []
    for text in texts:
        for one in [text] if isinstance(text, str) else text:
            lines.append(" ".join(folded_words(one)))
    body = "\n".join(line for line in lines if line)
    cut_body = body.encode()[:MOST_BYTES].decode(errors="ignore")
    last_line = " ".join(sorted(tag(name, value) for name, value in tags))
    return "\n".join(part for part in (cut_body, last_line) if part)


def tag(name: str, value: str) -> str:
    """The word of the index that says that a line has this value: of letters and digits alone."""
    return "".join(("x", name, "x", *folded_words(value)))
