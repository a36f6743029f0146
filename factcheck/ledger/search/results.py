"""Searching every kind of record at once: what is found, how much of it there is, and in what order."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from factcheck.models import SearchText

from ..reading import View
from .ranking import score
from .sql import (
    EARLIEST,
    LATEST,
    NO_DATE,
    PUBLISHED,
    RELEVANCE,
    Hit,
    Search,
    counted,
    looked_up,
    walked,
)

RANKED, RANKED_OF_COMMON = 300, 300


@dataclass(frozen=True)
class SearchHits:
    """One page of hits and whether more follow. `counts` are of each kind that was searched, COUNTED + 1 for more.

    `ranked` is how many lines were put in order of relevance: those published last, where there are more.
    """

    hits: list[Hit]
    has_more: bool
    counts: dict[str, int]
    ranked: int = 0


def find(
    view: View, search: Search, order: str, after: tuple[int, int] | None, size: int
) -> SearchHits:
    """A page of what answers, in one of ORDERS, behind the (place, seq) that the page before ended with."""
    hits = looked_up(view, replace(search, only=()))
    if hits is None:
        counts = counted(view, search)
        if search.only:
            hits = looked_up(view, search)
    else:
        counts = dict(Counter(hit.kind for hit in hits))
        hits = [hit for hit in hits if hit.kind in search.shown]
    if order == RELEVANCE:
        ranked = _ranked(view, search, hits)
        return _page(ranked, after, size, counts, len(ranked))
    if hits is None:
        hits = walked(view, search, order, after, size + 1)
    sort_key = _SORT_KEYS[order]
    placed = sorted((_with_place(hit, order) for hit in hits), key=sort_key)
    return _page(placed, after, size, counts, sort_key=sort_key)


def _descending(hit: Hit) -> tuple[int, ...]:
    return (-hit.place, -hit.seq)


def _ascending(hit: Hit) -> tuple[int, ...]:
    return (hit.place, hit.seq)


def _dated_first(hit: Hit) -> tuple[int, ...]:
    return (hit.place >= NO_DATE, -hit.place, -hit.seq)


_SORT_KEYS = {
    RELEVANCE: _descending,
    LATEST: _dated_first,
    EARLIEST: _ascending,
    PUBLISHED: _descending,
}


def _with_place(hit: Hit, order: str) -> Hit:
    if order == PUBLISHED:
        return hit
    return Hit(hit.seq, hit.kind, hit.happened_key, int(hit.happened_key))


def _page(
    hits: Sequence[Hit],
    after: tuple[int, int] | None,
    size: int,
    counts: dict[str, int],
    ranked: int = 0,
    sort_key: Callable[[Hit], tuple[int, ...]] = _descending,
) -> SearchHits:
    if after is not None:
        passed = sort_key(Hit(after[1], "", "", after[0]))
        hits = [hit for hit in hits if sort_key(hit) > passed]
    return SearchHits(list(hits[:size]), len(hits) > size, counts, ranked)


def _ranked(view: View, search: Search, hits: list[Hit] | None) -> list[Hit]:
    """The hits published last, best first; of common words fewer, as each was met on a walk."""
    if hits is None:
        hits = walked(view, search, PUBLISHED, None, RANKED_OF_COMMON)
    latest = sorted(hits, reverse=True)[:RANKED]
    stored = SearchText.objects.filter(seq__in=[hit.seq for hit in latest])
    texts = dict(stored.values_list("seq", "text"))
    scored = []
    for hit in latest:
        place = score(search.words, texts.get(hit.seq, ""))
        scored.append(hit._replace(place=place))
    return sorted(scored, key=_descending)
