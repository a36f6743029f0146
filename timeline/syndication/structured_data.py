"""Entries and disputes as schema.org says them."""

from collections.abc import Iterable

from factcheck.pages.markup import plain
from factcheck.pages.published_records import PublishedRecord
from factcheck.syndication.structured_data.nodes import (
    about_page,
    address,
    corrections_of,
    desk,
    desk_id,
    node_id,
    party,
    works,
)
from factcheck.syndication.structured_data.reviews import MADE_BY, evidence
from factcheck.text import edtf
from factcheck.text.edtf import DateError
from factcheck.text.edtf.parts import EdtfPoint

from .spans import parts_of, plain_span

CLAIMS = 50
STATUS = {
    "cancelled": "EventCancelled",
    "planned": "EventScheduled",
    "announced": "EventScheduled",
}


def event(entry: PublishedRecord) -> dict:
    """What happened, when and where, as far as it is known."""
    status = STATUS.get(entry["status"])
    return {
        "@type": "Event",
        **node_id(entry, "event"),
        "url": address(entry.path),
        "name": entry["headline"],
        "description": plain(entry["body"]),
        **_dated(entry),
        "eventStatus": f"https://schema.org/{status}" if status else "",
        "location": {"@type": "Place", "name": entry["place"]}
        if entry["place"]
        else None,
        "contributor": _party_nodes(entry["parties"]),
        "subjectOf": works(citation["source"] for citation in entry["citations"]),
        **about_page(entry),
    }


def _party_nodes(records: Iterable) -> list[dict]:
    """Who took part, as far as they may be named."""
    nodes = []
    for record in records:
        if node := party(record):
            nodes.append(node)
    return nodes


def _dated(entry: PublishedRecord) -> dict[str, str]:
    """When it began and ended, only where both are known as a calendar says them."""
    try:
        date = edtf.parse(entry["when"])
    except DateError:
        return {}
    if exact := edtf.time_attribute(date, entry["time"] or None, entry["zone"]):
        return {"startDate": exact}
    span = plain_span(date)
    if span is None or any(
        point.precision == "season" or not 1 <= point.first_year <= 9999
        for point in span
    ):
        return {}
    return {"startDate": _iso(span.start), "endDate": _iso(span.end)}


def _iso(point: EdtfPoint) -> str:
    parts = parts_of(point)
    numbers = []
    for name, width in (("year", 4), ("month", 2), ("day", 2)):
        if name in parts:
            numbers.append(f"{parts[name]:0{width}}")
    return "-".join(numbers)


def article(dispute: PublishedRecord) -> dict:
    """The account of a dispute, by the desk."""
    return {
        "@type": "Article",
        **node_id(dispute, "article"),
        "url": address(dispute.path),
        "headline": dispute["title"],
        "description": plain(dispute["summary"]),
        "inLanguage": dispute["language"],
        "datePublished": dispute["first_published_at"],
        "author": desk(dispute.loader.view),
        "publisher": {"@id": desk_id()},
        "correction": corrections_of(dispute),
        "mainEntityOfPage": address(dispute.path),
    }


def claims_graph(claims: list[PublishedRecord]) -> dict:
    """The first claims of a timeline with what they rest on, in few words: each has a page that says the rest."""
    return {"@graph": [_briefly(claim) for claim in claims[:CLAIMS]]}


def _briefly(claim: PublishedRecord) -> dict:
    makers = [part["party"] for part in claim["appearances"] if part["role"] in MADE_BY]
    return {
        "@type": "Claim",
        **node_id(claim, "claim"),
        "url": address(claim.path),
        "text": claim["text"],
        "author": [
            _only(node, "@type", "@id", "name") for node in _party_nodes(makers)
        ],
        "citation": [_only(node, "@type", "@id", "url") for node in evidence(claim)],
    }


def _only(node: dict, *names: str) -> dict:
    return {name: node[name] for name in names}
