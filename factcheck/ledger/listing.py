"""A page of a list, as SQL: one facet drives, the others are probes, pages are cut by (happened_key, seq).

The forms follow what was measured at a million lines: the driving walk uses the facet's own index in list order; a
probe is fenced by LIMIT 1 OFFSET 0 so that PostgreSQL does not turn it into a join; several values of one filter are
one short walk each, united.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from factcheck.text import edtf

from .dispute_scope import FENCE, Sql, dispute_probe, live, mention_probe
from .reading import View
from .search.query_text import match_condition
from .upgrades import public_text

# Which filter is likely to match the fewest lines, and so drives the walk.
NARROW = (
    *("source", "speaker", "claimant", "party", "publisher", "place", "rating"),
    *("key", "kind", "status", "dispute"),
)


NO_LIST = "nolist"  # the facet of what stands in no list although it is live


class Row(NamedTuple):
    """One line of a page; `public_text` is its payload in today's form."""

    seq: int
    happened_key: str
    public_text: str


class After(NamedTuple):
    """Where the page before ended."""

    happened_key: str
    seq: int


@dataclass(frozen=True)
class Listing:
    """What is asked of a list; every part is optional but the kind. `facets` is {name: any of these values}.

    `of_mentioned` asks the same of some record that the line refers to: entries by the verdict of a claim they mention.

    A descending list starts with what is not dated, unless `undated_last`. With `backwards` the rows before `after` are
    read, nearest first, so that a page before can be shown. `order_by_seq` orders by the line of the ledger instead of
    the date of the world: what was published last stands first, and `after` needs its number alone. With
    `listed_only` what has the facet NO_LIST is left out.
    """

    kind: str
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    of_mentioned: tuple[tuple[str, tuple[str, ...]], ...] = ()
    language: tuple[str, ...] = ()
    key_from: str = ""
    key_before: str = ""
    published_after: datetime | None = None
    published_before: datetime | None = None
    in_dispute: UUID | tuple[UUID, ...] | None = None
    words: str = ""
    ascending: bool = False
    undated_last: bool = False
    after: After | None = None
    backwards: bool = False
    order_by_seq: bool = False
    listed_only: bool = False

    @property
    def reads_ascending(self) -> bool:
        """Whether the rows are read in rising order: an ascending list forwards, a descending one backwards."""
        return self.ascending is not self.backwards

    @property
    def undated_partition(self) -> bool:
        """Whether what is not dated stands behind what is, although the list descends."""
        return self.undated_last and not (
            self.ascending or self.key_from or self.key_before or self.order_by_seq
        )


def page(view: View, listing: Listing, size: int) -> list[Row]:
    """At most `size` lines of the list as of the view, in order."""
    if _asks_for_nothing(listing):
        return []
    query = _page_sql(view, listing, size)
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.params)
        rows = map(Row._make, cursor.fetchall())
    return sorted(rows, key=_place(listing), reverse=not listing.reads_ascending)


def _place(listing: Listing) -> Callable[[Row], tuple]:
    """Where a row stands: the order that the database cut the page by, before it would have to sort payloads along."""
    if listing.order_by_seq:
        return lambda row: row.seq
    if not listing.undated_partition:
        return lambda row: (row.happened_key, row.seq)
    return lambda row: (row.happened_key < edtf.UNDATED, row.happened_key, row.seq)


def count(view: View, listing: Listing, cap: int | None = None) -> int:
    """How many lines the list has, counted up to `cap`."""
    if _asks_for_nothing(listing):
        return 0
    walks = _united(_walks(view, listing, cap))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({walks.text}) AS found", walks.params)
        found = cursor.fetchone()[0]
    return found if cap is None else min(found, cap)


def _asks_for_nothing(listing: Listing) -> bool:
    """A filter without a value, or with none that a payload could hold: no line can match it."""
    asked = [values for _, values in (*listing.facets, *listing.of_mentioned)] + (
        [listing.language] if listing.language else []
    )
    return not all(any("\0" not in value for value in values) for values in asked)


def _sayable(values: Sequence[str]) -> tuple[str, ...]:
    """The values that a payload could hold; PostgreSQL refuses a question with NUL in it."""
    return tuple(value for value in values if "\0" not in value)


def _page_sql(view: View, listing: Listing, size: int) -> Sql:
    walks = _united(_walks(view, listing, size))
    return Sql(
        f"SELECT found.seq, found.happened_key, {public_text('line')} FROM (SELECT walks.seq, walks.happened_key "
        f"FROM ({walks.text}) AS walks {_whole_order(listing)} LIMIT %s) AS found "
        "JOIN factcheck_publication AS line ON line.seq = found.seq",
        (*walks.params, size),
    )


def _united(walks: Sequence[Sql]) -> Sql:
    if len(walks) == 1:
        return walks[0]
    text = " UNION ".join(  # a line with two of the values is found by two walks, and stands once
        f"SELECT * FROM ({walk.text}) AS walk{i}" for i, walk in enumerate(walks)
    )
    return Sql(text, tuple(p for walk in walks for p in walk.params))


def _walks(view: View, listing: Listing, size: int | None) -> list[Sql]:
    """One walk a value of the driving facet, or one over the kind's own lines; each in every band."""
    facets = sorted(
        ((name, _sayable(values)) for name, values in listing.facets), key=_width
    )
    bands = _bands(listing)
    if not facets:
        return [
            _walk(view, listing, size, "factcheck_publication", None, (), band)
            for band in bands
        ]
    (name, values), *probes = facets
    return [
        _walk(
            view, listing, size, "factcheck_facet", (name, value), tuple(probes), band
        )
        for value in values
        for band in bands
    ]


