"""Archived copies: bytes once by their sha256, the text out of them as it came, and which source they are of."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from factcheck import blobs
from factcheck.models import Capture, Head, Source
from factcheck.reading import Read

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
    """The copy of these bytes, made unless the source, or nobody yet, has it; its text is never read anew."""
    capture, made = Capture.objects.get_or_create(
        source=source,
        sha256=blobs.keep(FOLDER, data),
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
    """Hang the copy that an import archived on the source that an editor took it for; None when no copy is held."""
    if held := Capture.objects.filter(sha256=sha256, source=source).first():
        return held
    waiting = Capture.objects.filter(sha256=sha256, source=None).first()
    if waiting is None:
        return None
    waiting.source = source
    waiting.save(update_fields=["source"])
    tell_readers()
    return waiting


def take_back(sha256: str, source: Source) -> None:
    """Undo `give`: the copy waits again for a source."""
    if Capture.objects.filter(sha256=sha256, source=None).exists():
        return
    if Capture.objects.filter(sha256=sha256, source=source).update(source=None):
        tell_readers()


def text_of(sha256: str) -> str:
    """The archived text of a copy, or nothing."""
    return Capture.objects.filter(sha256=sha256).values_list("text", flat=True).first() or ""


def tell_readers() -> None:
    """Readers are told whether a copy is held, so what caches keep is no longer right."""
    Head.objects.update(operations_seq=F("operations_seq") + 1)
