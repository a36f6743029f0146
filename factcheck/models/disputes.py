from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Part, Record


class Dispute(Record):
    """The matter whose course is told."""

    PATH = "/disputes/{slug}/"

    title = models.CharField(max_length=200)
    summary = models.TextField(help_text="One or two neutral sentences. Markdown.")
    plain_summary = models.TextField(
        "summary in plain words",
        blank=True,
        help_text="For who is new to the matter or reads slowly: short sentences, common words, no abbreviations. "
        "Markdown. Shown beside the summary, under its own heading.",
    )
    language = models.CharField(
        max_length=35, default="en", help_text="BCP 47 tag, for example en or da."
    )

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class Side(Part):
    """A side of a dispute, with the parties that stand on it."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="sides")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    line = models.CharField(
        max_length=300, blank=True, help_text="What this side holds, in one sentence."
    )
    parties = models.ManyToManyField("factcheck.Party", blank=True, related_name="+")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "slug"], name="side_slug_once_in_a_dispute"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.dispute.slug})"


class Standing(Part):
    """One line of "where it stands"."""

    class Heading(models.TextChoices):
        ESTABLISHED = "established", _("Established")
        CONTESTED = "contested", _("Contested")
        NOT_KNOWN = "not-known", _("Not known")

    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, related_name="stands"
    )
    heading = models.CharField(max_length=12, choices=Heading)
    text = models.CharField(max_length=400)
    entry = models.UUIDField(
        null=True, blank=True, help_text="The uid of the entry that tells it."
    )

    class Meta(Part.Meta):
        verbose_name = "line of where it stands"
        verbose_name_plural = "where it stands"

    def __str__(self) -> str:
        return self.text
