"""The life of a job: made, woken, claimed, moved on chunk by chunk, ended. The row is the truth.

Every step is a conditional update whose row count is looked at; the loser walks away.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta

import structlog
from celery import current_app
from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from factcheck.models import Dispute, ImportIssue, ImportJob, User
from factcheck.workflow import NotAllowed, WrongState

from .adapters import ADAPTERS
from .outcome import ChunkOutcome, Issue, shown

State = ImportJob.State
LONGEST_MESSAGE = 2_000
GIVEN_UP = (
    "It was begun {} times and never came to an end. Each time its worker stopped {}."
)
REMEDY = "Take out of it what stands there and hand it in again, or ask who runs the site to look at the worker's log."
RESEND_AFTER = timedelta(seconds=45)
COUNTERS = ("created", "updated", "unchanged", "duplicate", "failed")
log = structlog.get_logger(__name__)


def start(
    *,
    adapter: str,
    by: User,
    file: File | None = None,
    file_name: str = "",
    text: str = "",
    address: str = "",
    dispute: Dispute | None = None,
    options: dict | None = None,
) -> ImportJob:
    """Make a job for a file, a text or an address and wake a worker once the row is committed. Raises NotAllowed.

    The same input for the same dispute, handed in again while its job is still open, is that job; later a new one.
    """
    if not may_start(by):
        raise NotAllowed(f"{by.public_name()} may not run imports; ask an editor.")
    job = ImportJob(
        adapter=adapter,
        started_by=by,
        file_name=file_name[-255:],
        text=text,
        address=address,
        dispute=dispute,
        options=options or {},
    )
    job.idempotency_key = _key(job, file)
    return queue(job, file)


def queue(job: ImportJob, file: File | None = None) -> ImportJob:
    """Save a job and wake a worker once the row is committed; where its input is on its way already, that job.

    Raises IntegrityError for a second look at a feed while the first is under way.
    """
    same_input = ImportJob.objects.filter(idempotency_key=job.idempotency_key)
    if job.idempotency_key and (open_job := same_input.first()):
        return open_job
    try:
        _save_with(job, file)
    except IntegrityError:  # somebody was quicker with the same input, a moment ago
        if job.idempotency_key is None:
            raise
        return same_input.get()
    _wake_after_commit(job)
    return job


def _save_with(job: ImportJob, file: File | None) -> None:
    """Store the file and save the row, or leave neither."""
    with ExitStack() as undo:
        if file:
            stored_name = job.file.field.generate_filename(job, f"{job.uid}")
            undo.callback(job.file.storage.delete, stored_name)
            job.file.save(f"{job.uid}", file, save=False)
        with transaction.atomic():
            job.save()
        undo.pop_all()


def _key(job: ImportJob, file: File | None) -> str:
    options = json.dumps(job.options, sort_keys=True)
    digest = hashlib.sha256(f"{job.text}\0{job.address}\0{options}".encode())
    for piece in file.chunks() if file else ():
        digest.update(piece)
    if file:
        file.seek(0)
    return f"{job.adapter} {job.dispute_id or '-'} {digest.hexdigest()}"


def may_start(by: User) -> bool:
    """Whether the person may hand something in."""
    return by.has_perm("factcheck.run_imports") or by.has_perm(
        "factcheck.run_own_imports"
    )


def may_run(job: ImportJob, by: User) -> bool:
    """Whether the person may cancel and retry the job: a reporter only what he or she started."""
    return by.has_perm("factcheck.run_imports") or (
        may_start(by) and job.started_by_id == by.pk
    )


def _require_runner(job: ImportJob, by: User) -> None:
    if may_run(job, by):
        return
    what = "cancel and retry only own imports" if may_start(by) else "not run imports"
    raise NotAllowed(f"{by.public_name()} may {what}; ask an editor.")


def _wake_after_commit(job: ImportJob) -> None:
    transaction.on_commit(lambda: wake(job.pk), robust=True)


def wake(pk: int) -> bool:
    """Send the wake-up for a job. A broker that is down costs a second at most; the sweeper sends it later."""
    try:
        current_app.send_task(
            "factcheck.run_import",
            args=[pk],
            retry=False,
            queue=settings.CELERY_TASK_DEFAULT_QUEUE,
        )
    except _broker_troubles() as error:
        log.warning("job not sent; the sweeper will", job=pk, error=str(error))
        return False
    ImportJob.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


def _broker_troubles() -> tuple[type[Exception], ...]:
    """What a transport raises when a message cannot be handed over; a connection that went stale raises its own."""
    transport = current_app.connection_for_write()
    return (
        OperationalError,
        OSError,
        *transport.connection_errors,
        *transport.channel_errors,
    )


def claim(pk: int, owner: str) -> ImportJob | None:
    """Take a job that is queued, or whose lease ran out; None when somebody else has it or it is over."""
    now = timezone.now()
    given_up = ImportJob.objects.begun_too_often().filter(pk=pk)
    free = ImportJob.objects.claimable(now).filter(pk=pk).exclude(pk__in=given_up)
    taken = free.update(
        state=State.RUNNING,
        state_at=now,
        owner=owner,
        attempts=F("attempts") + 1,
        attempts_in_all=F("attempts_in_all") + 1,
        done_before=F("done"),
        heartbeat_at=now,
        lease_until=now + _lease(),
    )
    if taken:
        return ImportJob.objects.select_related("started_by", "dispute").get(pk=pk)
    _give_up(pk, now)
    return None


def _give_up(pk: int, now: datetime) -> None:
    """A job that was begun too often kills its worker, or never ends; it is stopped, and says so, and where."""
    rows = ImportJob.objects.claimable(now).begun_too_often().filter(pk=pk)
    job = rows.first()
    if job is None:
        return
    place = _stopped_at(job)
    attempts = job.attempts_in_all
    if job.attempts >= ImportJob.MAX_ATTEMPTS:
        attempts = job.attempts
    message = f"{GIVEN_UP.format(attempts, place)} {REMEDY} {job.message}".rstrip()
    with transaction.atomic():
        stopped = rows.update(
            message=message, issue_count=F("issue_count") + 1, **_over(State.FAILED)
        )
        if stopped:
            _add_issues(job, [Issue(f"{job.name}, {place}", message)])


def _stopped_at(job: ImportJob) -> str:
    """Where the cursor stands, in words."""
    suggestions = job.cursor.get("at", 0)
    if suggestions:
        return f"after {suggestions:,} suggestions of what follows {job.done:,} read"
    return f"after {job.done:,} of it were read" if job.done else "at its beginning"


def _over(state: str) -> dict:
    """What is written to a job that ends: nobody owns it, and the same file may be handed in again."""
    return {
        "state": state,
        "state_at": timezone.now(),
        "owner": "",
        "lease_until": None,
        "idempotency_key": None,
    }


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def held_by(job: ImportJob, owner: str) -> QuerySet[ImportJob]:
    """The fence: the job as a row only while this owner has it."""
    return ImportJob.objects.running().filter(pk=job.pk, owner=owner)


def settle(job: ImportJob, owner: str, outcome: ChunkOutcome) -> bool:
    """Move cursor and counters by one chunk, inside the chunk's own transaction; False when the lease is lost."""
    now = timezone.now()
    counters = {name: F(name) + getattr(outcome, name) for name in COUNTERS}
    moved = held_by(
        job, owner
    ).update(
        cursor=outcome.cursor,
        total=outcome.total,
        done=outcome.done,
        heartbeat_at=now,
        lease_until=now + _lease(),
        issue_count=F("issue_count") + len(outcome.issues),
        attempts=1,  # it gets on, so earlier attempts are no sign of a job that kills its worker
        **counters,
    )
    if moved:
        _add_issues(job, outcome.issues)
    return bool(moved)


