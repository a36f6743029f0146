"""The dispute that a record's page belongs to, where links need one: to comparisons, to verdicts that changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from .published_records import GoneRecord, PublishedRecord

Card = PublishedRecord | GoneRecord


def dispute_of(
    context: Mapping[str, Any], card: PublishedRecord | None
) -> PublishedRecord | None:
    """The first live dispute of a page: its own, that of its record, or that of a record which refers to it.

    `context` is what the template shows, `card` the record of the page. None where the page belongs to none.
    """
    for dispute in _candidates(context, card):
        if dispute and not isinstance(dispute, GoneRecord):
            return dispute
    return None


def _candidates(
    context: Mapping[str, Any], card: PublishedRecord | None
) -> Iterable[Card | None]:
    if "dispute" in context:
        yield context["dispute"]
    if card:
        yield from _named_by(card)
    users = context.get("users") or {}
    for kind in ("dispute", "entry", "claim", "quote"):
        for user in users.get(kind, {}).get("cards", []):
            yield from [user] if kind == "dispute" else _named_by(user)


def _named_by(card: PublishedRecord) -> Iterable[Card | None]:
    """The disputes that a record names itself."""
    if card.payload.get("dispute"):
        yield card["dispute"]
    if card.payload.get("disputes"):
        yield from card["disputes"]
