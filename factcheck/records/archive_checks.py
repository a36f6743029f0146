"""Whether what was archived is what it was: bytes and texts of copies, and pictures that lines name."""

from collections.abc import Iterator

from factcheck import ledger
from factcheck.models import Capture, Publication, blobs

from . import captures, registry

BATCH = 100


def faults() -> Iterator[str]:
    """What is missing or altered, a sentence each. Reads every stored byte."""
    yield from _copies()
    yield from _pictures()


def _copies() -> Iterator[str]:
    for capture in Capture.objects.order_by("pk").iterator(BATCH):
        fault = _fault(capture)
        is_altered = ledger.sha256(capture.text) != capture.text_sha256
        if fault or is_altered:
            name = f"copy {capture.sha256[:12]} of {capture.address or capture.source}"
            if fault:
                yield f"{name}: {fault}"
            if is_altered:
                yield f"{name}: its text was altered."


def _fault(capture: Capture) -> str:
    """What is wrong with a copy's bytes; those that a redaction removed may not be there."""
    if capture.bytes_removed_at is None:
        return _bytes_fault(captures.FOLDER, capture.sha256)
    if blobs.holds(captures.FOLDER, capture.sha256):
        return "its bytes were removed, and are there."
    return ""


def _pictures() -> Iterator[str]:
    seen = set()
    lines = Publication.objects.filter(
        action__in=Publication.PUBLISHING, secret__gt=""
    ).order_by("seq")
    for line in lines.iterator(BATCH):
        payload = ledger.whole_payload(line)
        for folder, name in registry.get(line.kind).stored_files(payload):
            if (folder, name) in seen:
                continue
            seen.add((folder, name))
            fault = _bytes_fault(folder, name)
            if fault:
                yield f"{folder}/{name[:12]}, which line {line.seq} shows: {fault}"


def _bytes_fault(folder: str, name: str) -> str:
    if not blobs.holds(folder, name):
        return "its bytes are not there."
    try:
        for _piece in blobs.pieces(folder, name):
            pass
    except blobs.Altered:
        return "its bytes were altered."
    return ""