def _width(facet: tuple[str, tuple[str, ...]]) -> int:
    """How many lines a filter is likely to leave; one that nobody measured is taken for a wide one."""
    return NARROW.index(facet[0]) if facet[0] in NARROW else len(NARROW)


def _walk(
    view: View, listing: Listing, size: int | None, table: str, drive, probes, band: Sql
) -> Sql:
    query = Sql(
        f"SELECT w.seq, w.happened_key FROM {table} AS w WHERE w.kind = %s",
        (listing.kind,),
    )
    if drive:
        query += Sql("AND w.name = %s AND w.value = %s", drive)
    query += live(view, "w") + band
    for name, values in probes:
        query += _probe(name, values)
    for name, values in listing.of_mentioned:
        query += mention_probe(view, name, _sayable(values))
    if listing.listed_only:
        query += _listed()
    query += (
        _line_probe(listing)
        + dispute_probe(view, listing.kind, listing.in_dispute)
        + match_condition_sql(listing.words)
    )
    query += Sql(_order(listing, "w."))
    return query if size is None else query + Sql("LIMIT %s", (size,))


def _bands(listing: Listing) -> list[Sql]:
    """The stretches of the order, in the order of reading: one, or what is dated and what is not, from `after` on."""
    if not listing.undated_partition:
        return [_range(listing) + _beyond(listing)]
    dated = Sql("AND w.happened_key > %s AND w.happened_key < %s", ("", edtf.UNDATED))
    undated = Sql("AND w.happened_key >= %s", (edtf.UNDATED,))
    if listing.after is None:
        return [dated, undated]
    is_at_the_end = listing.after.happened_key >= edtf.UNDATED
    cut, whole = (undated, dated) if is_at_the_end else (dated, undated)
    return [cut + _beyond(listing)] + (
        [whole] if is_at_the_end is listing.backwards else []
    )


def _range(listing: Listing) -> Sql:
    query = Sql("AND w.happened_key > %s", (listing.key_from,))
    if before := listing.key_before or (edtf.UNDATED if listing.key_from else ""):
        query += Sql(
            "AND w.happened_key < %s", (before,)
        )  # what is not dated is not known to be after anything
    return query


def _beyond(listing: Listing) -> Sql:
    if listing.after is None:
        return Sql()
    sign = ">" if listing.reads_ascending else "<"
    if listing.order_by_seq:
        return Sql(f"AND w.seq {sign} %s", (listing.after.seq,))
    return Sql(f"AND (w.happened_key, w.seq) {sign} (%s, %s)", tuple(listing.after))


def _probe(name: str, values: tuple[str, ...]) -> Sql:
    marks = ", ".join(["%s"] * len(values))
    return Sql(
        "AND EXISTS (SELECT 1 FROM factcheck_facet AS f WHERE f.seq = w.seq AND f.name = %s "
        f"AND f.value IN ({marks}) {FENCE})",
        (name, *values),
    )


def _listed() -> Sql:
    return Sql(
        f"AND NOT EXISTS (SELECT 1 FROM factcheck_facet AS f WHERE f.seq = w.seq AND f.name = %s {FENCE})",
        (NO_LIST,),
    )


def _line_probe(listing: Listing) -> Sql:
    """Conditions on the line itself, for what is no facet."""
    terms = []
    if listing.language:
        languages = _sayable(listing.language)
        tags = tuple(
            language.lower() for language in languages
        )  # language tags have no case
        terms.append(
            Sql(f"AND LOWER(p.language) IN ({', '.join(['%s'] * len(tags))})", tags)
        )
    if listing.published_after:
        terms.append(
            Sql("AND p.published_at >= %s", (_stored(listing.published_after),))
        )
    if listing.published_before:
        terms.append(
            Sql("AND p.published_at < %s", (_stored(listing.published_before),))
        )
    if not terms:
        return Sql()
    query = Sql(
        "AND EXISTS (SELECT 1 FROM factcheck_publication AS p WHERE p.seq = w.seq"
    )
    for term in terms:
        query += term
    return query + Sql(f"{FENCE})")


def _stored(moment: datetime):
    """A moment as this database keeps it; SQLite compares texts, so the text must be written its way."""
    return connection.ops.adapt_datetimefield_value(moment)


def match_condition_sql(words: str) -> Sql:
    """The full-text condition for the words that a reader typed; none for none."""
    condition = match_condition(words)
    return Sql(f"AND {condition[0]}", condition[1]) if condition else Sql()


def _order(listing: Listing, prefix: str) -> str:
    way = "ASC" if listing.reads_ascending else "DESC"
    if listing.order_by_seq:
        return f"ORDER BY {prefix}seq {way}"
    return f"ORDER BY {prefix}happened_key {way}, {prefix}seq {way}"


def _whole_order(listing: Listing) -> str:
    """The order of the page, which may run over both bands."""
    if not listing.undated_partition:
        return _order(listing, "walks.")
    way = "DESC" if listing.backwards else "ASC"
    is_undated = f"(walks.happened_key >= '{edtf.UNDATED}')"
    return _order(listing, "walks.").replace(
        "ORDER BY", f"ORDER BY {is_undated} {way},"
    )
