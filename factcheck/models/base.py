"""What every record and every part has."""

import uuid
from collections.abc import Collection
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import F, ForeignKey, Q

from factcheck.models.site_paths import site_path


class Status(models.TextChoices):
    """Where the *next* version of a record stands; whether one is live is read from the ledger."""

    DRAFT = "draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved"
    CLEAN = "clean", "No new version"


def person_field(**options: Any) -> models.ForeignKey:
    """A reference to a person of the desk, kept for as long as what that person did is kept."""
    options = {"null": True, "blank": True, "editable": False} | options
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options
    )


def guest_field() -> models.ForeignKey:
    """A reference to the link by which somebody outside the desk approved, kept for as long as the approval is."""
    return models.ForeignKey(
        "factcheck.GuestLink",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


class ChecksOnce(models.Model):
    """A model that does not ask whether a row exists that it has in hand: whoever looked it up asked already."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        keys = (
            field
            for field in self._meta.concrete_fields
            if isinstance(field, ForeignKey)
        )
        in_hand = {
            key.name for key in keys if key.get_cached_value(self, None) is not None
        }
        super().clean_fields(exclude=in_hand | set(exclude or ()))


class Record(ChecksOnce):
    """A working record: what editors change. Readers see what was published of it, never this row.

    Each kind says its `PATH` once: the address of its pages, with `{slug}` and what else it takes.
    """

    PATH: ClassVar[str]

    objects: ClassVar[models.Manager[Self]]
    _prefetched_objects_cache: dict[str, list]
    """Django's own: the rows of relations that were read beforehand."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="The address readers see. Fixed for ever at first publication.",
    )
    noindex = models.BooleanField(
        "keep out of search engines",
        default=False,
        help_text="Its page asks search engines to leave it out, and no sitemap names it. Readers see it as before.",
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    lock_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = person_field()
    approved_by = person_field()
    approved_by_guest = guest_field()

    # In the order in which they are given; a save voids them all.
    APPROVALS: ClassVar[tuple[str, ...]] = ("approved_by", "approved_by_guest")

    class Meta:
        abstract = True
        ordering = ["-changed_at"]
        indexes = [
            # the work list: WHERE status = ? ORDER BY changed_at DESC
            models.Index(fields=["status", "-changed_at"], name="%(class)s_by_status"),
            # the list of all: ORDER BY changed_at DESC, id DESC
            models.Index(fields=["-changed_at", "-id"], name="%(class)s_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="%(class)s_approved_by_someone_else",
                condition=~Q(status=Status.APPROVED)
                | (
                    Q(approved_by__isnull=False, approved_by_guest__isnull=True)
                    & ~Q(approved_by=F("changed_by"))
                )
                | Q(approved_by__isnull=True, approved_by_guest__isnull=False),
                violation_error_message="Whoever changed a record last cannot approve it.",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Where this site shows the record, without the host."""
        return site_path(self.public_path)

    @classmethod
    def path(cls, slug: str, **places: str) -> str:
        """The path of a public page of this kind as the ledger writes it: without the host and the site's prefix."""
        return cls.PATH.format(slug=slug, **places)

    @property
    def public_path(self) -> str:
        """The path of this record's page; it goes into the ledger with every line."""
        return self.path(self.slug)

    @property
    def has_page(self) -> bool:
        """Whether readers find it at an address of its own once it is published."""
        return True

    @property
    def approvals(self) -> list:
        """Who approved this version so far, in order: people of the desk, and the links of guests."""
        return [
            approver for name in self.APPROVALS if (approver := getattr(self, name))
        ]

    @property
    def needs_two_approvals(self) -> bool:
        """Whether one second pair of eyes is too few for this version."""
        return False

    @property
    def kind(self) -> str:
        """The record's kind by name, as the registry, the ledger and the addresses spell it."""
        return cast(str, self._meta.model_name)  # only an abstract base has none


class Part(ChecksOnce):
    """A row that belongs to one record and travels in its public form."""

    objects: ClassVar[models.Manager[Self]]

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order within the record; lowest first."
    )

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class Anchored(models.Model):
    """A passage: a span of an archived copy (W3C TextPositionSelector and TextQuoteSelector).

    `start` and `end` count code points of the copy's extracted text; the copy is named by its sha256, so that a
    passage can be kept where the copy itself may not be shared. `before` and `after` are the two sentences around.
    """

    objects: ClassVar[models.Manager[Self]]
    source_id: int | None  # each names the source whose copy it is a span of

    capture_sha256 = models.CharField(
        "archived copy", max_length=64, blank=True, default=""
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField(
        "passage",
        blank=True,
        default="",
        help_text="The cited words exactly as they stand in the archived copy; their place is found for you.",
    )
    before = models.TextField(blank=True, default="", editable=False)
    after = models.TextField(blank=True, default="", editable=False)
    locator = models.CharField(
        max_length=120,
        blank=True,
        default="",
        help_text="Page, paragraph or time, as a reader would look it up.",
    )

    class Meta:
        abstract = True
