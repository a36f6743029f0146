"""Running a job: chunk after chunk, each with its effects, counters and cursor in one transaction, fenced by owner."""

import time
import uuid
from functools import partial

import structlog
from django.db import connection, transaction

from factcheck.models import ImportJob
from factcheck.workflow import WorkflowError

from . import jobs
from .adapters import ADAPTERS, Reader
from .crashes import DATABASE_IS_AWAY, contain
from .errors import ImportProblem, LostLease
from .outcome import Issue

State = ImportJob.State
PAUSE = 0.03
STOPPED = "The job was stopped."
log = structlog.get_logger(__name__)


def run(pk: int) -> str:
    """Claim a job and bring it to its end; returns the state it is left in, or “busy” when it is not ours."""
    owner = uuid.uuid4().hex
    job = jobs.claim(pk, owner)
    if job is None:
        return "busy"
    with structlog.contextvars.bound_contextvars(job=pk):
        log.info("job begun", attempt=job.attempts, cursor=job.cursor)
        state = _bring_to_its_end(job, owner)
        log.info("job ended", state=state)
    return state


def _bring_to_its_end(job: ImportJob, owner: str) -> str:
    try:
        return _work(job, owner)
    except LostLease:
        return "busy"
    except (ImportProblem, WorkflowError) as problem:
        return _stop(job, owner, problem)
    except DATABASE_IS_AWAY as problem:
        message = f"The database did not answer: {problem}"
        return _stop(job, owner, ImportProblem(message, passing=True))


def _stop(job: ImportJob, owner: str, problem: Exception) -> str:
    if getattr(problem, "passing", False):
        jobs.release(job, owner, str(problem))
        return State.QUEUED
    jobs.end(job, owner, State.FAILED, str(problem), getattr(problem, "issue", None))
    return State.FAILED


def _work(job: ImportJob, owner: str) -> str:
    """All of the job. An error of ours that no smaller piece of it contained is its own problem, with an issue."""
    issues: list[Issue] = []
    with contain(issues, job.name, STOPPED):
        return _chunks(job, owner)
    raise ImportProblem(issues[0].message, issue=issues[0])


def _chunks(job: ImportJob, owner: str) -> str:
    with ADAPTERS[job.adapter].open(job) as reader:
        while True:
            reader.prepare(job, partial(_hold, job, owner))
            if advance(job, owner, reader):
                return _ended(job, owner, State.DONE, job.message)
            if jobs.is_cancelling(job):
                return _ended(job, owner, State.CANCELLED)
            _let_others_write()


def _hold(job: ImportJob, owner: str) -> None:
    """What a reader calls while it fetches or waits. Raises LostLease."""
    if not jobs.hold(job, owner):
        raise LostLease


def advance(job: ImportJob, owner: str, reader: Reader) -> bool:
    """One chunk: its effects, counters and cursor together or not at all; True after the last. Raises LostLease."""
    with transaction.atomic():
        outcome = reader.chunk(job)
        if not jobs.settle(job, owner, outcome):
            raise LostLease
    job.cursor, job.message = outcome.cursor, outcome.message
    job.total, job.done = outcome.total, outcome.done
    return outcome.finished


def _let_others_write() -> None:
    """SQLite hands its one write lock to whoever asks next; without a pause that would always be us."""
    if connection.vendor == "sqlite":
        time.sleep(PAUSE)


def _ended(job: ImportJob, owner: str, state: str, message: str = "") -> str:
    if not jobs.end(job, owner, state, message):
        raise LostLease
    return state
