"""The three passes of a dossier: stage raw records, make drafts in kind order, set what had to wait."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from django.db import transaction

from factcheck.models import ImportJob, StagedRecord
from factcheck.records import registry

from ..crashes import contain
from ..outcome import ChunkOutcome, Issue
from .directory import Directory
from .files import records
from .header import Raw
from .importer import NOT_MADE, RecordImporter
from .staging import faults_of_head, stage

STAGE_CHUNK = 200
MAKE_BATCH = 50
CHUNK_SECONDS = 0.15
"""How long a chunk may write: on SQLite nobody else can save meanwhile."""
MAKE, COMPLETE, CLEAR = 2, 3, 4
Step = Callable[[RecordImporter, StagedRecord], int]


class DossierReader:
    """One run over a dossier. The job's cursor is {pass, position or kind}; all else can be found again from it."""

    def __init__(self, file: BinaryIO, name: str):
        self.file, self.name = file, name
        self.pieces: Iterator[Raw | Issue] | None = None
        self.header: dict = {}
        self.directory: Directory | None = None
        self.ready: deque[StagedRecord] = deque()

    def prepare(self, job: ImportJob, hold: Callable[[], None]) -> None:
        """A dossier is read as it is worked off; nothing has to be at hand before."""

    def chunk(self, job: ImportJob) -> ChunkOutcome:
        """The next bounded piece of work, inside the caller's transaction."""
        passes = {
            1: self._stage,
            MAKE: self._make,
            COMPLETE: self._complete,
            CLEAR: self._clear,
        }
        run_pass = passes[job.cursor.get("pass", 1)]
        return run_pass(job)

    def _stage(self, job: ImportJob) -> ChunkOutcome:
        position = job.cursor.get("position", 0)
        if self.pieces is None:
            self.pieces = islice(
                records(self.file, self.name, self.header), position, None
            )
        taken = list(islice(self.pieces, STAGE_CHUNK))
        outcome = ChunkOutcome(cursor={"pass": 1, "position": position + len(taken)})
        stage(job, taken, position, outcome)
        if len(taken) < STAGE_CHUNK:
            outcome.cursor = _first(MAKE)
            outcome.total = StagedRecord.objects.filter(job=job).count()
            outcome.issues += faults_of_head(job, self.header)
        return outcome

    def _make(self, job: ImportJob) -> ChunkOutcome:
        def step(importer: RecordImporter, staged: StagedRecord) -> int:
            return CLEAR if importer.make(staged) else COMPLETE

        return self._walk(job, MAKE, step)

    def _complete(self, job: ImportJob) -> ChunkOutcome:
        def step(importer: RecordImporter, staged: StagedRecord) -> int:
            importer.complete(staged)
            return CLEAR

        return self._walk(job, COMPLETE, step)

    def _clear(self, job: ImportJob) -> ChunkOutcome:
        """What failed stays, so that it can be tried again when what it lacked is there."""
        StagedRecord.objects.filter(job=job).exclude(
            result=StagedRecord.Result.FAILED
        ).delete()
        return ChunkOutcome(
            cursor=job.cursor, total=job.total, done=job.done, finished=True
        )

    def _walk(self, job: ImportJob, number: int, step: Step) -> ChunkOutcome:
        """Take staged records of one kind for as long as a chunk may write; then the next kind, then the next pass."""
        outcome = ChunkOutcome(cursor=job.cursor, total=job.total, done=job.done)
        if not self.ready and not self._fetch(job, number):
            outcome.cursor = _after(job.cursor)
            return outcome
        importer = RecordImporter(job, self._directory(job), outcome)
        taken: list[StagedRecord] = []
        end = time.monotonic() + CHUNK_SECONDS
        while self.ready and (not taken or time.monotonic() < end):
            staged = self.ready.popleft()
            self._take(importer, staged, step)
            importer.outcome.done += number == MAKE
            taken.append(staged)
        importer.flush()
        StagedRecord.objects.bulk_update(taken, ["next_pass", "result"])
        return importer.outcome

    def _take(self, importer: RecordImporter, staged: StagedRecord, step: Step) -> None:
        """Take one record a step further; an error of ours undoes the step, and the record is left with an issue."""
        issues: list[Issue] = []
        before = importer.before(staged)
        with contain(issues, staged.place, NOT_MADE), transaction.atomic():
            staged.next_pass = step(importer, staged)
            return
        staged.next_pass = CLEAR
        importer.go_back(staged, before, issues[0])

    def _fetch(self, job: ImportJob, number: int) -> bool:
        kind = registry.get(job.cursor["kind"])
        waiting = StagedRecord.objects.filter(
            job=job, next_pass=number, kind=kind.name
        ).order_by("position")
        self.ready.extend(waiting[:MAKE_BATCH])
        self._directory(job).learn(kind, self.ready)
        return bool(self.ready)

    def _directory(self, job: ImportJob) -> Directory:
        """The one of this run, which keeps what it learned from chunk to chunk."""
        if self.directory is None:
            self.directory = Directory(job)
        return self.directory


def retry_failed(job: ImportJob) -> tuple[dict, int]:
    """Put what failed back before the second pass: (the cursor to start from, how many)."""
    failed = StagedRecord.objects.filter(job=job, result=StagedRecord.Result.FAILED)
    return _first(MAKE), failed.update(next_pass=MAKE, result="")


def _first(number: int) -> dict:
    return {"pass": number, "kind": registry.dossier_kinds()[0].name}


def _after(cursor: dict) -> dict:
    """Where the walk goes on when a kind has no more records for this pass."""
    names = [kind.name for kind in registry.dossier_kinds()]
    following = names.index(cursor["kind"]) + 1
    if following < len(names):
        return cursor | {"kind": names[following]}
    return _first(cursor["pass"] + 1)
