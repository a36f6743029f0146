"""What must be looked at again because something it rests on was corrected or retracted."""

from django.db import models
from django.db.models import Q

from .base import person_field


class Recheck(models.Model):
    """One live record to be looked at again, and the line of the ledger that is the cause."""

    class State(models.TextChoices):
        OPEN = "open"
        HOLDS = "holds", "Still holds"
        CHANGED = "changed", "Changed since"

    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    cause_kind = models.CharField(max_length=20)
    cause_uid = models.UUIDField()
    cause = models.PositiveBigIntegerField(help_text="The line of the ledger that corrected or retracted it.")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person_field()
    comment = models.TextField(blank=True)
    line = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The line that changed the record, or took it down, since."
    )

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["uid", "cause"], name="recheck_once_a_cause"),
            models.CheckConstraint(
                name="recheck_is_decided_by_someone",
                condition=Q(state="open") | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            # what waits: WHERE state = 'open' ORDER BY opened_at
            models.Index(fields=["state", "opened_at"], name="recheck_waiting"),
            # of one record: WHERE uid = ? AND state = 'open'
            models.Index(fields=["uid", "state"], name="recheck_of_a_record"),
        ]

    def __str__(self):
        return f"{self.kind} {self.uid} after line {self.cause}"
