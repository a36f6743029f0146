"""Plain builders of ledger lines, for what concerns the ledger alone and no editor."""

from uuid import UUID, uuid4

from django.db import transaction

from factcheck import ledger
from factcheck.ledger import PendingLine
from factcheck.models import Publication
from factcheck.records import registry


def source_line(
    slug: str, uid: UUID | None = None, action: str = "publish", **content
) -> PendingLine:
    """A line of a source; `content` is in the shape of its public form."""
    uid = uid or uuid4()
    body = {
        "uid": str(uid),
        "kind": "source",
        "slug": slug,
        "path": f"/sources/{slug}/",
        "schema": registry.get("source").serializer_class.SCHEMA,
        "noindex": False,
        "notice": "",
        "edited_by": ["reporter"],
        "approved_by": ["editor"],
        "emergency": False,
        "title": slug,
        "subtitle": "",
        "source_kind": "article",
        "url": "",
        "publisher": None,
        "authors": [],
        "published_on": "",
        "language": "en",
        "licence": "unknown",
        "rank": "secondary",
        "derived_from": None,
        "archives": [],
        "note": "",
    }
    return PendingLine(uid, "source", action, body | content)


def tombstone(
    of: Publication, action: str = "retract", into: UUID | None = None
) -> PendingLine:
    """The line that takes the place of `of`."""
    body = {
        "uid": str(of.uid),
        "kind": of.kind,
        "slug": of.slug,
        "path": f"/sources/{of.slug}/",
        "reason": "Wrong.",
    }
    return PendingLine(
        of.uid, of.kind, action, body | {"into": str(into) if into else None}
    )


def append(*lines: PendingLine, at=None) -> list[Publication]:
    """The lines appended in a transaction of their own."""
    with transaction.atomic():
        return ledger.append(lines, at=at)


def stored(seq: int) -> Publication:
    return Publication.objects.get(seq=seq)
