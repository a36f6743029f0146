"""A page of a list, as SQL: one facet drives, the others are probes, pages are cut by (happened_key, seq).

The forms follow what was measured at a million lines: the driving walk uses the facet's own index in list order; a
probe is fenced by LIMIT 1 OFFSET 0 so that PostgreSQL does not turn it into a join; several values of one filter are
one short walk each, united.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from factcheck.text import edtf

from .derive import SEQ_DIGITS
from .dispute_scope import dispute_probe, facet_probe, live, mention_probe
from .reading import View
from .search.names import with_other_names
from .search.query_text import matching, read_words
from .sql_parts import (
    FENCE,
    Sql,
    fetch_all,
    fetch_one,
    in_key_range,
    is_dated,
    is_undated,
    joined,
    placeholders,
    stored_moment,
)
from .upgrades import public_text

# Which filter is likely to match the fewest lines, and so drives the walk.
NARROW = (
    *("source", "speaker", "claimant", "party", "publisher", "place", "rating"),
    *("key", "kind", "status", "dispute"),
)


NO_LIST = "nolist"  # the facet of what stands in no list although it is live


class ListRow(NamedTuple):
    """One line of a page; `public_text` is its payload in today's form."""

    seq: int
    happened_key: str
    public_text: str


class After(NamedTuple):
    """Where the page before ended."""

    happened_key: str
    seq: int


EARLIER_DIGITS = len(edtf.UNDATED) - edtf.PLACE_DIGITS + SEQ_DIGITS
"""Digits of a key, with the number of its line, from before keys held a place among what has one date."""


def read_after(key: str, seq: int) -> After:
    """Where a page ended, by the key and the line that a cursor names; cursors of earlier releases hold good.

    A search writes keys as numbers: that of a year before Christ is a digit shorter. What else is shorter is no key.
    """
    if EARLIER_DIGITS - 1 <= len(key) <= EARLIER_DIGITS:
        key = edtf.without_places(key.zfill(EARLIER_DIGITS))
    return After(key, seq)


@dataclass(frozen=True)
class Listing:
    """What is asked of a list; every part is optional but the kind. `facets` is {name: any of these values}.

    `of_mentioned` asks the same of some record that the line refers to: entries by the verdict of a claim they mention.

    A descending list starts with what is not dated, unless `undated_last`. With `backwards` the rows before `after` are
    read, nearest first, so that a page before can be shown. `order_by_seq` orders by the line of the ledger instead of
    the date of the world: what was published last stands first, and `after` needs its number alone. With `listed_only`
    what has the facet NO_LIST is left out.
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


def page(view: View, listing: Listing, size: int) -> list[ListRow]:
    """At most `size` lines of the list as of the view, in order."""
    if _matches_nothing(listing):
        return []
    rows = map(ListRow._make, fetch_all(_page_sql(view, listing, size)))
    return sorted(rows, key=_sort_key(listing), reverse=not listing.reads_ascending)


def _sort_key(listing: Listing) -> Callable[[ListRow], tuple[Any, ...]]:
    """The order that the database cut the page by, before it would have to sort payloads along."""
    if listing.order_by_seq:
        return lambda row: (row.seq,)
    if not listing.undated_partition:
        return lambda row: (row.happened_key, row.seq)
    return lambda row: (row.happened_key < edtf.UNDATED, row.happened_key, row.seq)


def count(view: View, listing: Listing, cap: int | None = None) -> int:
    """How many lines the list has, counted up to `cap`."""
    if _matches_nothing(listing):
        return 0
    walks = _union(_walks(view, listing, cap))
    query = Sql(f"SELECT COUNT(*) FROM ({walks.text}) AS found", walks.params)
    total: int
    (total,) = fetch_one(query)
    return total if cap is None else min(total, cap)


def _matches_nothing(listing: Listing) -> bool:
    """A filter without a value, or with none that a payload could hold: no line can match it."""
    if listing.language and not _possible(listing.language):
        return True
    filters = (*listing.facets, *listing.of_mentioned)
    return not all(_possible(values) for _name, values in filters)


def _possible(values: Sequence[str]) -> tuple[str, ...]:
    """The values that a payload could hold; PostgreSQL refuses a parameter with NUL in it."""
    return tuple(value for value in values if "\0" not in value)


def _page_sql(view: View, listing: Listing, size: int) -> Sql:
    walks = _union(_walks(view, listing, size))
    return Sql(
        f"SELECT found.seq, found.happened_key, {public_text('line')} FROM (SELECT walks.seq, walks.happened_key "
        f"FROM ({walks.text}) AS walks {_whole_order(listing)} LIMIT %s) AS found "
        "JOIN factcheck_publication AS line ON line.seq = found.seq",
        (*walks.params, size),
    )


def _union(walks: Sequence[Sql]) -> Sql:
    if len(walks) == 1:
        return walks[0]
    selects = []
    for number, walk in enumerate(walks):
        selects.append(Sql(f"SELECT * FROM ({walk.text}) AS walk{number}", walk.params))
    # a line with two of the values is found by two walks, and stands once
    return joined(" UNION ", selects)


def _walks(view: View, listing: Listing, size: int | None) -> list[Sql]:
    """One walk a value of the driving facet, or one over the kind's own lines; each in every partition."""
    facets = [(name, _possible(values)) for name, values in listing.facets]
    facets.sort(key=_width)
    starts = [_from_lines(listing)]
    if facets:
        name, values = facets.pop(0)
        starts = [_from_facet(listing, name, value) for value in values]
    walks = []
    for start in starts:
        for partition in _partitions(listing):
            walk = start + live(view, "w") + partition
            walk += _conditions(view, listing, facets)
            walk += Sql(_order(listing, "w."))
            if size is not None:
                walk += Sql("LIMIT %s", (size,))
            walks.append(walk)
    return walks


