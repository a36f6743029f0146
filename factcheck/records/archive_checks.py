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
        if fault := _fault(capture):
            yield f"copy {capture.sha256[:12]} of {capture.address or capture.source}: {fault}"
        if ledger.sha256(capture.text) != capture.text_sha256:
            yield f"copy {capture.sha256[:12]} of {capture.address or capture.source}: its text was altered."


def _fault(capture: Capture) -> str:
    """What is wrong with a copy's bytes; those that a redaction removed may not be there."""
    if capture.bytes_removed_at is None:
        return _bytes_fault(captures.FOLDER, capture.sha256)
    return (
        "its bytes were removed, and are there."
        if blobs.holds(captures.FOLDER, capture.sha256)
        else ""
    )


def _pictures() -> Iterator[str]:
    seen = set()
    lines = Publication.objects.filter(
        action__in=Publication.PUBLISHING, secret__gt=""
    ).order_by("seq")
    for line in lines.iterator(BATCH):
        for folder, name in registry.get(line.kind).stored_files(
            ledger.whole_payload(line)
        ):
            if (folder, name) not in seen and (fault := _bytes_fault(folder, name)):
                yield f"{folder}/{name[:12]}, which line {line.seq} shows: {fault}"
            seen.add((folder, name))


def _bytes_fault(folder: str, name: str) -> str:
    if not blobs.holds(folder, name):
        return "its bytes are not there."
    try:
        for _piece in blobs.pieces(folder, name):
            pass
    except blobs.Altered:
        return "its bytes were altered."
    return ""
