"""The passages of a source that the record cites, and where."""

from collections.abc import Iterator
from typing import NamedTuple

from ..published_records import PublishedRecord


class CitedPassage(NamedTuple):
    """One cited passage: its words with the sentences around, where a reader finds it, and the record that cites it."""

    passage: dict
    locator: str
    by: PublishedRecord


def cited_passages(
    cards: list[PublishedRecord], sources: set[str]
) -> list[CitedPassage]:
    """Every passage of the sources, in the order of the archived text; passages without a place come last."""
    unique = {}
    for card in cards:
        for cited in _of(card, card.payload, sources):
            passage = cited.passage
            key = (passage["capture"], passage["start"], passage["exact"], card.uid)
            unique[key] = cited
    return sorted(unique.values(), key=_place)


def _place(cited: CitedPassage) -> tuple:
    start = cited.passage["start"]
    return start is None, cited.passage["capture"], start or 0


def _of(card: PublishedRecord, part: dict, sources: set[str]) -> Iterator[CitedPassage]:
    if part.get("passage") and part.get("source") in sources:
        yield CitedPassage(part["passage"], part.get("locator", ""), card)
    for value in part.values():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from _of(card, item, sources)