def _width(facet: tuple[str, tuple[str, ...]]) -> int:
    """How many lines a filter is likely to leave; one that nobody measured is taken for a wide one."""
    return NARROW.index(facet[0]) if facet[0] in NARROW else len(NARROW)


def _from_lines(listing: Listing) -> Sql:
    return Sql(
        "SELECT w.seq, w.happened_key FROM factcheck_publication AS w WHERE w.kind = %s",
        (listing.kind,),
    )


def _from_facet(listing: Listing, name: str, value: str) -> Sql:
    return Sql(
        "SELECT w.seq, w.happened_key FROM factcheck_facet AS w WHERE w.kind = %s "
        "AND w.name = %s AND w.value = %s",
        (listing.kind, name, value),
    )


def _conditions(
    view: View, listing: Listing, probes: Sequence[tuple[str, tuple[str, ...]]]
) -> Sql:
    """What must hold of the walked line `w`, beside the facet that the walk is driven by."""
    conditions = Sql()
    for name, values in probes:
        conditions += facet_probe(name, values)
    for name, values in listing.of_mentioned:
        conditions += mention_probe(view, name, _possible(values))
    if listing.listed_only:
        conditions += _is_listed()
    conditions += _line_probe(listing)
    conditions += dispute_probe(view, listing.kind, listing.in_dispute)
    return conditions + match_condition_sql(view, listing.words)


def _partitions(listing: Listing) -> list[Sql]:
    """The stretches of the order, in the order of reading: one, or what is dated and what is not, from `after` on."""
    if not listing.undated_partition:
        return [in_key_range(listing.key_from, listing.key_before) + _beyond(listing)]
    dated = Sql("AND w.happened_key > %s", ("",)) + is_dated()
    undated = is_undated()
    if listing.after is None:
        return [dated, undated]
    is_in_undated = listing.after.happened_key >= edtf.UNDATED
    entered, other = (undated, dated) if is_in_undated else (dated, undated)
    partitions = [entered + _beyond(listing)]
    if is_in_undated is listing.backwards:
        partitions.append(other)
    return partitions


def _beyond(listing: Listing) -> Sql:
    """That the line `w` stands behind the row that the page before ended with."""
    if listing.after is None:
        return Sql()
    sign = ">" if listing.reads_ascending else "<"
    if listing.order_by_seq:
        return Sql(f"AND w.seq {sign} %s", (listing.after.seq,))
    return Sql(f"AND (w.happened_key, w.seq) {sign} (%s, %s)", tuple(listing.after))


def _is_listed() -> Sql:
    return Sql(
        f"AND NOT EXISTS (SELECT 1 FROM factcheck_facet AS f WHERE f.seq = w.seq AND f.name = %s {FENCE})",
        (NO_LIST,),
    )


def _line_probe(listing: Listing) -> Sql:
    """Conditions on the line itself, for what is no facet."""
    conditions = Sql()
    if listing.language:
        # language tags have no case
        tags = tuple(tag.lower() for tag in _possible(listing.language))
        conditions += Sql(f"AND LOWER(p.language) IN ({placeholders(len(tags))})", tags)
    if listing.published_after:
        moment = stored_moment(listing.published_after)
        conditions += Sql("AND p.published_at >= %s", (moment,))
    if listing.published_before:
        moment = stored_moment(listing.published_before)
        conditions += Sql("AND p.published_at < %s", (moment,))
    if not conditions.text:
        return Sql()
    start = "AND EXISTS (SELECT 1 FROM factcheck_publication AS p WHERE p.seq = w.seq"
    return Sql(start) + conditions + Sql(f"{FENCE})")


def match_condition_sql(view: View, words: str) -> Sql:
    """The full-text condition for the words that a reader typed, with other names of what they name; none for none."""
    if not words.strip():
        return Sql()
    terms = with_other_names(view, read_words(words))
    if not terms.groups:
        return Sql("AND 1 = 0")
    return Sql("AND w.seq IN (") + matching(terms) + Sql(")")


def _order(listing: Listing, prefix: str) -> str:
    direction = "ASC" if listing.reads_ascending else "DESC"
    if listing.order_by_seq:
        return f"ORDER BY {prefix}seq {direction}"
    return f"ORDER BY {prefix}happened_key {direction}, {prefix}seq {direction}"


def _whole_order(listing: Listing) -> str:
    """The order of the page, which may run over both partitions."""
    if not listing.undated_partition:
        return _order(listing, "walks.")
    direction = "DESC" if listing.backwards else "ASC"
    is_undated_row = f"(walks.happened_key >= '{edtf.UNDATED}')"
    return _order(listing, "walks.").replace(
        "ORDER BY", f"ORDER BY {is_undated_row} {direction},"
    )
