"""Every claim with a verdict as ClaimReview in a DataFeed (schema.org), the shape that Data Commons reads.

It is written while it is read, a batch at a time: each batch is read as of the same line of the ledger, which gives the
same answer whenever it is asked, so that no state of the database is held for a slow reader.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import BadMoment, View, moment_text, payload_of
from factcheck.linked.nodes import address
from factcheck.linked.reviews import makes_review, review
from factcheck.linked.writing import CONTEXT, trimmed
from factcheck.models import Facet, Publication, Ref
from factcheck.pages.asked import BadQuery
from factcheck.pages.cards import Card, Deck

from .pages import OutPage
from .snippets import last_moment

BATCH = 200


class ClaimReviewFeed(OutPage):
    """All of it, or with `modified_since` what was published, changed or withdrawn after a moment."""

    parameters = ("modified_since",)

    def page(self, view: View) -> HttpResponse:
        lasting = replace(view, head_seq=view.seq + 1)  # lines may follow while the later batches are read
        return StreamingHttpResponse(_written(lasting, claims(lasting, self._since())), content_type="application/json")

    def _since(self) -> int:
        """The last line that the reader knows."""
        written = self.request.GET.get("modified_since", "").strip()
        if not written:
            return 0
        try:
            return ledger.as_of(ledger.parse_start(written)).seq
        except BadMoment as error:
            raise BadQuery(f"modified_since: {error}") from error


def claims(view: View, since: int) -> QuerySet[Publication]:
    """Claims that have, or once had, a verdict that makes a review, a tombstone of each that is gone included.

    With `since` those of which the claim itself, or something that it refers to, has a later line.
    """
    rated = Facet.objects.filter(name="rating", value__in=_reviewing(view), seq=OuterRef("seq"))
    own = Publication.objects.filter(Exists(rated), uid=OuterRef("uid"), seq__lte=view.seq)
    lines = Publication.objects.filter(view.live(), Exists(own), kind="claim").order_by("seq")
    if not since:
        return lines
    later = Publication.objects.filter(uid=OuterRef("uid"), seq__gt=since, seq__lte=view.seq)
    return lines.filter(Q(seq__gt=since) | Exists(Ref.objects.filter(Exists(later), seq=OuterRef("seq"))))


def _reviewing(view: View) -> list[str]:
    """The ratings that make a review, or once did: an opinion never was one, so none was withdrawn."""
    lines = Publication.objects.filter(kind="rating", seq__lte=view.seq).exclude(happened_key="")
    return sorted({str(line.uid) for line in lines if makes_review(payload_of(line))})


def _written(view: View, lines: QuerySet[Publication]) -> Iterator[str]:
    head = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "@id": address("/feeds/claimreview.json"),
        "name": _("Verdicts of The Record"),
        "dateModified": last_moment(view.hash, view.seq),
        "_ledger": {"about": address("/ledger/"), "seq": view.seq, "hash": view.hash},
    }
    yield _json(trimmed(head))[:-1] + ',"dataFeedElement":['
    comma = ""
    for item in _items(view, lines):
        yield comma + _json(item)
        comma = ",\n"
    yield "]}"


def _items(view: View, lines: QuerySet[Publication]) -> Iterator[dict]:
    last = 0
    while True:
        with ledger.snapshot():
            batch = list(lines.filter(seq__gt=last)[:BATCH])
            made = _batch(view, batch)
        yield from made
        if len(batch) < BATCH:
            return
        last = batch[-1].seq


def _batch(view: View, lines: list[Publication]) -> list[dict]:
    deck = Deck(view)
    cards = {card.uid: card for card in deck.add(line for line in lines if line.happened_key)}
    deck.fill(2)
    return [_item(line, cards.get(line.uid)) for line in lines]


def _item(line: Publication, card: Card | None) -> dict:
    """A claim as an item of the feed; without a verdict, or taken down, as one that was deleted."""
    node = review(card) if card else None
    path = payload_of(line).get("path", "")
    said = {"@type": "DataFeedItem", "@id": line.uid.urn, "url": address(path) if path else ""}
    if node is None:
        return trimmed(said) | {"dateDeleted": moment_text(_withdrawn(line, card)), "item": None}
    used = [other.line.published_at for other in _used(card)]
    return trimmed(
        said
        | {
            "dateCreated": card["first_published_at"],
            "dateModified": moment_text(max([line.published_at, *used])),
            "item": [{"@context": CONTEXT} | node],
        }
    )


def _withdrawn(line: Publication, card: Card | None) -> datetime:
    """Since when there is no review: since the claim's own line, or since that of the rating it was given."""
    rating = card["verdict"]["rating"] if card and card["verdict"] else None
    if rating is None:
        return line.published_at
    return rating.gone.at if rating.gone else max(line.published_at, rating.line.published_at)


def _used(card: Card) -> Iterable[Card]:
    """The records whose words stand in the review of a claim."""
    parts = [*card["evidence"], *card["appearances"]]
    named = [card["verdict"]["rating"], *(part.get(name) for part in parts for name in ("source", "party", "quote"))]
    return [each for each in named if each and not each.gone]


def _json(said: dict) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
