from hashlib import sha256
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Record
from .fields import (
    LANGUAGE_HELP,
    AddressKeyField,
    EdtfBoundField,
    EdtfField,
    WordsField,
)

OPEN_LICENCES = ("public-domain", "cc0", "cc-by", "cc-by-sa", "own")


class Source(Record):
    """The work that is cited."""

    PATH = "/sources/{slug}/"

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        STATEMENT = "statement", _("Statement")
        TREATY = "treaty", _("Treaty")
        SPEECH = "speech", _("Speech")
        INTERVIEW = "interview", _("Interview")
        SOCIAL_POST = "social_post", "Social Post"
        DOCUMENT = "document", _("Document")
        DATASET = "dataset", _("Dataset")
        RECORDING = "recording", _("Recording")

    class Rank(models.TextChoices):
        PRIMARY = "primary", _("Primary")
        SECONDARY = "secondary", _("Secondary")

    class Licence(models.TextChoices):
        UNKNOWN = "unknown", _("Unknown")
        RESERVED = "all-rights-reserved", _("All rights reserved")
        PUBLIC_DOMAIN = "public-domain", _("Public domain")
        CC0 = "cc0", _("CC0")
        CC_BY = "cc-by", _("CC BY")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA")
        OWN = "own", _("Our own work")

    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    source_kind = models.CharField("kind", max_length=12, choices=Kind)
    url = models.URLField("address", max_length=1000, blank=True)
    address_key = AddressKeyField(of="url")
    publisher = models.ForeignKey(
        "factcheck.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
    )
    authors = WordsField(help_text="One name a line.")
    published_on = EdtfField("published on")
    published_on_earliest = EdtfBoundField(of="published_on", end="earliest")
    published_on_latest = EdtfBoundField(of="published_on", end="latest")
    language = models.CharField(
        max_length=35, default="en", blank=True, help_text=LANGUAGE_HELP
    )
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.UNKNOWN)
    rank = models.CharField(
        max_length=10,
        choices=Rank,
        help_text="Primary: the statement or document itself. Secondary: tells of it.",
    )
    derived_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The source that this one merely repeats; the two then count once.",
    )
    archives = WordsField(
        "archived elsewhere",
        help_text="Addresses of copies that others keep, one a line.",
    )
    note = models.TextField(
        blank=True, help_text="What readers should know of it. Public."
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="source_does_not_repeat_itself",
                condition=models.Q(derived_from__isnull=True)
                | ~models.Q(derived_from=models.F("id")),
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            # whose a copy is: WHERE address_key = ?
            models.Index(fields=["address_key"], name="source_by_address"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def copies_may_be_shared(self) -> bool:
        """Whether the whole archived text may be shown to anyone and travel in a dossier."""
        return self.licence in OPEN_LICENCES


class Capture(models.Model):
    """An immutable copy of a source as it was fetched or handed in; its bytes are stored once, by sha256.

    It belongs to the source of its address from the moment it was fetched, or from the moment that there is one.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="captures"
    )
    sha256 = models.CharField(
        max_length=64,
        validators=[
            RegexValidator(r"^[0-9a-f]{64}$", "A sha256 is 64 hexadecimal digits.")
        ],
    )
    media_type = models.CharField(max_length=100)
    byte_count = models.PositiveBigIntegerField()
    text = models.TextField(
        blank=True,
        help_text="The extracted text, as it came; offsets count its code points.",
    )
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    extractor = models.CharField(
        max_length=60,
        blank=True,
        help_text="What extracted the text, with its version.",
    )
    captured_at = models.DateTimeField()
    address = models.URLField(max_length=1000, blank=True)
    bytes_removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    bytes_removed_ground = models.CharField(
        max_length=20,
        blank=True,
        editable=False,
        help_text="The legal ground of the redaction that removed its bytes.",
    )

    class Meta:
        ordering = ["-captured_at"]
        constraints = [
            models.CheckConstraint(
                name="capture_says_why_its_bytes_are_gone",
                condition=models.Q(
                    bytes_removed_at__isnull=True, bytes_removed_ground=""
                )
                | (
                    models.Q(bytes_removed_at__isnull=False)
                    & ~models.Q(bytes_removed_ground="")
                ),
            ),
            models.UniqueConstraint(
                fields=["source", "sha256"], name="capture_once_a_source"
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=models.Q(source__isnull=True),
                name="capture_once_without_a_source",
            ),
        ]
        indexes = [
            # a passage's copy by name: WHERE sha256 = ?
            models.Index(fields=["sha256"], name="capture_by_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type}, {self.sha256[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whatever the text is when it is saved, its hash is kept beside it."""
        self.text_sha256 = sha256(
            self.text.encode("utf-8", "surrogatepass")
        ).hexdigest()
        super().save(*args, **kwargs)
