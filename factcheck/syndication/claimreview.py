"""Every claim with a verdict as ClaimReview in a DataFeed (schema.org), the shape that Data Commons reads.

It is written while it is read, a batch at a time: each batch is read as of the same line of the ledger, which gives the
same answer whenever it is asked, so that no state of the database is held for a slow reader.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import BadMoment, View, moment_text, payload_of, whole_payload
from factcheck.models import Facet, Held, Publication, Ref
from factcheck.models.site_paths import site_path
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.published_site import site_at
from factcheck.pages.query.params import BadQuery
from factcheck.pages.tombstones import gone_of, redactions_until

from .base_views import SyndicationView
from .snippets import last_moment
from .structured_data.nodes import address
from .structured_data.reviews import changed_at, makes_review, review
from .structured_data.script_text import CONTEXT, trimmed

BATCH = 200


class ClaimReviewFeed(SyndicationView):
    """All of it, or with `modified_since` what was published, changed or withdrawn after a moment."""

    parameters = ("modified_since",)

    def page(self, view: View) -> HttpResponse:
        lasting = replace(
            view, head_seq=view.seq + 1
        )  # lines may follow while the later batches are read
        response = StreamingHttpResponse(
            _json_parts(lasting, claims(lasting, self._since())),
            content_type="application/json",
        )
        # What is done with a page looks at `streaming` first.
        return cast(HttpResponse, response)

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

    With `since` those of which the claim itself, or something that it refers to, has a later line, or was held,
    released or struck in since.
    """
    ratings = _reviewing(view)
    rated = Facet.objects.filter(name="rating", value__in=ratings, seq=OuterRef("seq"))
    own = Publication.objects.filter(
        Exists(rated), uid=OuterRef("uid"), seq__lte=view.seq
    )
    emptied = Q(
        seq__in=_struck(view), happened_key=""
    )  # of which nothing says any more whether it had a verdict
    was_rated = (
        Exists(own) | Q(uid__in=_held_with_a_review(view, set(ratings))) | emptied
    )
    lines = Publication.objects.filter(view.live(), was_rated, kind="claim").order_by(
        "seq"
    )
    if not since:
        return lines
    later = Publication.objects.filter(
        uid=OuterRef("uid"), seq__gt=since, seq__lte=view.seq
    )
    held = Held.objects.filter(Q(since_seq__gt=since) | Q(until_seq__gt=since))
    struck = (
        Publication.objects.filter(view.live(), seq__in=_struck(view, since))
        .order_by()
        .values("uid")
    )
    held_or_struck = Exists(held.filter(uid=OuterRef("uid"))) | Q(uid__in=struck)
    named = Ref.objects.filter(Exists(later) | held_or_struck, seq=OuterRef("seq"))
    return lines.filter(Q(seq__gt=since) | held_or_struck | Exists(named))


def _struck(view: View, since: int = 0) -> set[int]:
    """The lines that redactions struck in after the line `since`."""
    struck: set[int] = set()
    for redaction in redactions_until(view):
        if redaction.seq > since:
            struck.update(redaction.lines)
    return struck


def _held_with_a_review(view: View, ratings: set[str]) -> set[UUID]:
    """The claims that are held and once had one of these ratings: nothing is derived of them meanwhile."""
    standing = Held.objects.filter(until_seq__isnull=True).values("uid")
    lines = Publication.objects.filter(
        uid__in=standing, kind="claim", seq__lte=view.seq
    )
    claims = set()
    for line in lines:
        verdict = whole_payload(line).get("verdict")
        if verdict and verdict["rating"] in ratings:
            claims.add(line.uid)
    return claims


def _reviewing(view: View) -> list[str]:
    """The ratings that make a review, or once did: an opinion never was one, so none was withdrawn."""
    lines = Publication.objects.filter(kind="rating", seq__lte=view.seq).exclude(
        happened_key="", held_seq__isnull=True
    )
    ratings = set()
    for line in lines:
        payload = whole_payload(line)
        if "uid" in payload and makes_review(payload):
            ratings.add(str(line.uid))
    return sorted(ratings)


def _json_parts(view: View, lines: QuerySet[Publication]) -> Iterator[str]:
    head = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "@id": address(reverse("claimreview_feed")),
        "name": _("Verdicts of %s") % site_at(view).name,
        "dateModified": last_moment(view.hash, view.seq),
        "_ledger": {
            "about": address(reverse("ledger")),
            "seq": view.seq,
            "hash": view.hash,
        },
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
            items = _batch(view, batch)
        yield from items
        if len(batch) < BATCH:
            return
        last = batch[-1].seq


def _batch(view: View, lines: list[Publication]) -> list[dict]:
    loader = RecordLoader(view)
    claims = loader.add(line for line in lines if line.happened_key)
    by_uid = {claim.uid: claim for claim in claims}
    loader.fill(2)
    return [_item(view, line, by_uid.get(line.uid)) for line in lines]


def _item(view: View, line: Publication, card: PublishedRecord | None) -> dict:
    """A claim as an item of the feed; without a verdict, or taken down, as one that was deleted."""
    node = review(card) if card else None
    path = site_path(payload_of(line).get("path", ""))
    item = {
        "@type": "DataFeedItem",
        "@id": line.uid.urn,
        "url": address(path) if path else "",
    }
    if card is None or node is None:
        return trimmed(item) | {
            "dateDeleted": moment_text(_withdrawn(view, line, card)),
            "item": None,
        }
    return trimmed(
        item
        | {
            "dateCreated": card["first_published_at"],
            "dateModified": moment_text(changed_at(card)),
            "item": [{"@context": CONTEXT} | node],
        }
    )


def _withdrawn(view: View, line: Publication, card: PublishedRecord | None) -> datetime:
    """Since when there is no review: since the claim went, its own line, or that of the rating it was given."""
    if card is None:
        return gone_of(view, line).at
    rating = card["verdict"]["rating"] if card["verdict"] else None
    if rating is None:
        return line.published_at
    return (
        rating.gone.at
        if rating.gone
        else max(line.published_at, rating.line.published_at)
    )


def _json(node: dict) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))
