"""One-time links by which somebody outside the desk reads one record or one proposal and says what they think of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from .base import person_field


class GuestLinks(models.QuerySet):
    """Links by what can still be done with them."""

    def open(self, at: datetime) -> Self:
        """Those by which somebody may still decide at this moment."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class GuestLink(models.Model):
    """A link to one version of a record, or to one proposal, for one named person; of its token only a hash is kept.

    `lock_version` is the save of the record that the link binds; a link to a proposal has none, for what was proposed
    never changes.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve"
        OBJECT = "object"
        COMMENT = "comment"

    class State(models.TextChoices):
        OPEN = "open", "Waits for an answer"
        USED = "used", "Answered"
        REVOKED = "revoked"
        EXPIRED = "expired"
        VOID = "void", "Void: saved or decided since"

    MOST_NAME, MOST_ROLE, MOST_WORDS = 80, 120, 4_000

    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    proposal = models.ForeignKey(
        "factcheck.Proposal",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guest_links",
    )
    lock_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The save of the record that it binds."
    )
    name = models.CharField(max_length=MOST_NAME)
    role = models.CharField(
        max_length=MOST_ROLE, help_text="Such as “lawyer, Berg & Co”."
    )
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    made_by = person_field(null=False)
    by_author = models.BooleanField(
        default=False, help_text="Made by somebody whose own work is to be judged."
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = person_field()
    used_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=7, choices=Decision, blank=True)
    words = models.TextField(blank=True)

    objects = GuestLinks.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="guest_link_is_of_a_version_or_a_proposal",
                condition=Q(proposal__isnull=True, lock_version__isnull=False)
                | Q(proposal__isnull=False, lock_version__isnull=True),
            ),
            models.CheckConstraint(
                name="guest_link_is_used_when_decided",
                condition=Q(used_at__isnull=True, decision="")
                | Q(
                    used_at__isnull=False, decision__in=["approve", "object", "comment"]
                ),
            ),
            models.CheckConstraint(
                name="guest_link_is_used_or_revoked_never_both",
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="guest_link_is_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="guest_objects_and_comments_in_words",
                condition=~Q(decision__in=["object", "comment"]) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="guest_link_expires_later",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        ]
        indexes = [
            # the links of a record or of its proposals: WHERE uid = ? ORDER BY made_at DESC
            models.Index(fields=["uid", "-made_at"], name="guest_link_of_a_record"),
        ]

    def __str__(self) -> str:
        """What the desk calls the guest, with what everybody who relies on the approval should know."""
        invited = ", invited by its author" if self.by_author else ""
        return f"guest {self.name} ({self.role}){invited}"

    def state_at(self, at: datetime) -> "GuestLink.State":
        """Where the link stands at a moment."""
        if self.used_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= at else self.State.OPEN
