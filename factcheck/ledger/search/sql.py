"""The SQL of searching every kind of record at once, as of a view.

A word that is seldom said is looked up in the index, and whatever holds it is taken; no list is walked for it, so that
an absent word costs nothing. One that is said more often than CAPS allow is common: a walk along the list in its order
meets it soon, each step asking the index of one line, behind a fence that keeps the planner from turning it round.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from factcheck.text import edtf

from ..derive import SEQ_DIGITS, tag
from ..dispute_scope import dispute_probe, facet_probe, live
from ..reading import View
from ..sql_parts import (
    FENCE,
    Sql,
    fetch_all,
    in_key_range,
    is_dated,
    is_undated,
    joined,
    placeholders,
    stored_moment,
)
from .query_text import Phrase, SearchTerms, index_query, matching

CAPS = {"postgresql": 2_000, "sqlite": 10_000}
"""Matches up to which looking them all up is cheaper than walking."""
COUNTED = 2_000
RELEVANCE, LATEST, EARLIEST, PUBLISHED = ORDERS = (
    "relevance",
    "-happened",
    "happened",
    "-published",
)
KEY_DIGITS = len(edtf.UNDATED) + SEQ_DIGITS
NO_DATE = int(edtf.UNDATED) * 10**SEQ_DIGITS
"""The least key of what is not dated, as a number."""


class Hit(NamedTuple):
    """A line that was found. `place` is what its list is ordered by, before the number of the line."""

    seq: int
    kind: str
    happened_key: str
    place: int = 0


@dataclass(frozen=True)
class Search:
    """What is asked. `tags` are groups of (name, value) in the index, one of each must be there.

    `facets` is {name: any of these values}, for what the index does not know; `language` are tags in small letters.
    `by_reference` are kinds that belong to a dispute only because its records refer to them: they are held against
    `in_dispute`. `kinds` are those that are searched, `only` those that are shown.
    """

    words: SearchTerms
    kinds: tuple[str, ...]
    only: tuple[str, ...] = ()
    tags: tuple[tuple[tuple[str, str], ...], ...] = ()
    in_dispute: tuple[UUID, ...] | None = None
    by_reference: tuple[str, ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    language: tuple[str, ...] = ()
    key_from: str = ""
    key_before: str = ""
    published_after: datetime | None = None
    published_before: datetime | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        return self.only or self.kinds


def looked_up(view: View, search: Search) -> list[Hit] | None:
    """Every line that answers; None where the words are common."""
    cap = CAPS[connection.vendor]
    query = Sql("WITH matches AS") + _matches(search)
    query += Sql(
        ", few AS MATERIALIZED (SELECT seq FROM matches LIMIT %s),", (cap + 1,)
    )
    query += Sql("n AS MATERIALIZED (SELECT COUNT(*) AS matched FROM few), found AS (")
    query += Sql(
        "SELECT w.seq, w.kind, w.happened_key FROM n CROSS JOIN factcheck_publication AS w "
        "WHERE n.matched <= %s AND w.seq IN (SELECT seq FROM few)",
        (cap,),
    )
    query += _conditions(view, search)
    query += Sql(") SELECT n.matched, found.* FROM n LEFT JOIN found ON 1 = 1")
    rows = fetch_all(query)
    if rows[0][0] > cap:
        return None
    return [Hit(*row[1:]) for row in rows if row[2] in search.shown]


def walked(
    view: View, search: Search, order: str, after: tuple[int, int] | None, size: int
) -> list[Hit]:
    """The next lines along the order that answer, at most `size`; what is not dated comes behind what is."""
    hits: list[Hit] = []
    for partition in _partitions(order, after):
        if len(hits) < size:
            hits += _walk(view, search, partition, order, size - len(hits))
    return hits


def _partitions(order: str, after: tuple[int, int] | None) -> list[Sql]:
    """The stretches of the order, in the order of reading: one, or what is dated and what is not, from `after` on."""
    if order == PUBLISHED:
        return [Sql("AND w.seq < %s", (after[1],)) if after else Sql()]
    beyond = Sql()
    if after:
        key = str(after[0]).zfill(KEY_DIGITS)
        sign = ">" if order == EARLIEST else "<"
        beyond = Sql(f"AND (w.happened_key, w.seq) {sign} (%s, %s)", (key, after[1]))
    if order == EARLIEST:
        return [beyond]
    if after and after[0] >= NO_DATE:
        return [is_undated() + beyond]
    return [is_dated() + beyond, is_undated()]


def _of_kinds(search: Search) -> Sql:
    return Sql(f"AND w.kind IN ({placeholders(len(search.shown))})", search.shown)


def _walk(
    view: View, search: Search, partition: Sql, order: str, size: int
) -> list[Hit]:
    if order == PUBLISHED and connection.vendor == "sqlite":
        return _walk_index(view, search, partition, size)
    query = Sql(
        "SELECT w.seq, w.kind, w.happened_key FROM factcheck_publication AS w WHERE 1 = 1"
    )
    query += _conditions(view, search) + _of_kinds(search)
    query += _is_in_index(_with_tags(search)) + partition
    direction = "ASC" if order == EARLIEST else "DESC"
    columns = f"w.happened_key {direction}, w.seq {direction}"
    if order == PUBLISHED:
        columns = f"w.seq {direction}"
    query += Sql(f"ORDER BY {columns} LIMIT %s", (size,))
    return [Hit(*row) for row in fetch_all(query)]


def _walk_index(view: View, search: Search, partition: Sql, size: int) -> list[Hit]:
    """FTS5's own index is in the order of the lines, and gives them one by one."""
    query = Sql(
        "SELECT w.seq, w.kind, w.happened_key FROM factcheck_searchindex AS s CROSS JOIN "
        "factcheck_publication AS w WHERE w.seq = s.rowid AND factcheck_searchindex MATCH"
    )
    query += index_query(_with_tags(search))
    query += _conditions(view, search) + _of_kinds(search)
    query += Sql(partition.text.replace("w.seq", "s.rowid"), partition.params)
    query += Sql("ORDER BY s.rowid DESC LIMIT %s", (size,))
    return [Hit(*row) for row in fetch_all(query)]


