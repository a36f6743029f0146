from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Part, Record


class Rating(Record):
    """A step of the desk's scale, as data."""

    PATH = "/about/ratings/#{slug}"

    class Polarity(models.TextChoices):
        POSITIVE = "positive", _("Positive")
        MIXED = "mixed", _("Mixed")
        NEGATIVE = "negative", _("Negative")
        NONE = "none", "No polarity"

    class Shape(models.TextChoices):
        DISC = "disc", _("Disc")
        DISC_MOST = "disc-most", "Disc, mostly filled"
        HALF = "half", "Half disc"
        TRIANGLE = "triangle", _("Triangle")
        CROSS = "cross", _("Cross")
        DIAMOND = "diamond", _("Diamond")
        BUBBLE = "bubble", _("Bubble")
        CLOCK = "clock", _("Clock")

    label = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    numeric = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Its number on the scale; empty where the step has none.",
    )
    polarity = models.CharField(max_length=10, choices=Polarity)
    definition = models.TextField(
        help_text="When the desk gives this rating, in words readers can check."
    )
    shape = models.CharField(
        max_length=10,
        choices=Shape,
        help_text="Drawn beside the word; never colour alone.",
    )

    class Meta(Record.Meta):
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label


class RatingTranslation(Part):
    """What a rating is called, and when it is given, in one more language."""

    rating = models.ForeignKey(
        Rating, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(
        max_length=35,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[a-z0-9]{1,8})*$",
                "Write a BCP 47 tag in small letters, for example da or de.",
            )
        ],
        help_text="BCP 47 tag of the pages that show it, for example da.",
    )
    label = models.CharField(max_length=60)
    definition = models.TextField(
        blank=True,
        help_text="When the desk gives this rating; readers get the definition above where this is empty.",
    )

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "language"],
                name="rating_translated_once_into_a_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"
