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
    """The copy of these bytes, made unless the source, or for no source anybody, has it; its text is never read anew.

    Copies of the same bytes have the same text, since passages name a copy by its sha256.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if not were_removed(sha256):
        blobs.keep(FOLDER, data)
    held = (
        give(sha256, source)
        if source
        else Capture.objects.filter(sha256=sha256).order_by("source_id").first()
    )
    if held:
        return held
    capture, made = Capture.objects.get_or_create(
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
    if made and source:
        tell_readers()
    return capture


def give(sha256: str, source: Source) -> Capture | None:
    """The source's own copy of these bytes: the one that waits for a source, else made after that of another one.

    None when no copy is held.
    """
    held = {copy.source_id: copy for copy in Capture.objects.filter(sha256=sha256)}
    if source.pk in held or not held:
        return held.get(source.pk)
    copy = held.get(None) or next(iter(held.values()))
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
    """Undo `adopt`: copy and looks wait again for a source, but for what was found at the source's own address."""
    own = Look.objects.filter(source=source, key=source.address_key)
    looks = Look.objects.filter(source=source, document__in=documents_of(sha256, job))
    looks.exclude(key=source.address_key).update(source=None)
    if (
        own.filter(sha256=sha256).exists()
        or Capture.objects.filter(sha256=sha256, source=None).exists()
    ):
        return
    if Capture.objects.filter(sha256=sha256, source=source).update(source=None):
        tell_readers()


def documents_of(sha256: str, job: ImportJob) -> list[str]:
    """What the bytes were remembered as when a job brought them."""
    found = Look.objects.filter(job=job, sha256=sha256)
    return list(
        found.values_list("document", flat=True).distinct().order_by("document")
    )


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
    """Give a source these looks, with the copies that were found; whether there were any."""
    found = list(looks.values_list("pk", "sha256"))
    if not found:
        return False
    Look.objects.filter(pk__in=[pk for pk, _ in found]).update(source=source)
    for sha256 in {sha256 for _, sha256 in found if sha256}:
        give(sha256, source)
    return True


def source_of(keys: list[str]) -> Source | None:
    """The source of the first of these addresses that has one: one that stands before one that was taken down.

    Of a merged source it is the one that it went into.
    """
    for key in keys:
        if found := list(Source.objects.filter(address_key=key).order_by("pk")):
            return _standing(found)
    return None


def _standing(found: list[Source]) -> Source:
    lines = Publication.objects.filter(
        uid__in=[source.uid for source in found], superseded_seq__isnull=True
    )
    gone = set(
        lines.filter(action__in=("retract", "merge")).values_list("uid", flat=True)
    )
    standing = [source for source in found if source.uid not in gone]
    if standing:
        return standing[0]
    into = ledger.current().follow(found[0].uid)
    return Source.objects.filter(uid=into).first() or found[0]


def text_of(sha256: str) -> str:
    """The archived text of a copy, or nothing."""
    return (
        Capture.objects.filter(sha256=sha256).values_list("text", flat=True).first()
        or ""
    )


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
    """Readers are told whether a copy is held, so what caches keep is no longer right."""
    Head.objects.update(operations_seq=F("operations_seq") + 1)
