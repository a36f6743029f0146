"""What is computed from a payload: order, facets, references, search text. Pure functions, numbered by kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from factcheck.models import Publication
from factcheck.text import edtf

from .search.folding import folded_words
from .search.stems import stem
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
MOST_STEM_BYTES = 200_000


def search_text(
    *texts: str | Iterable[str],
    tags: Iterable[tuple[str, str]] = (),
    languages: Iterable[str] = (),
) -> str:
    """Search text from the texts of a payload: their folded words, a line a text, their stems, and the tags at the end.

    A tag is a (name, value) that a search can be narrowed by in the index itself; see `tag`. `languages` are those of
    the stems: a line for the first text, which is the title, and one for the others.
    """
    lines = []
    for text in texts:
        for one in [text] if isinstance(text, str) else text:
            lines.append(" ".join(folded_words(one)))
    body = _cut("\n".join(line for line in lines if line), MOST_BYTES)
    stems = _cut(_stems(body, tuple(languages)), MOST_STEM_BYTES)
    last_line = " ".join(sorted(tag(name, value) for name, value in tags))
    return "\n".join(part for part in (body, stems, last_line) if part)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip("\n ")


def _stems(body: str, languages: tuple[str, ...]) -> str:
    """The stems of the first line of folded words, and of the others, on a line each."""
    title, _, rest = body.partition("\n")
    lines = []
    for text in (title, rest):
        words = [stem(word, each) for word in text.split() for each in languages]
        lines.append(" ".join(word for word in words if word))
    return "\n".join(line for line in lines if line)


def tag(name: str, value: str) -> str:
    """The word of the index that says that a line has this value: of letters and digits alone."""
    return "".join(("x", name, "x", *folded_words(value)))
