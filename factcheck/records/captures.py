"""Archived copies: bytes once by their sha256, the text out of them as it came, and which source they are of."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from factcheck import ledger
from factcheck.models import Capture, Head, ImportJob, Look, Publication, Source, blobs
from factcheck.text.reading import Read

FOLDER = "captures"


def keep(
    data: bytes,
    read: Read,
    media_type: str,
    *,
    source: Source | None = None,
    address: str = "",
    at: datetime | None = None,
) -> Capture:
    """The copy of these bytes: the source's own, or for no source any; made where there is none.

    Copies of the same bytes have the same text, since passages name a copy by its sha256.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if not were_removed(sha256):
        blobs.keep(FOLDER, data)
    if source:
        existing = give(sha256, source)
    else:
        copies = Capture.objects.filter(sha256=sha256)
        existing = copies.order_by("source_id").first()
    if existing:
        return existing
    capture, is_new = Capture.objects.get_or_create(
        source=source,
        sha256=sha256,
        defaults={
            "media_type": media_type[:100],
            "byte_count": len(data),
            "text": read.text,
            "extractor": read.extractor[:60],
            "captured_at": at or timezone.now(),
            "address": address[:1000],
        },
    )
    if is_new and source:
        tell_readers()
    return capture


def give(sha256: str, source: Source) -> Capture | None:
    """The source's own copy of these bytes: one without a source is given to it, else that of another one is copied.

    None when no copy is held.
    """
    copies = {copy.source_id: copy for copy in Capture.objects.filter(sha256=sha256)}
    if source.pk in copies or not copies:
        return copies.get(source.pk)
    copy = copies.get(None) or next(iter(copies.values()))
    if copy.source_id is not None:
        copy.pk, copy._state.adding = None, True
    copy.source = source
    copy.save()
    tell_readers()
    return copy


def adopt(sha256: str, job: ImportJob, source: Source) -> None:
    """Hang what an import archived on the source that an editor took it for, with every look at the same document."""
    give(sha256, source)
    for document in documents_of(sha256, job):
        hand_over(Look.objects.filter(document=document, source=None), source)


def take_back(sha256: str, job: ImportJob, source: Source) -> None:
    """Undo `adopt`: copy and looks have no source again, but for what was fetched from the source's own address."""
    own = Look.objects.filter(source=source, key=source.address_key)
    looks = Look.objects.filter(source=source, document__in=documents_of(sha256, job))
    looks.exclude(key=source.address_key).update(source=None)
    is_at_own_address = own.filter(sha256=sha256).exists()
    if is_at_own_address or Capture.objects.filter(sha256=sha256, source=None).exists():
        return
    if Capture.objects.filter(sha256=sha256, source=source).update(source=None):
        tell_readers()


def documents_of(sha256: str, job: ImportJob) -> list[str]:
    """What the bytes were remembered as when a job brought them."""
    looks = Look.objects.filter(job=job, sha256=sha256)
    documents = looks.values_list("document", flat=True).distinct()
    return list(documents.order_by("document"))


def release(source: Source) -> None:
    """Before a draft of a source goes: its copies wait again for a source."""
    waiting = Capture.objects.filter(source=None).values("sha256")
    own = Capture.objects.filter(source=source)
    own.filter(sha256__in=waiting).delete()
    own.update(source=None)
    tell_readers()


def claim(source: Source) -> bool:
    """Hand a source what was fetched from its address before there was one of it; whether there was anything."""
    key = source.address_key
    return bool(key) and hand_over(
        Look.objects.filter(Q(key=key) | Q(document=key), source=None), source
    )


def hand_over(looks: QuerySet[Look], source: Source) -> bool:
    """Give a source these looks, with the copies that they fetched; whether there were any."""
    rows = dict(looks.values_list("pk", "sha256"))
    if not rows:
        return False
    Look.objects.filter(pk__in=rows).update(source=source)
    for sha256 in set(filter(None, rows.values())):
        give(sha256, source)
    return True


def source_of(keys: list[str]) -> Source | None:
    """The source of the first of these addresses that has one: one that stands before one that was taken down.

    Of a merged source it is the one that it went into.
    """
    for key in keys:
        sources = list(Source.objects.filter(address_key=key).order_by("pk"))
        if sources:
            return _first_standing(sources)
    return None


def _first_standing(sources: list[Source]) -> Source:
    withdrawals = Publication.objects.filter(
        uid__in=[source.uid for source in sources],
        superseded_seq__isnull=True,
        action__in=Publication.WITHDRAWING,
    )
    withdrawn = set(withdrawals.values_list("uid", flat=True))
    for source in sources:
        if source.uid not in withdrawn:
            return source
    into = ledger.current().follow(sources[0].uid)
    return Source.objects.filter(uid=into).first() or sources[0]


def text_of(sha256: str) -> str:
    """The archived text of a copy; empty when none is held."""
    texts = Capture.objects.filter(sha256=sha256).values_list("text", flat=True)
    return texts.first() or ""


def were_removed(sha256: str) -> bool:
    """Whether a redaction removed these bytes, so that they are not stored again."""
    return Capture.objects.filter(
        sha256=sha256, bytes_removed_at__isnull=False
    ).exists()


def remove_bytes(named: Iterable[str], ground: str) -> None:
    """Let stored bytes go after the commit; their copies say from now on that they are gone, and on which ground."""
    for sha256 in named:
        rows = Capture.objects.filter(sha256=sha256, bytes_removed_at=None)
        rows.update(bytes_removed_at=timezone.now(), bytes_removed_ground=ground)
        transaction.on_commit(partial(blobs.remove, FOLDER, sha256))
    tell_readers()


def tell_readers() -> None:
    """Count up what caches are keyed by: pages say whether a copy is held."""
    Head.objects.update(operations_seq=F("operations_seq") + 1)
