"""Quotes, sources, parties and corrections as schema.org says them."""

from collections.abc import Iterable

from django.urls import reverse

from factcheck.models import Publication
from factcheck.pages.diff.changes import LedgerChange
from factcheck.pages.published_records import PublishedRecord

from .nodes import about_page, address, corrections_of, day, node_id, party, work


def quotation(quote: PublishedRecord) -> dict:
    """Exact words, who said them, and the work that they stand in."""
    return {
        "@type": "Quotation",
        **node_id(quote, "quote"),
        "url": address(quote.path),
        "text": quote["words"],
        "inLanguage": quote["language"],
        "spokenByCharacter": party(quote["speaker"]),
        "dateCreated": day(quote["said_on"]),
        "isPartOf": work(quote["source"]),
        "correction": corrections_of(quote),
        **about_page(quote),
    }


def cited(source: PublishedRecord) -> dict:
    """A cited work as itself: its own address, publisher and day."""
    return {
        **(work(source) or {}),
        "alternativeHeadline": source["subtitle"],
        "publisher": party(source["publisher"]),
        "author": [{"@type": "Person", "name": name} for name in source["authors"]],
        "datePublished": day(source["published_on"]),
        "inLanguage": source["language"],
        "archivedAt": source["archives"],
        "isBasedOn": work(source["derived_from"]),
        **about_page(source),
    }


def actor(card: PublishedRecord) -> dict:
    """A person or an organisation."""
    return {
        **(party(card) or {}),
        "alternateName": card["aliases"],
        "description": card["description"],
        **about_page(card),
    }


def corrections(changes: Iterable[LedgerChange]) -> dict:
    """Corrections that a page lists, each by its line of the ledger."""
    page = address(reverse("corrections"))
    comments = [
        {
            "@type": "CorrectionComment",
            "@id": f"{page}#line-{change.line.seq}",
            "text": change.explanation,
            "datePublished": change.payload["published_at"],
            "parentItem": {
                "@type": "CreativeWork",
                "@id": address(change.path),
                "name": change.title,
            },
        }
        for change in changes
        if change.line.action == Publication.Action.CORRECT
        and change.path
        and change.explanation
    ]
    return {
        "@type": "CollectionPage",
        "@id": f"{page}#page",
        "url": page,
        "comment": comments,
    }