def _add_issues(job: ImportJob, issues: Iterable[Issue]) -> None:
    """Store the issues of a job; whoever calls this counts them."""
    ImportIssue.objects.bulk_create(_issue_row(job, issue) for issue in issues)


def _issue_row(job: ImportJob, issue: Issue) -> ImportIssue:
    return ImportIssue(
        job=job,
        severity=issue.severity,
        place=shown(issue.place)[:300],
        field=shown(issue.field)[:120],
        value=shown(issue.value),
        message=shown(issue.message, LONGEST_MESSAGE),
        raw=shown(issue.raw),
    )


def hold(job: ImportJob, owner: str) -> bool:
    """Keep the lease through work that takes its time outside of a chunk, such as fetching; False when it is lost."""
    now = timezone.now()
    return bool(
        held_by(job, owner).update(heartbeat_at=now, lease_until=now + _lease())
    )


def end(
    job: ImportJob,
    owner: str,
    state: str,
    message: str = "",
    issue: Issue | None = None,
) -> bool:
    """Finish, fail or cancel a job that this owner runs, with the issue that it failed by."""
    issues = [issue] if issue else []
    with transaction.atomic():
        ended = held_by(job, owner).update(
            message=message, issue_count=F("issue_count") + len(issues), **_over(state)
        )
        if ended:
            _add_issues(job, issues)
    return bool(ended)


