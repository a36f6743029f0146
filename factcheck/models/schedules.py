"""Publications that wait for their time. Nothing of them is in the ledger before it, so nothing can be read early."""

from django.db import models
from django.db.models import Q

from .base import person_field
from .ledger import LedgerAction


class Schedule(models.Model):
    """A set of approved records that the worker publishes together at a moment."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done", "Published"
        CANCELLED = "cancelled"
        FAILED = "failed", "Could not be published"

    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    by = person_field(null=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(
        blank=True, help_text="Why it was cancelled or could not be published."
    )

    class Meta:
        ordering = ["-due_at"]
        indexes = [
            # what is due: WHERE state = 'pending' AND due_at <= ? ORDER BY due_at
            models.Index(fields=["state", "due_at"], name="schedule_due"),
        ]

    def __str__(self) -> str:
        return f"schedule {self.pk}"


class ScheduledRecord(models.Model):
    """One record of the set, bound to the version that was approved."""

    schedule = models.ForeignKey(
        Schedule, on_delete=models.CASCADE, related_name="records"
    )
    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    lock_version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, default=LedgerAction.PUBLISH)
    notice = models.TextField(blank=True)
    acknowledged = models.JSONField(default=list)
    # The schedule's state once more: a constraint sees no other table.
    is_pending = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                condition=Q(is_pending=True),
                name="record_is_scheduled_once_at_a_time",
            ),
        ]
        indexes = [
            # of one record, the latest first: WHERE uid = ? ORDER BY schedule_id DESC
            models.Index(fields=["uid", "-schedule"], name="schedule_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
