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
    named = {card.uid: card for card in cited if card}
    standing = [card for card in named.values() if not card.gone]
    origins: dict[UUID, list[PublishedRecord]] = {}
    for card in standing:
        origins.setdefault(_origin(card), []).append(card)
    primary = sum(
        any(card["rank"] == "primary" for card in cards) for cards in origins.values()
    )
    return SourceCount(
        len(origins), primary, len(standing) - len(origins), len(named) - len(standing)
    )


def _origin(source: PublishedRecord) -> UUID:
    """The end of the chain of repetition, as far as the page has read it."""
    seen = set()
    while source.uid not in seen and (origin := source["derived_from"]):
        seen.add(source.uid)
        source = origin
    return source.uid
