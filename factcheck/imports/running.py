"""Running a job: chunk after chunk, each with its effects, counters and cursor in one transaction, fenced by owner."""

import time
import uuid
from functools import partial

import structlog
from django.db import OperationalError, connection, transaction

from factcheck.models import ImportJob
from factcheck.workflow import WorkflowError

from . import jobs
from .adapters import ADAPTERS
from .errors import ImportProblem, LostLease

State = ImportJob.State
PAUSE = 0.03
log = structlog.get_logger(__name__)


def run(pk: int) -> str:
    """Claim a job and bring it to its end; returns the state it is left in, or “busy” when it is not ours."""
    owner = uuid.uuid4().hex
    job = jobs.claim(pk, owner)
    if job is None:
        return "busy"
    log.info("job begun", job=pk, attempt=job.attempts, cursor=job.cursor)
    try:
        state = _work(job, owner)
    except LostLease:
        return "busy"
    except (ImportProblem, WorkflowError) as problem:
        state = _stop(job, owner, problem)
    except OperationalError as problem:
        state = _stop(job, owner, ImportProblem(f"The database did not answer: {problem}", passing=True))
    log.info("job ended", job=pk, state=state)
    return state


def _stop(job: ImportJob, owner: str, problem: Exception) -> str:
    if getattr(problem, "passing", False):
        jobs.release(job, owner, str(problem))
        return State.QUEUED
    jobs.end(job, owner, State.FAILED, str(problem))
    return State.FAILED


def _work(job: ImportJob, owner: str) -> str:
    with ADAPTERS[job.adapter].open(job) as reader:
        while True:
            reader.prepare(job, partial(_hold, job, owner))
            if advance(job, owner, reader):
                return _ended(job, owner, State.DONE)
            if jobs.is_cancelling(job):
                return _ended(job, owner, State.CANCELLED)
            _let_others_write()


def _hold(job: ImportJob, owner: str) -> None:
    """What a reader calls while it fetches or waits. Raises LostLease."""
    if not jobs.hold(job, owner):
        raise LostLease


def advance(job: ImportJob, owner: str, reader) -> bool:
    """One chunk: its effects, counters and cursor together or not at all; True after the last. Raises LostLease."""
    with transaction.atomic():
        outcome = reader.chunk(job)
        if not jobs.settle(job, owner, outcome):
            raise LostLease
    job.cursor, job.total, job.done = outcome.cursor, outcome.total, outcome.done
    return outcome.finished


def _let_others_write() -> None:
    """SQLite hands its one write lock to whoever asks next; without a pause that would always be us."""
    if connection.vendor == "sqlite":
        time.sleep(PAUSE)


def _ended(job: ImportJob, owner: str, state: str) -> str:
    if not jobs.end(job, owner, state):
        raise LostLease
    return state
