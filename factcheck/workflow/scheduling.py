"""Publishing at a time: an approved set waits, and the worker publishes it by the same verb when it is due."""

from collections.abc import Sequence
from datetime import UTC, datetime

import structlog
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from factcheck.ledger import LedgerError
from factcheck.models import Revision, Schedule, ScheduledRecord, Status, User
from factcheck.records import registry

from .change_kinds import Change, action_of
from .errors import (
    Blocked,
    Changed,
    RecordWarning,
    Unacknowledged,
    WorkflowError,
    WrongState,
)
from .history import note
from .preflight import blockers, warnings
from .publishing import publish
from .retraction import current_line
from .rules import Verb, require
from .schedule_invalidation import CANCELLED, PENDING, settle

DONE, FAILED = Schedule.State.DONE, Schedule.State.FAILED
log = structlog.get_logger(__name__)


def schedule(changes: Sequence[Change], by: User, *, at: datetime) -> Schedule:
    """Have a set published at a moment that is still to come, as if `by` did it then.

    Everything is checked now, so that nobody waits in vain, and once more at the moment itself. Raises NotAllowed,
    WrongState, Changed, Blocked, Unacknowledged.
    """
    require(by, Verb.PUBLISH)
    if at <= timezone.now():
        raise WrongState(
            "That moment has passed; choose one that is still to come, or publish now."
        )
    for change in changes:
        _require_approved(change)
        action_of(
            change,
            current_line(change.record),
            registry.of(change.record).public_content(change.record),
        )
    if blocked := blockers(changes):
        raise Blocked(blocked)
    if missing := _unacknowledged(changes):
        raise Unacknowledged(missing)
    utc = at.astimezone(UTC)
    try:
        with transaction.atomic():
            row = Schedule.objects.create(due_at=at, by=by)
            ScheduledRecord.objects.bulk_create(
                _scheduled_record(row, change) for change in changes
            )
            for change in changes:
                note(
                    change.record,
                    Revision.Verb.SCHEDULE,
                    by,
                    reason=f"For {utc.day} {utc:%b %Y, %H:%M} UTC",
                )
    except IntegrityError as error:
        raise WrongState(
            "One of these is scheduled already; cancel that schedule first."
        ) from error
    return row


def _require_approved(change: Change) -> None:
    record = change.record
    fresh = type(record).objects.filter(pk=record.pk).first()
    if fresh and fresh.lock_version != record.lock_version:
        raise Changed(
            fresh, record.lock_version, "only what was seen and approved is scheduled"
        )
    if fresh is None or fresh.status != Status.APPROVED:
        raise WrongState(
            f"“{record}” is not approved; only what was approved is scheduled."
        )


def _unacknowledged(changes: Sequence[Change]) -> list[RecordWarning]:
    acknowledged = {change.record.uid: change.acknowledged for change in changes}
    return [
        warning
        for warning in warnings(changes)
        if warning.name not in acknowledged[warning.record.uid]
    ]


def _scheduled_record(row: Schedule, change: Change) -> ScheduledRecord:
    return ScheduledRecord(
        schedule=row,
        kind=change.record.kind,
        uid=change.record.uid,
        lock_version=change.record.lock_version,
        action=change.action,
        notice=change.notice,
        acknowledged=sorted(change.acknowledged),
    )


def cancel_schedule(row: Schedule, by: User) -> None:
    """Take a schedule back before its time. Raises NotAllowed, WrongState."""
    require(by, Verb.PUBLISH)
    with transaction.atomic():
        if not settle(row.pk, CANCELLED, f"Cancelled by {by.public_name()}."):
            raise WrongState("It is not pending any more.")
        for each in row.records.all():
            if record := registry.find_record(each.kind, each.uid):
                note(record, Revision.Verb.UNSCHEDULE, by)


def publish_due() -> int:
    """Publish what is due, set by set; returns how many. What cannot be published fails aloud and waits for a person.

    Two workers at once publish once: the set and the end of its schedule are one transaction.
    """
    due = Schedule.objects.filter(state=PENDING, due_at__lte=timezone.now()).order_by(
        "due_at", "pk"
    )
    return sum(_publish(pk) for pk in due.values_list("pk", flat=True))


def _publish(pk: int) -> int:
    try:
        with transaction.atomic():
            return _publish_locked(pk)
    except OperationalError as problem:  # the next run tries again
        log.warning("scheduled publication postponed", schedule=pk, error=str(problem))
    except (WorkflowError, LedgerError) as refusal:
        settle(pk, FAILED, str(refusal))
        log.error("scheduled publication failed", schedule=pk, error=str(refusal))
    return 0


def _publish_locked(pk: int) -> int:
    rows = Schedule.objects.select_related("by").prefetch_related("records")
    rows = rows.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",)
    )
    row = rows.filter(pk=pk, state=PENDING).first()
    if row is None or not settle(pk, DONE):
        return 0
    lines = publish([_change(each) for each in row.records.all()], row.by)
    log.info("scheduled publication", schedule=pk, lines=[line.seq for line in lines])
    return 1


def _change(row: ScheduledRecord) -> Change:
    record = registry.find_record(row.kind, row.uid)
    if record is None:
        raise WrongState(f"The {row.kind} {row.uid} is gone.")
    # What was approved then is published, and nothing that was saved after.
    record.lock_version = row.lock_version
    return Change(record, row.action, row.notice, frozenset(row.acknowledged))
