"""How many sources something rests on: one that merely repeats another counts as that other."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from ..published_records import GoneRecord, PublishedRecord


class SourceCount(NamedTuple):
    """Sources that stand, how many of them are primary, how many repeat another, and how many were retracted."""

    all: int
    primary: int
    repeats: int
    retracted: int


def count_sources(cited: Iterable[PublishedRecord | GoneRecord | None]) -> SourceCount:
    """Count `cited`, each origin once."""
    sources = {source.uid: source for source in cited if source}
    standing = [
        source for source in sources.values() if isinstance(source, PublishedRecord)
    ]
    primary_by_origin: dict[UUID, bool] = {}
    for source in standing:
        origin = _origin(source)
        is_primary = source["rank"] == "primary"
        primary_by_origin[origin] = primary_by_origin.get(origin, False) or is_primary
    return SourceCount(
        all=len(primary_by_origin),
        primary=sum(primary_by_origin.values()),
        repeats=len(standing) - len(primary_by_origin),
        retracted=len(sources) - len(standing),
    )


def _origin(source: PublishedRecord) -> UUID:
    """The end of the chain of repetition, as far as the page has read it."""
    seen = set()
    while source.uid not in seen and (origin := source["derived_from"]):
        seen.add(source.uid)
        source = origin
    return source.uid
