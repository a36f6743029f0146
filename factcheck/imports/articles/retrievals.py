"""A look at a document, written down: what it is known by, whose copy it found, and whether the text is as it was."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from factcheck.models import Capture, ImportJob, Look, Source, Suggestion
from factcheck.records import captures, stale_passages
from factcheck.text.reading import Read

from ..errors import ImportProblem
from .candidate import source_key
from .document import Document

FEWEST_WORDS = 40
"""Shorter texts without anything to suggest are taken for an error page or an empty one."""
CHANGED = "Its text is not what it was at the last look."
CALLED_INTO_QUESTION = (
    "{} Passages that are cited from “{}” are changed or gone:"
    " records put on the list to be looked at again: {}."
)
Outcome = Look.Outcome


def document_of(document: Document, read: Read) -> str:
    """What a document's suggestions are remembered by: its key, or the key of the one that it repeats byte for byte."""
    seen = Look.objects.filter(sha256=document.sha256)
    if here := seen.filter(key__in=document.keys).first():
        return here.document
    if (first := seen.first()) and is_article(document, read):
        return first.document
    looks = Look.objects.filter(document__in=document.keys)
    known = set(looks.values_list("document", flat=True))
    for key in document.keys:
        if key in known:
            return key
    return document.key


def is_article(document: Document, read: Read) -> bool:
    """Whether the bytes hold something that is one document wherever it stands."""
    if not read.text or read.is_stub:
        return False
    if len(read.text.split()) >= FEWEST_WORDS:
        return True
    suggestions = Suggestion.objects.filter(capture_sha256=document.sha256)
    return suggestions.exclude(kind__in=("source", "party")).exists()


def earlier(document: Document, job: ImportJob) -> Look | None:
    """The first look of another job, or at another address, that found the same bytes."""
    return (
        Look.objects.filter(sha256=document.sha256)
        .exclude(job_id=job.pk or 0, key=document.key)
        .first()
    )


def suggested_source(document: str) -> Suggestion | None:
    """The suggestion of a source that was made when a document was read first."""
    return Suggestion.objects.filter(memory_key=source_key(document)).first()


def archive(
    document: Document, read: Read, job: ImportJob, remembered_as: str
) -> tuple[Capture, Look]:
    """Keep the copy, hang it on the source of its address and write the look down, all or nothing."""
    with transaction.atomic():
        source = captures.source_of(document.keys) or _source_of(remembered_as)
        before = last_text(document, source)
        capture = captures.keep(
            document.data,
            read,
            document.media_type,
            source=source,
            address=document.address,
            at=document.fetched_at or timezone.now(),
        )
        outcome = Look.outcome_of(capture.text, before)
        if read.is_stub:
            outcome = Outcome.UNREAD
        return capture, _create_look(document, job, remembered_as, source, outcome)


def _source_of(remembered_as: str) -> Source | None:
    """The source that was made of the document before, whatever address it has."""
    looks = Look.objects.filter(
        document=remembered_as, source__isnull=False
    ).select_related("source")
    found = looks.first()
    return found.source if found else None


def last_text(document: Document, source: Source | None) -> str | None:
    """The text of the source's newest copy, or of the last look at the address; None when there is none."""
    if source:
        copy = stale_passages.newest_copy(source)
        return copy.text if copy else None
    last = Look.objects.filter(key__in=document.keys).with_text().latest_first().first()
    return captures.text_of(last.sha256) if last else None


def _create_look(
    document: Document,
    job: ImportJob,
    remembered_as: str,
    source: Source | None,
    outcome: str,
) -> Look:
    """The row; a document that was handed in is looked at once a job, however often its worker was killed."""
    row = {
        "key": document.key,
        "document": remembered_as,
        "source": source,
        "asked": document.requested_url[:1000],
        "address": (document.address or document.url)[:1000],
        "at": document.fetched_at or timezone.now(),
        "status": document.status,
        "headers": document.headers,
        "sha256": document.sha256,
        "outcome": outcome,
    }
    existing = None
    if document.fetched_at is None:
        looks = Look.objects.filter(job=job, key=document.key)
        existing = looks.filter(sha256=document.sha256).first()
    return existing or Look.objects.create(job=job, **row)


def changes(look: Look) -> str:
    """What is said of a look that found another text than before; puts on the list what cites what is gone."""
    if look.outcome != Outcome.CHANGED:
        return ""
    if look.source is None:
        return CHANGED
    count = len(stale_passages.follow_up(look.source))
    if not count:
        return CHANGED
    return CALLED_INTO_QUESTION.format(CHANGED, look.source, count)


def write_failed(problem: ImportProblem, job: ImportJob) -> None:
    """A look at an address that found no document: which answer came, or that none did."""
    failure = problem.failure
    if failure is None:
        return
    key = Document(b"", "", "", failure.address or failure.requested_url).key
    Look.objects.create(
        key=key,
        document=key,
        source=captures.source_of([key]),
        asked=failure.requested_url[:1000],
        address=failure.address[:1000],
        at=timezone.now(),
        status=failure.status,
        outcome=Outcome.FAILED,
        problem=str(problem)[:300],
        job=job,
    )


def resumed(document: Document, job: ImportJob) -> Document:
    """A document whose bytes were archived by a run before this one, with what its answer said then."""
    look = Look.objects.filter(job=job, sha256=document.sha256).latest_first().first()
    if look is None:
        return document
    return replace(
        document,
        address=look.address if look.asked else document.address,
        requested_url=look.asked,
    )
