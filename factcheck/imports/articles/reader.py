"""One run over the documents of a job: fetch and read outside any transaction, write suggestions in short ones."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from factcheck import blobs, captures, reading
from factcheck.extraction import Finding
from factcheck.models import Capture, ImportJob
from factcheck.reading import Read

from ..errors import ImportProblem
from ..found import Issue, Outcome
from .document import Document
from .known import Known
from .suggested import Suggested
from .suggesting import MOST_SEARCHED, Suggesting
from .writing import write

CHUNK = 300
LONG = f"Only about the first {MOST_SEARCHED:,} characters were searched. Hand the rest in as a text of its own."
NOTHING = "Nothing was found in it: no quotation, no claim and no dated sentence. The copy is kept."

Hold = Callable[[], None]


@dataclass
class Opened:
    """A document that has been read, or what went wrong with it."""

    document: Document | None
    made: list[Suggested] | None = None
    issues: tuple[Issue, ...] = ()
    is_known: bool = False
    may_pass: bool = False
    found: tuple[Finding, ...] = ()


class ArticleReader:
    """The job's cursor is {document, at, sha256}: the document in hand, how far it is written, and its archived copy.

    `give(position, held, hold)` gives the document at a position, None after the last; `held` are the bytes that were
    archived when a run before this one began with it, so that a page that changed meanwhile is not read half and half.
    """

    keeps = True
    """Whether documents are archived; a preview keeps nothing."""

    def __init__(self, give: Callable[[int, bytes | None, Hold], Document | None], total: int | None = None):
        self.give, self.total, self.is_single = give, total, total == 1
        self.known = Known()
        self.opened: Opened | None = None

    def prepare(self, job: ImportJob, hold: Hold) -> None:
        """Have the next document at hand: fetched, archived and read."""
        if self.opened is None:
            self.opened = self.open_next(job, hold)

    def chunk(self, job: ImportJob) -> Outcome:
        """Write the next suggestions of the document in hand, inside the caller's transaction."""
        position, at = job.cursor.get("document", 0), job.cursor.get("at", 0)
        total = self.total if self.total is not None else position + 1
        outcome = Outcome(cursor=job.cursor, total=total, done=position)
        opened = self.opened
        if opened.document is None:
            outcome.finished, outcome.total = True, position
            return outcome
        outcome.issues += opened.issues if at == 0 else ()
        made = opened.made or []
        piece = made[at : at + CHUNK]
        created = write(job, piece) if piece else 0
        outcome.created, outcome.unchanged = created, len(piece) - created + opened.is_known
        outcome.failed = int(opened.made is None and at == 0)
        return self._moved(job, outcome, at + len(piece), len(made))

    def _moved(self, job: ImportJob, outcome: Outcome, at: int, size: int) -> Outcome:
        position = job.cursor.get("document", 0)
        if at < size:
            outcome.cursor = {"document": position, "at": at, "sha256": self.opened.made[0].sha256}
            return outcome
        self.settle(self.opened)
        self.opened = None
        outcome.cursor, outcome.done = {"document": position + 1}, position + 1
        outcome.finished = outcome.done >= outcome.total and self.total is not None
        return outcome

    def settle(self, opened: Opened) -> None:
        """What else is kept of a document once its suggestions are written; in the same transaction."""

    def open_next(self, job: ImportJob, hold: Hold) -> Opened:
        """The document that the cursor stands at, fetched, archived and read."""
        sha256 = job.cursor.get("sha256", "")
        held = blobs.read(captures.FOLDER, sha256) if sha256 else None
        document = self.give(job.cursor.get("document", 0), held, hold)
        if document is None:
            return Opened(None)
        hold()
        return self._read(job, document, hold)

    def _read(self, job: ImportJob, document: Document, hold: Hold) -> Opened:
        try:
            read = reading.read(document.data, document.media_type, address=document.address, charset=document.charset)
        except reading.Unreadable as problem:
            self._archive(document, Read())
            return self.failed(document, str(problem))
        hold()
        copy = self._archive(document, read)
        # Places count in the text that is archived, also when a newer reader would take it out otherwise.
        read = replace(read, text=copy.text, extractor=copy.extractor)
        dispute = str(job.dispute.uid) if job.dispute else ""
        suggesting = Suggesting(document, read, copy.sha256, self.known, dispute)
        made = suggesting.all()
        notes = [read.note, LONG if len(read.text) > MOST_SEARCHED else ""]
        notes += [NOTHING] if len(made) == 1 and read.text else []
        issues = [Issue(document.place, note, severity="warning") for note in notes if note]
        return Opened(document, made, tuple(issues), found=tuple(suggesting.found))

    def failed(self, document: Document, message: str, may_pass: bool = False) -> Opened:
        """A job for one document fails with it; a feed goes on, with an issue."""
        if self.is_single:
            raise ImportProblem(message, passing=may_pass)
        issue = Issue(document.place, message, value=document.address)
        return Opened(document, issues=(issue,), may_pass=may_pass)

    def _archive(self, document: Document, read: Read) -> Capture:
        if not self.keeps:
            sha256 = hashlib.sha256(document.data).hexdigest()
            return Capture(sha256=sha256, text=read.text, extractor=read.extractor)
        sha256 = blobs.keep(captures.FOLDER, document.data)
        held = Capture.objects.filter(sha256=sha256).order_by("source_id").first()
        at = document.fetched_at or timezone.now()
        return held or captures.keep(document.data, read, document.media_type, address=document.address, at=at)
