"""What a list can be filtered by: the values that its lines have, and how many lines have each."""

from collections import defaultdict
from functools import lru_cache
from uuid import UUID

from factcheck.ledger import View
from factcheck.ledger.facet_queries import count_facet_values

MOST = 50


class FacetValues(list[tuple[str, int]]):
    """The commonest values of a facet with their lines, at most `MOST`; it has `in_all` values."""

    in_all: int = 0


Counts = dict[str, FacetValues]


def facet_counts(
    view: View, kind: str, disputes: frozenset[str] = frozenset()
) -> Counts:
    """{facet: [(value, lines)]}, the commonest first and at most `MOST` each, of a kind's lines as of the view.

    With `disputes` only of the lines that name one of these uids. One GROUP BY, kept until the next line is appended.
    """
    return counts_by_kind(view, (kind,), disputes)[kind]


def counts_by_kind(
    view: View, names: tuple[str, ...], disputes: frozenset[str] = frozenset()
) -> dict[str, Counts]:
    """The same of several kinds, in one GROUP BY together."""
    return _counts(view.head_hash, view, names, disputes)


@lru_cache(maxsize=64)
def _counts(
    _head_hash: str, view: View, names: tuple[str, ...], disputes: frozenset[str]
) -> dict[str, Counts]:
    rows = count_facet_values(view, names, disputes)
    return {
        kind: _by_name([row[1:] for row in rows if row[0] == kind]) for kind in names
    }


def _by_name(rows: list[tuple[str, str, int]]) -> Counts:
    found: Counts = defaultdict(FacetValues)
    for name, value, n in rows:
        found[name].in_all += 1
        if len(found[name]) < MOST:
            found[name].append((value, n))
    return dict(found)


def uids_of(counts: Counts, *names: str) -> set[UUID]:
    """The uids among the values of these facets."""
    return {UUID(value) for name in names for value, _ in counts.get(name, [])}
