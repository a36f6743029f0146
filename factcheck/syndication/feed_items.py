"""What a feed is made of, whatever it is written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.template.loader import render_to_string

from factcheck.models import Publication
from factcheck.pages.labels.bylines import names
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.published_site import PublishedSite
from factcheck.records import registry

from .base_views import AbsoluteFrame


@dataclass(frozen=True)
class SyndicationItem:
    """One thing that a feed tells; `html` is safe HTML, `title` plain text."""

    uid: UUID
    title: str
    address: str
    published: datetime
    updated: datetime
    html: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class FeedDocument:
    """A whole feed. Addresses are absolute; `following` is the next page's, empty on the last; `site_address` is
    that of the page about the site; `seq` and `hash` are of the line of the ledger at which it was read."""

    title: str
    about: str
    home: str
    first: str
    address: str
    following: str
    site: PublishedSite
    site_address: str
    icon: str
    language: str
    updated: datetime
    seq: int
    hash: str
    ledger: str
    items: list[SyndicationItem]


def by_line(items: Iterable[tuple[int, SyndicationItem]]) -> list[SyndicationItem]:
    """Items in the order of a feed: that of the last line first."""
    return [item for _, item in sorted(items, key=lambda each: -each[0])]


def record_item(card: PublishedRecord, away: AbsoluteFrame) -> SyndicationItem:
    """A published record as an item: known by its own uid, so that a change renews it."""
    payload = card.payload
    return SyndicationItem(
        card.uid,
        card.title,
        away.link(card.path),
        datetime.fromisoformat(payload["first_published_at"]),
        datetime.fromisoformat(payload["published_at"]),
        render_to_string(
            f"syndication/{card.kind}.html", {"page": away, card.kind: card}
        ).strip(),
        names(payload, "edited_by"),
        (registry.get(card.kind).name,),
        card.title_language,
    )


def line_item(
    line: Publication,
    title: str,
    address: str,
    html: str,
    authors: tuple[str, ...] = (),
) -> SyndicationItem:
    """A line of the ledger as an item: it never changes, and is known by its record and version."""
    return SyndicationItem(
        uuid5(line.uid, str(line.version)),
        title,
        address,
        line.published_at,
        line.published_at,
        html.strip(),
        authors,
        (line.action, line.kind),
    )
