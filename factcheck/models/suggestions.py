"""Suggestions that wait for an editor's decision, and what an import last brought for a record."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .base import person_field
from .jobs import ImportJob


class ImportedRecord(models.Model):
    """What an import last brought for a record: its natural key there and its content, for a three-way comparison."""

    source = models.CharField(
        max_length=120,
        help_text="Who it came from: a dossier's dispute, a feed, a publisher.",
    )
    external_id = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    content_sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    lock_version = models.PositiveIntegerField(
        help_text="The record's save counter when this was taken over."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "external_id"],
                name="imported_once_a_natural_key",
            ),
        ]
        indexes = [
            # has an editor changed it since: WHERE uid = ?
            models.Index(fields=["uid"], name="imported_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.external_id}"


class SuggestionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(
            state__in=[Suggestion.State.PENDING, Suggestion.State.DEFERRED]
        )

    def pending(self) -> Self:
        return self.filter(state=Suggestion.State.PENDING)


class Suggestion(models.Model):
    """What a machine found, with its place; it makes nothing public and nothing at all until a person decides."""

    class State(models.TextChoices):
        PENDING = "pending"
        DEFERRED = "deferred"
        ACCEPTED = "accepted"
        MERGED = "merged"
        REJECTED = "rejected"

    class Purpose(models.TextChoices):
        NEW = "new"
        UPDATE = "update"
        WITHDRAWAL = "withdrawal"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    job = models.ForeignKey(
        ImportJob, on_delete=models.PROTECT, related_name="suggestions"
    )
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.NEW)
    fields = models.JSONField(help_text="What the form of its kind takes.")
    base = models.JSONField(
        default=dict,
        blank=True,
        help_text="For an update: what was imported last time.",
    )
    capture_sha256 = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    place = models.CharField(
        max_length=300, blank=True, help_text="Row or path, where it has no passage."
    )
    confidence = models.DecimalField(
        max_digits=4, decimal_places=3, null=True, blank=True
    )
    step = models.CharField(max_length=60, blank=True, help_text="What found it.")
    memory_key = models.CharField(
        max_length=64,
        help_text="Source, kind and normalised words: a rejection is for ever.",
    )
    match_kind = models.CharField(max_length=20, blank=True)
    match_uid = models.UUIDField(null=True, blank=True)
    match_relation = models.CharField(
        max_length=7, blank=True, help_text="same, or related: never the same."
    )
    match_score = models.DecimalField(
        max_digits=4, decimal_places=3, null=True, blank=True
    )
    differs = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    decided_by = person_field()
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    became = models.UUIDField(
        null=True, blank=True, help_text="The record that it became or went into."
    )
    became_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="Its save counter then: for undo."
    )
    brought_by = models.UUIDField(
        null=True,
        blank=True,
        help_text="The suggestion whose acceptance needed this one.",
    )
    taken_by = person_field()
    taken_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when somebody looks at it."
    )
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    lock_version = models.PositiveIntegerField(default=0)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["job", "start", "id"]
        permissions = [
            ("decide_suggestions", "Can accept, merge, reject and defer suggestions")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["memory_key"], name="suggestion_asked_once"
            ),
            models.CheckConstraint(
                name="suggestion_decided_by_someone",
                condition=Q(state__in=["pending", "deferred"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]
        indexes = [
            # the review queue: WHERE job_id = ? AND state = 'pending' ORDER BY start
            models.Index(fields=["job", "state", "start"], name="suggestion_queue"),
            # what a decision brought along: WHERE brought_by = ?
            models.Index(
                fields=["brought_by"],
                condition=Q(brought_by__isnull=False),
                name="suggestion_brought",
            ),
            # which suggestion a record was: WHERE became = ?
            models.Index(
                fields=["became"],
                condition=Q(became__isnull=False),
                name="suggestion_became",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kind}"
