"""What a list can be filtered by: the values that its lines have, and how many lines have each."""

from collections import defaultdict
from functools import lru_cache
from uuid import UUID

from django.db import connection

from factcheck.ledger import View
from factcheck.models import Facet

MOST = 50

Counts = dict[str, list[tuple[str, int]]]


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
    live, params = _live(view, "f"), list(names)
    params += [view.seq, view.seq] if not view.is_current else []
    within = ""
    if disputes:
        marks = ", ".join(["%s"] * len(disputes))
        within = (
            "AND EXISTS (SELECT 1 FROM factcheck_facet AS d WHERE d.seq = f.seq AND d.name = 'dispute' "
            f"AND d.value IN ({marks}))"
        )
        params += sorted(disputes)
    table, kinds = Facet._meta.db_table, ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.kind, f.name, f.value, COUNT(*) AS n FROM {table} AS f WHERE f.kind IN ({kinds}) {live} "
            f"{within} GROUP BY f.kind, f.name, f.value ORDER BY n DESC, f.value",
            params,
        )
        rows = cursor.fetchall()
    return {
        kind: _by_name([row[1:] for row in rows if row[0] == kind]) for kind in names
    }


def _live(view: View, alias: str) -> str:
    if view.is_current:
        return f"AND {alias}.superseded_seq IS NULL"
    return f"AND {alias}.seq <= %s AND ({alias}.superseded_seq IS NULL OR {alias}.superseded_seq > %s)"


def _by_name(rows: list[tuple[str, str, int]]) -> Counts:
    found = defaultdict(list)
    for name, value, n in rows:
        if len(found[name]) < MOST:
            found[name].append((value, n))
    return dict(found)


def uids_of(counts: Counts, *names: str) -> set[UUID]:
    """The uids among the values of these facets."""
    return {UUID(value) for name in names for value, _ in counts.get(name, [])}