def _is_in_index(terms: SearchTerms) -> Sql:
    """That the index has the words at the line `w`."""
    if connection.vendor == "sqlite":
        own = "SELECT 1 FROM factcheck_searchindex AS s WHERE s.rowid = w.seq AND factcheck_searchindex MATCH"
        return Sql(f"AND EXISTS ({own}") + index_query(terms) + Sql(f"{FENCE})")
    own = "SELECT 1 FROM factcheck_searchtext AS s WHERE s.seq = w.seq AND s.words @@ ("
    return Sql(f"AND EXISTS ({own}") + index_query(terms) + Sql(f") {FENCE})")


def counted(view: View, search: Search) -> dict[str, int]:
    """How many lines of each kind answer, counted as far as COUNTED + 1; kept until the next line is appended."""
    return dict(_counts(view, replace(search, only=())))


@lru_cache(maxsize=256)
def _counts(view: View, search: Search) -> dict[str, int]:
    selects = []
    for number, kind in enumerate(search.kinds):
        count = _count(view, replace(search, only=(kind,)), kind)
        selects.append(Sql(f"SELECT * FROM ({count.text}) AS c{number}", count.params))
    rows = fetch_all(joined(" UNION ALL ", selects))
    return {kind: count for kind, count in rows if count}


def _count(view: View, search: Search, kind: str) -> Sql:
    query = Sql("SELECT %s AS kind, COUNT(*) AS n FROM (WITH matches AS", (kind,))
    query += _matches(search)
    # a probe, for if it were joined, all matches would be sorted first
    query += Sql("SELECT 1 AS one FROM matches WHERE EXISTS (")
    query += Sql("SELECT 1 FROM factcheck_publication AS w WHERE w.seq = matches.seq")
    query += _conditions(view, search)
    return query + Sql(f"{FENCE}) LIMIT %s) AS counted", (COUNTED + 1,))


def _matches(search: Search) -> Sql:
    """The index's answer, complete: under a limit PostgreSQL would rather read the whole table."""
    fence = "MATERIALIZED" if connection.vendor == "postgresql" else "NOT MATERIALIZED"
    return Sql(f"{fence} (") + matching(_with_tags(search)) + Sql(")")


def _with_tags(search: Search) -> SearchTerms:
    """The words, and what narrows them in the index itself."""
    groups = list(search.tags)
    if search.only:
        groups.append(tuple(("kind", kind) for kind in search.only))
    phrases = []
    for group in groups:
        phrases.append(tuple(Phrase((tag(name, value),)) for name, value in group))
    return replace(search.words, groups=(*search.words.groups, *phrases))


def _conditions(view: View, search: Search) -> Sql:
    """What the index does not know of the line `w`."""
    query = live(view, "w") + in_key_range(search.key_from, search.key_before)
    if search.language:
        marks = placeholders(len(search.language))
        query += Sql(f"AND LOWER(w.language) IN ({marks})", search.language)
    if search.published_after:
        moment = stored_moment(search.published_after)
        query += Sql("AND w.published_at >= %s", (moment,))
    if search.published_before:
        moment = stored_moment(search.published_before)
        query += Sql("AND w.published_at < %s", (moment,))
    for name, values in search.facets:
        query += facet_probe(name, values)
    return query + _belongs_to_dispute(view, search)


def _belongs_to_dispute(view: View, search: Search) -> Sql:
    """That what names no dispute itself is referred to by the dispute's records."""
    kinds = tuple(kind for kind in search.by_reference if kind in search.shown)
    if search.in_dispute is None or not kinds:
        return Sql()
    query = Sql(f"AND (w.kind NOT IN ({placeholders(len(kinds))})", kinds)
    for kind in kinds:
        query += Sql("OR (w.kind = %s", (kind,))
        query += dispute_probe(view, kind, search.in_dispute) + Sql(")")
    return query + Sql(")")
