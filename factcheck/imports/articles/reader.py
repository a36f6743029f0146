"""One run over the documents of a job: fetch and read outside any transaction, write suggestions in short ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from factcheck.models import Capture, ImportJob, Look, Suggestion, blobs
from factcheck.records import captures
from factcheck.text import reading
from factcheck.text.extraction import Finding
from factcheck.text.reading import Read

from ..crashes import contain, savepoint
from ..errors import ImportProblem
from ..outcome import ChunkOutcome, Issue
from . import retrievals
from .builder import MOST_SEARCHED, SuggestionBuilder
from .bulk_insert import write
from .candidate import Candidate
from .document import Document, Hold
from .record_index import RecordIndex

CHUNK = 300
LONG = f"Only about the first {MOST_SEARCHED:,} characters were searched. Hand the rest in as a text of its own."
NOTHING = "Nothing was found in it: no quotation, no claim and no dated sentence. The copy is kept."
NOT_READ = "It could not be read."
NOT_KEPT = "What was found in it could not be kept, or not all of it."
SAME_DOCUMENT = "The same document as “{}”, imported on {}. What was asked of it then is not asked again."


@dataclass
class Opened:
    """A document that has been read, or what went wrong with it."""

    document: Document | None
    candidates: list[Candidate] | None = None
    issues: tuple[Issue, ...] = ()
    is_known: bool = False
    may_pass: bool = False
    findings: tuple[Finding, ...] = ()


class ArticleReader:
    """The job's cursor is {document, at, sha256}: the document in hand, how far it is written, and its archived copy.

    `give(position, held, hold)` gives the document at a position, None after the last; `held` are the bytes that were
    archived when a run before this one began with it, so that a page that changed meanwhile is not read half and half.
    """

    keeps = True
    """Whether documents are archived; a preview keeps nothing."""

    def __init__(
        self,
        give: Callable[[int, bytes | None, Hold], Document | None],
        total: int | None = None,
    ):
        self.give, self.total, self.is_single = give, total, total == 1
        self.records = RecordIndex()
        self.opened: Opened | None = None

    def prepare(self, job: ImportJob, hold: Hold) -> None:
        """Have the next document at hand: fetched, archived and read."""
        if self.opened is None:
            self.opened = self.open_next(job, hold)

    @property
    def in_hand(self) -> Opened:
        """What `prepare` had at hand."""
        return cast(Opened, self.opened)

    def chunk(self, job: ImportJob) -> ChunkOutcome:
        """Write the next suggestions of the document in hand, inside the caller's transaction.

        A document whose suggestions cannot be written for an error of ours is passed over with an issue.
        """
        issues: list[Issue] = []
        with contain(issues, self._place(job), NOT_KEPT), savepoint():
            return self._write(job)
        self.opened = self.crashed(issues[0])
        return self._write(job)

    def _place(self, job: ImportJob) -> str:
        """Where the document in hand is told to stand; before it is at hand, what the job is called by."""
        document = self.opened.document if self.opened else None
        return document.place if document else job.name

    def _write(self, job: ImportJob) -> ChunkOutcome:
        position, at = job.cursor.get("document", 0), job.cursor.get("at", 0)
        total = self.total if self.total is not None else position + 1
        outcome = ChunkOutcome(cursor=job.cursor, total=total, done=position)
        opened = self.in_hand
        if opened.document is None:
            outcome.finished, outcome.total = True, position
            return outcome
        if at == 0 or opened.candidates is None:
            outcome.issues += opened.issues
        candidates = opened.candidates or []
        piece = candidates[at : at + CHUNK]
        created, refused = write(job, piece) if piece else (0, [])
        outcome.issues += refused
        outcome.created = created
        unchanged = len(piece) - created - len(refused)
        outcome.unchanged = unchanged + opened.is_known
        outcome.failed = sum(issue.severity == "error" for issue in outcome.issues)
        return self._moved(job, outcome, at + len(piece), candidates)

    def _moved(
        self,
        job: ImportJob,
        outcome: ChunkOutcome,
        at: int,
        candidates: list[Candidate],
    ) -> ChunkOutcome:
        position = job.cursor.get("document", 0)
        if at < len(candidates):
            outcome.cursor = {
                "document": position,
                "at": at,
                "sha256": candidates[0].sha256,
            }
            return outcome
        self.settle(self.in_hand)
        self.opened = None
        outcome.cursor, outcome.done = {"document": position + 1}, position + 1
        outcome.finished = self.total is not None and outcome.done >= self.total
        return outcome

    def settle(self, opened: Opened) -> None:
        """What else is kept of a document once its suggestions are written; in the same transaction."""

    def open_next(self, job: ImportJob, hold: Hold) -> Opened:
        """The document that the cursor stands at, fetched, archived and read, or what came in the way."""
        issues: list[Issue] = []
        with contain(issues, self.place_of(job), NOT_READ):
            return self.read_next(job, hold)
        return self.crashed(issues[0])

    def place_of(self, job: ImportJob) -> str:
        """What the document that the cursor stands at is called before it is at hand."""
        return job.name

    def read_next(self, job: ImportJob, hold: Hold) -> Opened:
        """The same, where nothing of ours is in its way. Raises ImportProblem."""
        sha256 = job.cursor.get("sha256", "")
        held = begun_with(sha256) if sha256 else None
        document = self._given(job, held, hold)
        if document is None:
            return Opened(None)
        hold()
        if sha256:
            document = retrievals.resumed(document, job)
        return self._read(job, document, hold)

    def _given(self, job: ImportJob, held: bytes | None, hold: Hold) -> Document | None:
        """The document in hand; a failed fetch is recorded as a look at its address."""
        try:
            return self.give(job.cursor.get("document", 0), held, hold)
        except ImportProblem as problem:
            if self.keeps:
                retrievals.write_failed(problem, job)
            raise

    def _read(self, job: ImportJob, document: Document, hold: Hold) -> Opened:
        """The document archived and searched. Raises ImportProblem where a job for one document cannot read it."""
        try:
            read = reading.read(
                document.data,
                document.media_type,
                address=document.address,
                charset=document.charset,
            )
        except reading.Unreadable as problem:
            self._archive(job, document, Read(), document.key)
            return self.failed(document, str(problem))
        except reading.ReaderCrash:
            self._archive(job, document, Read(), document.key)
            raise
        hold()
        return self._search(job, document.knowing(read), read)

    def _search(self, job: ImportJob, document: Document, read: Read) -> Opened:
        """Archive the copy and build the suggestions of its text."""
        remembered_as = retrievals.document_of(document, read)
        repeated = retrievals.earlier(document, job)
        copy, change_note = self._archive(job, document, read, remembered_as)
        # Places count in the text that is archived, also when a newer reader would take it out otherwise.
        read = replace(read, text=copy.text, extractor=copy.extractor)
        dispute = str(job.dispute.uid) if job.dispute else ""
        source = retrievals.suggested_source(remembered_as) if repeated else None
        builder = SuggestionBuilder(
            document, read, remembered_as, self.records, dispute, source
        )
        candidates = builder.all()
        notes = [read.note, _length_note(read), change_note, repeats(repeated, source)]
        notes.append(builder.unread or _nothing_note(candidates, builder))
        issues = []
        for note in notes:
            if note:
                issues.append(Issue(document.place, note, severity="warning"))
        issues += builder.listed_issues()
        return Opened(
            document, candidates, tuple(issues), findings=tuple(builder.findings)
        )

    def crashed(self, issue: Issue) -> Opened:
        """A document that an error of ours keeps from being read: its job fails with it, a feed goes on."""
        if self.is_single:
            raise ImportProblem(issue.message, issue=issue)
        return Opened(Document(b"", "", issue.place), issues=(issue,), may_pass=True)

    def failed(
        self, document: Document, message: str, may_pass: bool = False
    ) -> Opened:
        """A job for one document fails with it; a feed goes on, with an issue."""
        if self.is_single:
            raise ImportProblem(message, passing=may_pass)
        issue = Issue(document.place, message, value=document.address)
        return Opened(document, issues=(issue,), may_pass=may_pass)

    def _archive(
        self, job: ImportJob, document: Document, read: Read, remembered_as: str
    ) -> tuple[Capture, str]:
        """The copy, and what is to be said of a text that changed."""
        if not self.keeps:
            return Capture(
                sha256=document.sha256, text=read.text, extractor=read.extractor
            ), ""
        copy, look = retrievals.archive(document, read, job, remembered_as)
        return copy, retrievals.changes(look)


def begun_with(sha256: str) -> bytes:
    """The archived bytes that a run before this one began with. Raises ImportProblem."""
    try:
        return blobs.read(captures.FOLDER, sha256)
    except (FileNotFoundError, blobs.Altered) as problem:
        raise ImportProblem(
            f"The archived copy that it began with cannot be read: {problem}"
        ) from problem


def _length_note(read: Read) -> str:
    return LONG if len(read.text) > MOST_SEARCHED else ""


def _nothing_note(candidates: list[Candidate], builder: SuggestionBuilder) -> str:
    """The note on a text in which nothing was found, and nothing went wrong."""
    is_source_alone = len(candidates) == 1
    if is_source_alone and builder.read.text and not builder.issues:
        return NOTHING
    return ""


def repeats(look: Look | None, source: Suggestion | None) -> str:
    """The note on a document that was imported before, byte for byte."""
    if not look or not source:
        return ""
    return SAME_DOCUMENT.format(source.fields["title"], f"{look.at:%-d %B %Y}")
