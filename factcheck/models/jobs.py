"""Import jobs with their issues and staged records, feeds, and the workers' heartbeats.

The row is the job: a message to a worker carries only its id.
"""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from .base import person_field


class ImportJobQuerySet(models.QuerySet):
    def running(self) -> Self:
        return self.filter(
            state__in=[ImportJob.State.RUNNING, ImportJob.State.CANCELLING]
        )

    def claimable(self, now: datetime) -> Self:
        """Queued, or running under a lease that ran out."""
        return self.filter(
            Q(state=ImportJob.State.QUEUED)
            | Q(state=ImportJob.State.RUNNING, lease_until__lt=now)
        )

    def begun_too_often(self) -> Self:
        """Those that kill each worker at one place, or too many workers in all."""
        return self.filter(
            Q(attempts__gte=ImportJob.MAX_ATTEMPTS)
            | Q(attempts_in_all__gte=ImportJob.MAX_ATTEMPTS_IN_ALL)
        )


class ImportJob(models.Model):
    """One file, text, address or feed on its way in. State, lease, cursor and counters live here and nowhere else."""

    MAX_ATTEMPTS, MAX_ATTEMPTS_IN_ALL = 5, 50

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        CANCELLING = "cancelling"
        CANCELLED = "cancelled"
        FAILED = "failed"
        DONE = "done"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    adapter = models.CharField(max_length=30)
    file = models.FileField(upload_to="imports/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    address = models.URLField(max_length=1000, blank=True)
    feed = models.ForeignKey(
        "factcheck.Feed",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
    )
    dispute = models.ForeignKey(
        "factcheck.Dispute",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
    )
    options = models.JSONField(default=dict, blank=True)
    idempotency_key = models.CharField(
        max_length=120, unique=True, null=True, blank=True
    )
    started_by = person_field(null=False)
    queued_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    state_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When a worker was last woken for it."
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was begun where its cursor stands."
    )
    attempts_in_all = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was begun."
    )
    owner = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cursor = models.JSONField(default=dict, blank=True)
    message = models.TextField(
        blank=True, help_text="Why it failed, or what to know of the result."
    )

    done = models.PositiveIntegerField(default=0)
    done_before = models.PositiveIntegerField(
        default=0, help_text="Done when the worker of now took it: for the rate."
    )
    total = models.PositiveIntegerField(null=True, blank=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    issue_count = models.PositiveIntegerField(default=0)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at"]
        permissions = [
            ("run_imports", "Can start, cancel and retry import jobs"),
            ("run_own_imports", "Can start import jobs, and cancel and retry these"),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_state_is_known",
                condition=Q(
                    state__in=[
                        "queued",
                        "running",
                        "cancelling",
                        "cancelled",
                        "failed",
                        "done",
                    ]
                ),
            ),
            models.UniqueConstraint(
                fields=["feed"],
                condition=Q(state__in=["queued", "running", "cancelling"]),
                name="job_one_a_feed",
            ),
        ]
        indexes = [
            # the sweeper: WHERE state IN ('queued', 'running') AND lease_until < ?
            models.Index(fields=["state", "lease_until"], name="job_to_sweep"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    @property
    def name(self) -> str:
        """What it is called: by its file or text, its address, or what kind of job it is."""
        return self.file_name or self.address or self.adapter


class ImportIssue(models.Model):
    """A record, field or line that could not be taken as it is: where, what and the remedy."""

    class Severity(models.TextChoices):
        ERROR = "error"
        WARNING = "warning"

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="issues")
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.ERROR)
    place = models.CharField(max_length=300, help_text="Line, row or path in the file.")
    field = models.CharField(max_length=120, blank=True)
    value = models.TextField(blank=True)
    message = models.TextField()
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class StagedRecord(models.Model):
    """A raw record of a dossier between reading and making drafts. Gone when its job is done, but for what failed."""

    class Result(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        DUPLICATE = "duplicate", "Waits for a decision"
        FAILED = "failed"

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="staged")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    slug = models.CharField(max_length=120)
    place = models.CharField(max_length=300)
    raw = models.JSONField()
    next_pass = models.PositiveSmallIntegerField(
        default=2, help_text="2: to be made, 3: to be completed, 4: done."
    )
    result = models.CharField(max_length=9, choices=Result, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "position"], name="staged_once_a_position"
            ),
            models.UniqueConstraint(
                fields=["job", "kind", "slug"], name="staged_once_a_slug"
            ),
        ]
        indexes = [
            # the next chunk of a pass: WHERE job_id = ? AND next_pass = ? AND kind = ? ORDER BY position
            models.Index(
                fields=["job", "next_pass", "kind", "position"],
                name="staged_next_chunk",
            ),
            # who is meant by a uid: WHERE job_id = ? AND kind = ? AND uid = ?
            models.Index(fields=["job", "uid"], name="staged_by_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Feed(models.Model):
    """An address that is looked at again and again; each look is a job."""

    class Rhythm(models.TextChoices):
        QUARTER_HOUR = "15m", "Every 15 minutes"
        HOUR = "1h", "Every hour"
        DAY = "1d", "Every day"

    name = models.CharField(max_length=120)
    address = models.URLField(max_length=1000, unique=True)
    adapter = models.CharField(max_length=30)
    dispute = models.ForeignKey(
        "factcheck.Dispute", on_delete=models.PROTECT, related_name="feeds"
    )
    rhythm = models.CharField(max_length=3, choices=Rhythm, default=Rhythm.HOUR)
    active = models.BooleanField(default=True)
    added_by = person_field()
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it is looked at next; empty means at once.",
    )
    failures = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Looks in a row that failed."
    )

    class Meta:
        ordering = ["name"]
        indexes = [
            # feeds to look at: WHERE active AND due_at <= ?
            models.Index(fields=["due_at"], condition=Q(active=True), name="feed_due"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """When a worker was last heard of; without one, jobs wait and the desk says so."""

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
