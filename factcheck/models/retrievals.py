"""Every time that a document was fetched from its address, or handed in."""

from typing import Self

from django.db import models
from django.db.models import Q


class LookQuerySet(models.QuerySet):
    def with_text(self) -> Self:
        """Those that found an article, so that passages can be looked for in what they found."""
        return self.filter(outcome__in=Look.READ)

    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Look(models.Model):
    """One look at a document: where, when and what was found, in order, whatever came of it.

    `key` is the document's canonical address, or the sha256 of its bytes where it has none; `document` is what its
    suggestions are remembered by: the same, or the key of the document that it repeats byte for byte. A look belongs to
    a source from the moment that there is one of its address.
    """

    class Outcome(models.TextChoices):
        FIRST = "first", "First copy"
        SAME = "same", "Same as before"
        CHANGED = "changed", "Text changed"
        UNREAD = "unread", "No article in it"
        FAILED = "failed", "Not reached"

    READ = (Outcome.FIRST, Outcome.SAME, Outcome.CHANGED)

    key = models.CharField(max_length=1000)
    document = models.CharField(max_length=1000)
    source = models.ForeignKey(
        "factcheck.Source",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="looks",
    )
    asked = models.CharField("address asked for", max_length=1000, blank=True)
    address = models.CharField("address reached", max_length=1000, blank=True)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of the answer (HTTP), where one came."
    )
    headers = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="The archived copy of what was found."
    )
    outcome = models.CharField(max_length=7, choices=Outcome)
    problem = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey(
        "factcheck.ImportJob",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="looks",
    )

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="look_found_a_copy_or_failed",
                condition=Q(sha256="", outcome="failed") | ~Q(sha256=""),
            ),
        ]
        indexes = [
            # the last look at an address: WHERE key = ? ORDER BY at DESC, id DESC
            models.Index(fields=["key", "-at", "-id"], name="look_by_key"),
            # what a document was read as: WHERE document = ?
            models.Index(fields=["document"], name="look_by_document"),
            # the same bytes, seen before: WHERE sha256 = ?
            models.Index(fields=["sha256"], name="look_by_sha256"),
            # a source's own: WHERE source_id = ? ORDER BY at DESC, id DESC
            models.Index(fields=["source", "-at", "-id"], name="look_of_a_source"),
        ]

    def __str__(self) -> str:
        return f"Look at {self.address or self.asked or self.sha256[:12]}"

    @classmethod
    def outcome_of(cls, text: str, before: str | None) -> str:
        """What a look found, from the text of its copy and the one that was read before, if any was."""
        if not text:
            return cls.Outcome.UNREAD
        if before is None:
            return cls.Outcome.FIRST
        return cls.Outcome.SAME if before == text else cls.Outcome.CHANGED
