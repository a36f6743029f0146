"""The three passes of a dossier: stage raw records, make drafts in kind order, set what had to wait."""

from itertools import islice
from typing import BinaryIO
from uuid import UUID, uuid4

from factcheck import kinds
from factcheck.forms.fields import UID
from factcheck.models import ImportJob, StagedRecord

from ..found import Issue, Outcome
from .files import Raw, records
from .making import complete, make
from .references import Directory
from .shape import faults, kind_of

STAGE_CHUNK = 500
MAKE_CHUNK = 50


class DossierReader:
    """One run over a dossier. The job's cursor is {pass, position}; everything else can be found again from it."""

    def __init__(self, file: BinaryIO, name: str):
        self.file, self.name = file, name
        self.pieces = None
        self.directory = None

    def chunk(self, job: ImportJob) -> Outcome:
        """The next bounded piece of work, inside the caller's transaction."""
        self.directory = self.directory or Directory(job)
        step = job.cursor.get("pass", 1)
        return {1: self._stage, 2: self._make, 3: self._complete}[step](job)

    def _stage(self, job: ImportJob) -> Outcome:
        position = job.cursor.get("position", 0)
        if self.pieces is None:
            self.pieces = islice(records(self.file, self.name), position, None)
        taken = list(islice(self.pieces, STAGE_CHUNK))
        outcome = Outcome(cursor={"pass": 1, "position": position + len(taken)})
        rows = [row for i, piece in enumerate(taken) if (row := self._row(job, piece, position + i, outcome))]
        StagedRecord.objects.bulk_create(self._named(job, rows, outcome))
        if len(taken) < STAGE_CHUNK:
            outcome.cursor = {"pass": 2}
            outcome.total = StagedRecord.objects.filter(job=job).count()
        return outcome

    def _row(self, job: ImportJob, piece: Raw | Issue, position: int, outcome: Outcome) -> StagedRecord | None:
        """A staged row for a record of sound shape; issues and a count for any other."""
        found = [piece] if isinstance(piece, Issue) else list(faults(piece.record, piece.place))
        if found:
            outcome.issues += found
            outcome.count("failed")
            return None
        record = piece.record
        return StagedRecord(
            job=job,
            position=position,
            kind=record["kind"],
            slug=str(record.get("slug") or record["uid"]),
            place=piece.place,
            raw=record,
        )

    def _named(self, job: ImportJob, rows: list[StagedRecord], outcome: Outcome) -> list[StagedRecord]:
        """The rows with their uids, each slug once: as given, as known here, or new."""
        seen = set(
            StagedRecord.objects.filter(job=job, slug__in=[row.slug for row in rows]).values_list("kind", "slug")
        )
        kept = []
        for row in rows:
            given = row.raw.get("uid")
            if (row.kind, row.slug) in seen:
                outcome.issues.append(
                    Issue(row.place, "This slug stands twice in the file; keep one.", "slug", row.slug)
                )
                outcome.count("failed")
            elif given and not UID.match(str(given)):
                outcome.issues.append(Issue(row.place, "A uid is 36 letters, as an export writes it.", "uid", given))
                outcome.count("failed")
            else:
                seen.add((row.kind, row.slug))
                row.uid = UUID(given) if given else self._known(row) or uuid4()
                kept.append(row)
        return kept

    @staticmethod
    def _refuse(outcome: Outcome, row: StagedRecord, message: str, field: str, value: object) -> None:
        outcome.issues.append(Issue(row.place, message, field, value))
        outcome.count("failed")

    def _known(self, row: StagedRecord) -> UUID | None:
        return kind_of(row.raw).model.objects.filter(slug=row.slug).values_list("uid", flat=True).first()

    def _make(self, job: ImportJob) -> Outcome:
        batch = self._next(job, 2)
        outcome = self._outcome(job, batch)
        later = [staged.pk for staged in batch if not make(job, staged, self.directory, outcome)]
        self._pass_on(batch, later)
        outcome.cursor = {"pass": 2 if len(batch) == MAKE_CHUNK else 3}
        return outcome

    def _complete(self, job: ImportJob) -> Outcome:
        batch = self._next(job, 3)
        outcome = self._outcome(job, batch)
        for staged in batch:
            complete(job, staged, self.directory, outcome)
        self._pass_on(batch, [])
        outcome.cursor = {"pass": 3}
        if len(batch) < MAKE_CHUNK:
            outcome.finished = True
            StagedRecord.objects.filter(job=job).delete()
        return outcome

    @staticmethod
    def _next(job: ImportJob, step: int) -> list[StagedRecord]:
        """The next records of a pass, in kind order: what is referred to comes first."""
        waiting = StagedRecord.objects.filter(job=job, next_pass=step)
        batch: list[StagedRecord] = []
        for kind in kinds.all_kinds():
            if len(batch) < MAKE_CHUNK:
                batch += waiting.filter(kind=kind.name)[: MAKE_CHUNK - len(batch)]
        return batch

    @staticmethod
    def _outcome(job: ImportJob, batch: list[StagedRecord]) -> Outcome:
        """`done` counts records made; completing them does not count them again."""
        step = job.cursor["pass"]
        return Outcome(cursor={}, total=job.total, done=job.done + (len(batch) if step == 2 else 0))

    @staticmethod
    def _pass_on(batch: list[StagedRecord], later: list[int]) -> None:
        rows = StagedRecord.objects.filter(pk__in=[staged.pk for staged in batch])
        rows.update(next_pass=4)
        rows.filter(pk__in=later).update(next_pass=3)
