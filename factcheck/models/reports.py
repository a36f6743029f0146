"""What readers say is wrong. Never public; no address of a device is stored, and no name is asked for."""

from django.db import models
from django.db.models import F, Q

from .base import person_field


class Report(models.Model):
    """One reader's report about one published record; `uid` is the record's, as everywhere in history."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed without a change"

    MOST_TEXT = 2_000
    MOST_CONTACT = 200

    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    line = models.PositiveBigIntegerField(
        help_text="The line of the ledger that the reader saw."
    )
    text = models.TextField(max_length=MOST_TEXT)
    contact = models.CharField(
        max_length=MOST_CONTACT,
        blank=True,
        help_text="As the reader gave it; removed when the report is decided.",
    )
    contact_erased_by = person_field()
    contact_erased_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    note = models.TextField(
        blank=True,
        help_text="What the desk found. Those alone read it who answer reports.",
    )
    correction = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="The later line of the record that put it right.",
    )
    decided_by = person_field()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["received_at"]
        constraints = [
            models.CheckConstraint(
                name="report_is_decided_by_someone",
                condition=Q(state="open")
                | Q(decided_by__isnull=False, decided_at__isnull=False, contact=""),
            ),
            models.CheckConstraint(
                name="report_is_put_right_by_a_later_line",
                condition=Q(correction__isnull=True)
                | Q(state="answered", correction__gt=F("line")),
            ),
            models.CheckConstraint(
                name="report_contact_is_erased_by_someone",
                condition=Q(contact_erased_at__isnull=True)
                | Q(contact_erased_by__isnull=False, contact=""),
            ),
        ]
        indexes = [
            # the queue: WHERE state = 'open' ORDER BY received_at
            models.Index(fields=["state", "received_at"], name="report_waiting"),
            # a record's panel, and how many wait about it: WHERE uid = ? AND state = 'open'
            models.Index(fields=["uid", "state"], name="report_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}: {self.text[:60]}"
