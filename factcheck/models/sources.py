from django.core.validators import RegexValidator
from django.db import models

from .base import Record
from .fields import EdtfBoundField, EdtfField, WordsField

OPEN_LICENCES = ("public-domain", "cc0", "cc-by", "cc-by-sa", "own")


class Source(Record):
    """The work that is cited."""

    class Kind(models.TextChoices):
        ARTICLE = "article"
        STATEMENT = "statement"
        TREATY = "treaty"
        SPEECH = "speech"
        INTERVIEW = "interview"
        SOCIAL_POST = "social_post"
        DOCUMENT = "document"
        DATASET = "dataset"
        RECORDING = "recording"

    class Rank(models.TextChoices):
        PRIMARY = "primary"
        SECONDARY = "secondary"

    class Licence(models.TextChoices):
        UNKNOWN = "unknown"
        RESERVED = "all-rights-reserved", "All rights reserved"
        PUBLIC_DOMAIN = "public-domain", "Public domain"
        CC0 = "cc0", "CC0"
        CC_BY = "cc-by", "CC BY"
        CC_BY_SA = "cc-by-sa", "CC BY-SA"
        OWN = "own", "Our own work"

    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    source_kind = models.CharField("kind", max_length=12, choices=Kind)
    url = models.URLField("address", max_length=1000, blank=True)
    publisher = models.ForeignKey(
        "factcheck.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="published_sources"
    )
    authors = WordsField(help_text="One name a line.")
    published_on = EdtfField("published on")
    published_on_earliest = EdtfBoundField(of="published_on", end="earliest")
    published_on_latest = EdtfBoundField(of="published_on", end="latest")
    language = models.CharField(max_length=35, default="en")
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.UNKNOWN)
    rank = models.CharField(
        max_length=10, choices=Rank, help_text="Primary: the statement or document itself. Secondary: tells of it."
    )
    derived_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The source that this one merely repeats; the two then count once.",
    )
    archives = WordsField("archived elsewhere", help_text="Addresses of copies that others keep, one a line.")
    note = models.TextField(blank=True, help_text="What readers should know of it. Public.")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="source_does_not_repeat_itself",
                condition=models.Q(derived_from__isnull=True) | ~models.Q(derived_from=models.F("id")),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def copies_may_be_shared(self) -> bool:
        """Whether the whole archived text may be shown to anyone and travel in a dossier."""
        return self.licence in OPEN_LICENCES


class Capture(models.Model):
    """An immutable copy of a source as it was fetched or handed in; its bytes are stored once, by sha256.

    What an import archived has no source before an editor has accepted the one that was suggested with it.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="captures")
    sha256 = models.CharField(
        max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$", "A sha256 is 64 hexadecimal digits.")]
    )
    media_type = models.CharField(max_length=100)
    byte_count = models.PositiveBigIntegerField()
    text = models.TextField(blank=True, help_text="The extracted text, as it came; offsets count its code points.")
    extractor = models.CharField(max_length=60, blank=True, help_text="What extracted the text, with its version.")
    captured_at = models.DateTimeField()
    address = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-captured_at"]
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="capture_once_a_source"),
            models.UniqueConstraint(
                fields=["sha256"], condition=models.Q(source__isnull=True), name="capture_once_without_a_source"
            ),
        ]
        indexes = [
            # a passage's copy by name: WHERE sha256 = ?
            models.Index(fields=["sha256"], name="capture_by_sha256"),
        ]

    def __str__(self):
        return f"{self.media_type}, {self.captured_at:%Y-%m-%d %H:%M} UTC"