def release(job: ImportJob, owner: str, message: str) -> None:
    """Put a job back into the queue after something that may pass; the sweeper wakes it again within a minute."""
    now = timezone.now()
    held = held_by(job, owner)
    held.filter(state=State.CANCELLING).update(**_over(State.CANCELLED))
    held.filter(state=State.RUNNING).update(
        state=State.QUEUED,
        state_at=now,
        owner="",
        lease_until=None,
        sent_at=now,
        message=message,
    )


def is_cancelling(job: ImportJob) -> bool:
    return ImportJob.objects.filter(pk=job.pk, state=State.CANCELLING).exists()


def cancel(job: ImportJob, by: User) -> None:
    """Stop a job: at once when it waits, after the chunk in hand when it runs. Raises NotAllowed, WrongState."""
    _require_runner(job, by)
    now = timezone.now()
    rows = ImportJob.objects.filter(pk=job.pk)
    waiting = rows.filter(state=State.QUEUED).update(**_over(State.CANCELLED))
    left = rows.filter(state__in=[State.RUNNING, State.CANCELLING], lease_until__lt=now)
    abandoned = left.update(**_over(State.CANCELLED))
    running = rows.filter(state=State.RUNNING).update(
        state=State.CANCELLING, state_at=now
    )
    if not waiting + abandoned + running:
        raise WrongState("The job is over already.")


def retry(job: ImportJob, by: User) -> None:
    """Run a failed or cancelled job again from where it stopped. Raises NotAllowed, WrongState."""
    _require_runner(job, by)
    if not _again(job, [State.FAILED, State.CANCELLED]):
        raise WrongState("Only a job that failed or was cancelled can be retried.")
    _wake_after_commit(job)


def retry_failed(job: ImportJob, by: User) -> int:
    """Try again what a job could not take, now that what it lacked may be here; returns how many records.

    Raises NotAllowed, WrongState.
    """
    _require_runner(job, by)
    with transaction.atomic():
        adapter = ADAPTERS[job.adapter]
        cursor, count = adapter.again(job) if hasattr(adapter, "again") else ({}, 0)
        counters = {
            "cursor": cursor,
            "failed": F("failed") - count,
            "done": F("done") - count,
        }
        if not count or not _again(job, [State.DONE], **counters):
            raise WrongState(
                "There is nothing to try again: the job is not over, or no record of sound shape failed."
            )
        _wake_after_commit(job)
    return count


def _again(job: ImportJob, states: list[str], **changes: object) -> int:
    """Queue a job that is over, its attempts counted anew."""
    return ImportJob.objects.filter(pk=job.pk, state__in=states).update(
        state=State.QUEUED,
        state_at=timezone.now(),
        attempts=0,
        attempts_in_all=0,
        message="",
        sent_at=None,
        **changes,
    )


def sweep() -> int:
    """Wake what a lost message or a killed worker left behind; returns how many jobs were sent again."""
    now = timezone.now()
    not_sent_lately = Q(sent_at__isnull=True) | Q(sent_at__lt=now - RESEND_AFTER)
    unsent = Q(state=State.QUEUED) & not_sent_lately
    # Once is enough while the only worker is busy with something else: its queue must not fill with the same message.
    not_sent_since = not_sent_lately | Q(sent_at__lt=F("lease_until"))
    abandoned = Q(state=State.RUNNING, lease_until__lt=now) & not_sent_since
    cancelling = ImportJob.objects.filter(state=State.CANCELLING, lease_until__lt=now)
    cancelling.update(**_over(State.CANCELLED))
    jobs = ImportJob.objects.filter(unsent | abandoned).order_by("queued_at")
    return sum(wake(pk) for pk in jobs.values_list("pk", flat=True))
