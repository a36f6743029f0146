from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .base import Anchored, Record
from .fields import LANGUAGE_HELP, EdtfBoundField, EdtfField

LISTED = 110  # characters of its words that a quote is called by


class Quote(Anchored, Record):
    """Exact words, who said them, and where they stand."""

    PATH = "/quotes/{slug}/"

    class Kind(models.TextChoices):
        DIRECT = "direct", _("Direct")
        PARTIAL = "partial", _("Partial")

    class Basis(models.TextChoices):
        ORIGINAL = "original", "Checked against the original"
        SECOND_HAND = "second-hand", "Second-hand"
        TRANSLATED = "translated", _("Translated")

    disputes = models.ManyToManyField("factcheck.Dispute", related_name="quotes")
    words = models.TextField(
        help_text="The exact words without the quotation marks, kept letter for letter."
    )
    speaker = models.ForeignKey(
        "factcheck.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
    )
    said_on = EdtfField("said on")
    said_on_earliest = EdtfBoundField(of="said_on", end="earliest")
    said_on_latest = EdtfBoundField(of="said_on", end="latest")
    quote_kind = models.CharField(
        "kind", max_length=8, choices=Kind, default=Kind.DIRECT
    )
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.SECOND_HAND)
    source = models.ForeignKey(
        "factcheck.Source", on_delete=models.PROTECT, related_name="quotes"
    )
    language = models.CharField(
        max_length=35, default="en", blank=True, help_text=LANGUAGE_HELP
    )
    translation = models.TextField(blank=True)
    translated_by = models.CharField(
        max_length=120, blank=True, help_text="Empty means: our translation."
    )
    occasion = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where it was said: to reporters, in a speech.",
    )
    about = models.CharField(
        max_length=300, blank=True, help_text="What the words were said of."
    )

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return Truncator(self.words).chars(LISTED)
