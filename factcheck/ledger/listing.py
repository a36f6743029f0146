"""A page of a list, as SQL: one facet drives, the others are probes, pages are cut by (happened_key, seq).

The forms follow what was measured at a million lines: the driving walk uses the facet's own index in list order; a
probe is fenced by LIMIT 1 OFFSET 0 so that PostgreSQL does not turn it into a join; several values of one filter are
one short walk each, united.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from .reading import View
from .searching import match_condition

FENCE = "LIMIT 1 OFFSET 0"
# Which filter is likely to match the fewest lines, and so drives the walk.
NARROW_FIRST = (
    "source",
    "speaker",
    "claimant",
    "party",
    "publisher",
    "place",
    "rating",
    "key",
    "kind",
    "status",
    "dispute",
)


class Row(NamedTuple):
    """One line of a page."""

    seq: int
    happened_key: str
    payload: str


class After(NamedTuple):
    """Where the page before ended."""

    happened_key: str
    seq: int


@dataclass(frozen=True)
class Listing:
    """What is asked of a list; every part is optional but the kind. `facets` is {name: any of these values}."""

    kind: str
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    language: tuple[str, ...] = ()
    key_from: str = ""
    key_before: str = ""
    published_after: datetime | None = None
    published_before: datetime | None = None
    in_dispute: UUID | None = None
    words: str = ""
    ascending: bool = False
    after: After | None = None


@dataclass
class _Sql:
    """Text and parameters that grow together."""

    text: str = ""
    params: tuple = ()

    def __add__(self, other):
        return _Sql(f"{self.text} {other.text}", self.params + other.params)


def page(view: View, listing: Listing, size: int) -> list[Row]:
    """At most `size` lines of the list as of the view, in order."""
    query = _page_sql(view, listing, size)
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.params)
        return [Row(*row) for row in cursor.fetchall()]


def count(view: View, listing: Listing, cap: int | None = None) -> int:
    """How many lines the list has, counted up to `cap`."""
    walks = _united(_walks(view, listing, cap))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({walks.text}) AS found", walks.params)
        return cursor.fetchone()[0]


def _page_sql(view: View, listing: Listing, size: int) -> _Sql:
    order = _order(listing, "found.")
    walks = _united(_walks(view, listing, size))
    return _Sql(
        f"SELECT found.seq, found.happened_key, line.payload FROM ({walks.text}) AS found "
        f"JOIN factcheck_publication AS line ON line.seq = found.seq {order} LIMIT %s",
        (*walks.params, size),
    )


def _united(walks: Sequence[_Sql]) -> _Sql:
    if len(walks) == 1:
        return walks[0]
    text = " UNION ".join(f"SELECT * FROM ({walk.text}) AS walk{i}" for i, walk in enumerate(walks))
    return _Sql(text, tuple(p for walk in walks for p in walk.params))


def _walks(view: View, listing: Listing, size: int | None) -> list[_Sql]:
    """One walk a value of the driving facet, or one over the kind's own lines."""
    facets = sorted(listing.facets, key=lambda facet: NARROW_FIRST.index(facet[0]))
    if not facets:
        return [_walk(view, listing, size, "factcheck_publication", None, ())]
    (name, values), *probes = facets
    return [_walk(view, listing, size, "factcheck_facet", (name, value), tuple(probes)) for value in values]


def _walk(view: View, listing: Listing, size: int | None, table: str, drive, probes) -> _Sql:
    query = _Sql(f"SELECT w.seq, w.happened_key FROM {table} AS w WHERE w.kind = %s", (listing.kind,))
    if drive:
        query += _Sql("AND w.name = %s AND w.value = %s", drive)
    query += _live(view, "w") + _range(listing)
    for name, values in probes:
        query += _probe(name, values)
    query += _line_probe(listing) + _dispute_probe(view, listing) + match_condition_sql(listing.words)
    query += _Sql(_order(listing, "w."))
    return query if size is None else query + _Sql("LIMIT %s", (size,))


def _live(view: View, alias: str) -> _Sql:
    if view.is_current:
        return _Sql(f"AND {alias}.superseded_seq IS NULL")
    return _Sql(
        f"AND {alias}.seq <= %s AND ({alias}.superseded_seq IS NULL OR {alias}.superseded_seq > %s)",
        (view.seq, view.seq),
    )


def _range(listing: Listing) -> _Sql:
    query = _Sql("AND w.happened_key > %s", (listing.key_from,))
    if listing.key_before:
        query += _Sql("AND w.happened_key < %s", (listing.key_before,))
    if listing.after:
        sign = ">" if listing.ascending else "<"
        query += _Sql(f"AND (w.happened_key, w.seq) {sign} (%s, %s)", tuple(listing.after))
    return query


def _probe(name: str, values: tuple[str, ...]) -> _Sql:
    marks = ", ".join(["%s"] * len(values))
    return _Sql(
        "AND EXISTS (SELECT 1 FROM factcheck_facet AS f WHERE f.seq = w.seq AND f.name = %s "
        f"AND f.value IN ({marks}) {FENCE})",
        (name, *values),
    )


def _line_probe(listing: Listing) -> _Sql:
    """Conditions on the line itself, for what is no facet."""
    terms = []
    if listing.language:
        terms.append(_Sql(f"AND p.language IN ({', '.join(['%s'] * len(listing.language))})", listing.language))
    if listing.published_after:
        terms.append(_Sql("AND p.published_at >= %s", (listing.published_after,)))
    if listing.published_before:
        terms.append(_Sql("AND p.published_at < %s", (listing.published_before,)))
    if not terms:
        return _Sql()
    query = _Sql("AND EXISTS (SELECT 1 FROM factcheck_publication AS p WHERE p.seq = w.seq")
    for term in terms:
        query += term
    return query + _Sql(f"{FENCE})")


def _dispute_probe(view: View, listing: Listing) -> _Sql:
    """Sources, parties and ratings belong to a dispute through the lines that refer to them."""
    if listing.in_dispute is None:
        return _Sql()
    line = "EXISTS (SELECT 1 FROM factcheck_publication AS own JOIN factcheck_ref AS r ON r.uid = own.uid"
    facet = "JOIN factcheck_facet AS f ON f.seq = r.seq AND f.name = 'dispute' AND f.value = %s"
    value = str(listing.in_dispute)
    return _Sql(f"AND {line} {facet}", (value,)) + _live(view, "f") + _Sql(f"WHERE own.seq = w.seq {FENCE})")


def match_condition_sql(words: str) -> _Sql:
    """The full-text condition for the words that a reader typed; none for none."""
    condition = match_condition(words)
    return _Sql(f"AND {condition[0]}", condition[1]) if condition else _Sql()


def _order(listing: Listing, prefix: str) -> str:
    way = "ASC" if listing.ascending else "DESC"
    return f"ORDER BY {prefix}happened_key {way}, {prefix}seq {way}"
