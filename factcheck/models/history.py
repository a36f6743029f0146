"""What was done to working records, by whom, and what waits for a second person.

These rows point to records by (kind, uid), never by foreign key: the ledger and the history outlive any table.
"""

from django.db import models
from django.db.models import F, Q

from .accounts import User
from .base import guest_field, person_field
from .guests import GuestLink
from .ledger import LedgerAction


class Revision(models.Model):
    """One line of a working record's history, written in the transaction of the act itself."""

    class Verb(models.TextChoices):
        SAVE = "save"
        SUBMIT = "submit"
        RETURN = "return"
        APPROVE = "approve"
        PUBLISH = LedgerAction.PUBLISH.value
        RETRACT = LedgerAction.RETRACT.value
        RESTORE = LedgerAction.RESTORE.value
        MERGE = LedgerAction.MERGE.value
        REDACT = LedgerAction.REDACT.value
        EMERGENCY = "emergency", "Publish in an emergency"
        PROPOSE = "propose"
        REFUSE = "refuse", "Refuse a proposal"
        WITHDRAW = "withdraw", "Withdraw a proposal"
        REVIEW = "review", "Review after the fact"
        DISCARD = "discard", "Discard a draft"
        SCHEDULE = "schedule"
        UNSCHEDULE = "unschedule", "Cancel the schedule"
        RECHECK = "recheck", "Look at again: it holds"
        ANSWER = "answer", "Answer a reader's report"
        HOLD = LedgerAction.HOLD.value
        RELEASE = LedgerAction.RELEASE.value
        CONFIRM = "confirm", "Confirm a hold"
        ERASE = "erase", "Erase how a reader is reached"
        INVITE = "invite", "Ask a guest"
        REVOKE = "revoke", "Revoke a guest's link"
        AGREE = "agree", "Agree to a proposal"
        OBJECT = "object"
        COMMENT = "comment"

    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    number = models.PositiveIntegerField(help_text="Counts this record's lines from 1.")
    verb = models.CharField(max_length=10, choices=Verb)
    by = person_field()
    guest = guest_field()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)
    changed = models.JSONField(default=dict, help_text="Field by field: [old, new].")
    lock_version = models.PositiveIntegerField(help_text="The save that this line saw.")
    line = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The line of the ledger that it wrote."
    )
    acknowledged = models.JSONField(
        default=list,
        help_text="The warnings that the publisher acknowledged: [{name, field, message}].",
    )
    form_version = models.PositiveSmallIntegerField(
        default=1, help_text="The record form that `changed` speaks of."
    )

    class Meta:
        ordering = ["kind", "uid", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "uid", "number"], name="revision_numbers_count_up"
            ),
            models.CheckConstraint(
                name="revision_is_by_a_person_or_a_guest",
                condition=Q(by__isnull=False, guest__isnull=True)
                | Q(by__isnull=True, guest__isnull=False),
            ),
        ]
        indexes = [
            # authors since the last publication, the history page: WHERE uid = ? ORDER BY number DESC
            models.Index(fields=["uid", "-number"], name="revision_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.verb}"

    @property
    def actor(self) -> User | GuestLink | None:
        """Who did it: somebody of the desk, or the link of a guest; either is called by name as a text."""
        return self.by or self.guest


class Proposal(models.Model):
    """A verb that waits for a second person: restore, merge, redact, a hold, the review of what one did alone."""

    class Verb(models.TextChoices):
        RESTORE = LedgerAction.RESTORE.value
        MERGE = LedgerAction.MERGE.value
        REDACT = LedgerAction.REDACT.value
        HOLD = LedgerAction.HOLD.value
        REVIEW = "review", "Review after the fact"

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    verb = models.CharField(max_length=8, choices=Verb)
    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    into = models.UUIDField(
        null=True,
        blank=True,
        help_text="The record that this one goes into, for a merge.",
    )
    line = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The line of the ledger that it is about."
    )
    ground = models.CharField(
        max_length=20, blank=True, help_text="The legal ground of a redaction."
    )
    phrase = models.TextField(
        blank=True,
        help_text="The words that a redaction strikes; emptied once it is decided.",
    )
    reason = models.TextField()
    binds = models.JSONField(
        default=dict,
        help_text="The save of each record that was looked at: {uid: lock_version}.",
    )
    asked_by = person_field(null=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = person_field()
    decided_by_guest = guest_field()
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="proposal_is_decided_by_a_second_person",
                condition=~Q(state="done")
                | (
                    Q(decided_by__isnull=False, decided_by_guest__isnull=True)
                    & ~Q(decided_by=F("asked_by"))
                )
                | Q(
                    verb=LedgerAction.REDACT,
                    decided_by__isnull=True,
                    decided_by_guest__isnull=False,
                )
                | Q(
                    verb=LedgerAction.REDACT,
                    ground="court-order",
                    decided_by__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["verb", "uid", "line"],
                condition=Q(state="open"),
                name="proposal_open_once",
            ),
        ]
        indexes = [
            # what waits for a second person: WHERE state = 'open' ORDER BY asked_at
            models.Index(fields=["state", "asked_at"], name="proposal_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.kind} {self.uid}"

    @property
    def decider(self) -> User | GuestLink | None:
        """Who decided it: somebody of the desk, or the link of a guest; None while it is open, and of what was done
        alone."""
        return self.decided_by or self.decided_by_guest

    @property
    def is_done_alone(self) -> bool:
        """Whether whoever asked for it carried it out without a second person, on a court's order."""
        return self.state == self.State.DONE and self.decider is None


class ProposedStrike(models.Model):
    """What a proposal to redact would strike out of one line: words by their places, or all but its address."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="strikes"
    )
    seq = models.PositiveBigIntegerField(help_text="The line of the ledger.")
    is_whole = models.BooleanField(default=False)
    words = models.JSONField(
        default=list,
        blank=True,
        help_text="[path, number of the word] of each that goes.",
    )

    class Meta:
        constraints = [
            # whether somebody agreed that words of a line go: WHERE seq = ?
            models.UniqueConstraint(
                fields=["seq", "proposal"], name="strike_once_a_line"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.seq}"
