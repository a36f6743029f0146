"""Workers that are moved on chunk by chunk, so that a test can do something in between."""

from datetime import datetime, timedelta

from django.utils import timezone

from factcheck.imports import adapters, jobs, runner
from factcheck.models import ImportJob
from support.dossiers import claim, dossier, entry, ground

COUNTERS = (
    "created",
    "updated",
    "unchanged",
    "duplicate",
    "failed",
    "issue_count",
    "done",
    "total",
)
WHOLE = dossier(
    *ground(),
    *(claim(f"c{i}") for i in range(4)),
    *(entry(f"e{i}", claims=[f"c{i}"]) for i in range(4)),
)
UNDISTURBED = dict(zip(COUNTERS, (12, 0, 0, 0, 0, 0, 12, 12), strict=True))


def now(**ago) -> datetime:
    """A moment so long ago."""
    return timezone.now() - timedelta(**ago)


def set_(job: ImportJob, **fields) -> ImportJob:
    ImportJob.objects.filter(pk=job.pk).update(**fields)
    return fresh(job)


def fresh(job: ImportJob) -> ImportJob:
    return ImportJob.objects.get(pk=job.pk)


def counters(job: ImportJob) -> dict:
    return {name: getattr(fresh(job), name) for name in COUNTERS}


def lose_the_lease(job: ImportJob) -> None:
    set_(job, lease_until=now(seconds=1))


class Worker:
    """One worker with a job in hand, moved on chunk by chunk."""

    def __init__(self, job: ImportJob, owner: str):
        self.job, self.owner = jobs.claim(job.pk, owner), owner
        self.file = adapters.ADAPTERS["dossier"].open(self.job)
        self.reader = self.file.__enter__()

    def advance(self, chunks: int) -> None:
        for _ in range(chunks):
            runner.advance(self.job, self.owner, self.reader)

    def finish(self) -> None:
        while not runner.advance(self.job, self.owner, self.reader):
            pass
        jobs.end(self.job, self.owner, ImportJob.State.DONE)


def overtaken(job: ImportJob) -> tuple[Worker, Worker]:
    """A worker that stalled with records in hand, and the one that took the job over."""
    first = Worker(job, "first")
    first.advance(11)
    lose_the_lease(job)
    return first, Worker(job, "second")
