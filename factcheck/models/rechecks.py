"""What must be looked at again because something it rests on was corrected, retracted, or reads otherwise now."""

from django.db import models
from django.db.models import Q

from .base import person_field


class Recheck(models.Model):
    """One record to be looked at again. The cause is a line of the ledger, or a newer copy of a source that it cites.

    `found` says of a newer copy what became of each cited passage: {words, state, now}; `found_sha256` is theirs, so
    that the same finding is asked once.
    """

    class State(models.TextChoices):
        OPEN = "open"
        HOLDS = "holds", "Still holds"
        CHANGED = "changed", "Changed since"

    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    cause_kind = models.CharField(max_length=20)
    cause_uid = models.UUIDField()
    cause = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="The line of the ledger that corrected or retracted it.",
    )
    copy_sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text="The copy in which passages read otherwise.",
    )
    found = models.JSONField(default=list, blank=True)
    found_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person_field()
    comment = models.TextField(blank=True)
    line = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="The line that changed the record, or took it down, since.",
    )

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["uid", "cause"], name="recheck_once_a_cause"
            ),
            models.UniqueConstraint(
                fields=["uid", "cause_uid", "found_sha256"],
                name="recheck_once_a_finding",
                condition=~Q(found_sha256=""),
            ),
            models.CheckConstraint(
                name="recheck_has_one_cause",
                condition=Q(cause__isnull=False, copy_sha256="")
                | (Q(cause__isnull=True) & ~Q(copy_sha256="")),
            ),
            models.CheckConstraint(
                name="recheck_is_decided_by_someone",
                condition=Q(state="open")
                | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            # what waits: WHERE state = 'open' ORDER BY opened_at
            models.Index(fields=["state", "opened_at"], name="recheck_waiting"),
            # of one record: WHERE uid = ? AND state = 'open'
            models.Index(fields=["uid", "state"], name="recheck_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid} after {f'line {self.cause}' if self.cause else 'a newer copy'}"

    @property
    def is_about_a_copy(self) -> bool:
        return self.cause is None
