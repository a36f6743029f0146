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

RANKED, RANKED_OF_COMMON = 1_000, 300


@dataclass(frozen=True)
class Found:
    """One page of hits and whether more follow. `counts` are of each kind that was searched, COUNTED + 1 for more.

    `ranked` is how many lines were put in order of relevance: those published last, where there are more.
    """

    hits: list[Hit]
    has_more: bool
    counts: dict[str, int]
    ranked: int = 0


def find(
    view: View, search: Search, order: str, after: tuple[int, int] | None, size: int
) -> Found:
    """A page of what answers, in one of ORDERS, behind the (place, seq) that the page before ended with."""
    hits = looked_up(view, replace(search, only=()))
    if hits is None:
        counts, hits = (
            counted(view, search),
            looked_up(view, search) if search.only else None,
        )
    else:
        counts = dict(Counter(hit.kind for hit in hits))
        hits = [hit for hit in hits if hit.kind in search.shown]
    if order == RELEVANCE:
        ranked = _ranked(view, search, hits)
        return _page(ranked, after, size, counts, len(ranked))
    if hits is None:
        hits = walked(view, search, order, after, size + 1)
    return _page(
        sorted((_placed(hit, order) for hit in hits), key=_BY[order]),
        after,
        size,
        counts,
        by=_BY[order],
    )


def _descending(hit: Hit) -> tuple:
    return (-hit.place, -hit.seq)


def _ascending(hit: Hit) -> tuple:
    return (hit.place, hit.seq)


def _dated_first(hit: Hit) -> tuple:
    return (hit.place >= NO_DATE, -hit.place, -hit.seq)


_BY = {
    RELEVANCE: _descending,
    LATEST: _dated_first,
    EARLIEST: _ascending,
    PUBLISHED: _descending,
}


def _placed(hit: Hit, order: str) -> Hit:
    return hit if order == PUBLISHED else hit._replace(place=int(hit.happened_key))


def _page(
    hits: Sequence[Hit],
    after: tuple[int, int] | None,
    size: int,
    counts: dict[str, int],
    ranked: int = 0,
    by: Callable[[Hit], tuple] = _descending,
) -> Found:
    if after is not None:
        passed = by(Hit(after[1], "", "", after[0]))
        hits = [hit for hit in hits if by(hit) > passed]
    return Found(list(hits[:size]), len(hits) > size, counts, ranked)


def _ranked(view: View, search: Search, hits: list[Hit] | None) -> list[Hit]:
    """The hits published last, best first; of common words fewer, as each was met on a walk."""
    if hits is None:
        hits = walked(view, search, PUBLISHED, None, RANKED_OF_COMMON)
    latest = sorted(hits, reverse=True)[:RANKED]
    texts = dict(
        SearchText.objects.filter(seq__in=[hit.seq for hit in latest]).values_list(
            "seq", "text"
        )
    )
    placed = [
        hit._replace(place=score(search.words, texts.get(hit.seq, "")))
        for hit in latest
    ]
    return sorted(placed, key=_descending)
