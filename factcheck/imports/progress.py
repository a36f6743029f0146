"""How fast a job is, and when it will be over, as far as its row tells."""

from dataclasses import dataclass
from datetime import timedelta

from factcheck.models import ImportJob


@dataclass(frozen=True)
class JobProgress:
    """`rate` is records a second since the present worker took the job; `remaining` None where nobody can say."""

    done: int
    total: int | None
    rate: float | None
    remaining: timedelta | None


def progress(job: ImportJob) -> JobProgress:
    """The progress of a job as its row stands."""
    rate = _rate(job)
    left = job.total - job.done if job.total is not None else None
    remaining = None
    if rate and left is not None and left >= 0:
        remaining = timedelta(seconds=round(left / rate))
    return JobProgress(job.done, job.total, rate, remaining)


def _rate(job: ImportJob) -> float | None:
    if job.state != ImportJob.State.RUNNING or job.heartbeat_at is None:
        return None
    seconds = (job.heartbeat_at - job.state_at).total_seconds()
    done = job.done - job.done_before
    return done / seconds if seconds > 0 and done > 0 else None
