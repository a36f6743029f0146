"""Schedules that something else has overtaken: a newer publication, or a save that voids the approval."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from factcheck.models import Schedule, ScheduledRecord

PENDING, CANCELLED = Schedule.State.PENDING, Schedule.State.CANCELLED


def drop(uids: Collection[UUID], why: str) -> int:
    """Cancel every pending schedule that holds one of these records, its whole set; returns how many."""
    held = ScheduledRecord.objects.filter(uid__in=uids, is_pending=True).values_list(
        "schedule_id", flat=True
    )
    return sum(settle(pk, CANCELLED, why) for pk in set(held))


def settle(pk: int, state: str, message: str = "") -> int:
    """Move a pending schedule to its end; 0 when somebody else did."""
    rows = Schedule.objects.filter(pk=pk, state=PENDING)
    moved = rows.update(state=state, settled_at=timezone.now(), message=message)
    if moved:
        ScheduledRecord.objects.filter(schedule_id=pk).update(is_pending=False)
    return moved
