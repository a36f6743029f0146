"""Archived copies that a dossier's sources name: known by sha256, their bytes handed over beside the file."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from factcheck.models import Capture, Source, blobs
from factcheck.records.captures import FOLDER, were_removed
from factcheck.records.registry import Kind

from ..outcome import Issue

PLAIN_TEXT = "text 1"


def keep_copies(source: Source, named: list[dict], place: str) -> list[Issue]:
    """Create the captures whose bytes are held; an issue for each that is not."""
    issues = []
    for i, copy in enumerate(named):
        issues += _keep(source, copy, place, f"captures[{i}]")
    return issues


def missing(kind: Kind, content: dict, place: str) -> list[Issue]:
    """What a record names by sha256 and nobody handed over: it is kept, and readers see no picture."""
    remedy = "hand it over beside the dossier and import again; until then readers do not see it."
    message = f"The file is not held: {remedy}"
    issues = []
    for folder, sha256 in kind.stored_files(content):
        if not blobs.holds(folder, sha256):
            issues.append(Issue(place, message, folder, sha256, severity="warning"))
    return issues


def _keep(source: Source, copy: dict, place: str, path: str) -> list[Issue]:
    sha256 = str(copy.get("sha256", ""))
    if Capture.objects.filter(source=source, sha256=sha256).exists():
        return []
    if were_removed(sha256):
        blobs.remove(FOLDER, sha256)  # it came along with the dossier
        message = "A redaction removed this copy; it is not taken in again."
        return [Issue(place, message, path, severity="warning")]
    if len(sha256) != 64 or not blobs.holds(FOLDER, sha256):
        remedy = "hand its file over beside the dossier; until then readers are told that no copy is held."
        message = f"The archived copy is not held: {remedy}"
        return [Issue(place, message, path, sha256, severity="warning")]
    captured_at = _moment(copy.get("captured_at"))
    if captured_at is None:
        message = "Write when it was captured, for example 2026-01-15T08:30:00Z."
        return [Issue(place, message, f"{path}.captured_at")]
    return _create(source, copy, captured_at, place, path)


def _create(
    source: Source, copy: dict, captured_at: datetime, place: str, path: str
) -> list[Issue]:
    """Create the capture of a copy whose bytes are held; an issue where these are damaged or no text."""
    sha256, media_type = str(copy["sha256"]), str(copy.get("media_type") or "")
    is_text = media_type == "text/plain"
    try:
        data = blobs.read(FOLDER, sha256)
        text = data.decode("utf-8") if is_text else ""
    except blobs.Altered as problem:
        return [Issue(place, str(problem), path, sha256)]
    except UnicodeDecodeError as error:
        message = f"Byte {error.start} of the copy is not UTF-8; save it as UTF-8."
        return [Issue(place, message, path, sha256)]
    Capture.objects.create(
        source=source,
        sha256=sha256,
        media_type=media_type or "application/octet-stream",
        byte_count=len(data),
        text=text.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        extractor=PLAIN_TEXT if is_text else "",
        captured_at=captured_at,
        address=copy.get("address") or "",
    )
    return []


def _moment(written: object) -> datetime | None:
    """When a copy was captured: now where nothing is written, None where that is no moment."""
    try:
        moment = parse_datetime(str(written)) if written else timezone.now()
    except ValueError:
        return None
    if moment and timezone.is_naive(moment):
        return moment.replace(tzinfo=UTC)
    return moment
