"""The entries before and after one in its dispute's timeline."""

from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from factcheck import ledger
from factcheck.ledger import After, Listing, View
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.record_rows import lines_of
from factcheck.records import registry


class EntryNeighbours(NamedTuple):
    """The entry before one and the entry after it; None at either end."""

    before: PublishedRecord | None = None
    after: PublishedRecord | None = None


def neighbours_of(entry: PublishedRecord, view: View) -> EntryNeighbours:
    """The neighbours of an entry in the order of the timeline. Two queries."""
    dispute = view.follow(UUID(entry.payload["dispute"]))
    family = tuple(sorted(str(uid) for uid in view.family(dispute)))
    listing = replace(
        registry.get("entry").whole_list,
        facets=(("dispute", family),),
        ascending=True,
        after=After(entry.line.happened_key, entry.line.seq),
    )
    return EntryNeighbours(
        _nearest(entry, view, replace(listing, backwards=True)),
        _nearest(entry, view, listing),
    )


def _nearest(
    entry: PublishedRecord, view: View, listing: Listing
) -> PublishedRecord | None:
    """The first entry of a list, as the loader of this one has it."""
    for line in lines_of(ledger.page(view, listing, 1)):
        return PublishedRecord(entry.loader, line)
    return None
