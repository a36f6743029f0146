from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Anchored, Dispute, Part, Party, Record, Source
from factcheck.models.fields import EdtfBoundField, EdtfField
from factcheck.text import edtf


class Entry(Record):
    """One dated item of a dispute's timeline."""

    PATH = "/entries/{slug}/"

    class Progress(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        PLANNED = "planned", _("Planned")
        REPORTED = "reported", _("Reported")
        HAPPENED = "happened", _("Happened")
        CANCELLED = "cancelled", _("Cancelled")

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement")
        ACTION = "action", _("Action")
        DOCUMENT = "document", _("Document")
        TALKS = "talks", _("Talks")
        DEPLOYMENT = "deployment", _("Deployment")
        DECISION = "decision", _("Decision")

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="entries"
    )
    headline = models.CharField(max_length=200)
    short_name = models.CharField(
        max_length=24,
        blank=True,
        help_text="For figures, where the headline has no room: at most 24 letters, such as Defence agreement.",
    )
    body = models.TextField(help_text="40 to 80 words. Markdown.")
    when = EdtfField(
        help_text="As precise as it is known: 2026-01-14, 2026-01, 2026-01-15/2026-01-17, 2026-01-14~."
    )
    when_earliest = EdtfBoundField(of="when", end="earliest")
    when_latest = EdtfBoundField(of="when", end="latest")
    time = models.TimeField("time of day", null=True, blank=True)
    zone = models.CharField(
        "time zone", max_length=60, blank=True, help_text="For example America/Nuuk."
    )
    position_in_day = models.PositiveSmallIntegerField(
        "place among entries of this date",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(edtf.LAST_PLACE)],
        help_text="Where entries of one date follow one another and no time of day says how: 1 stands first. Entries "
        "with a number come before those without.",
    )
    progress = models.CharField("status", max_length=10, choices=Progress)
    check_again_on = models.DateField(
        null=True,
        blank=True,
        help_text="When an editor should look whether it happened.",
    )
    accuses_private_person = models.BooleanField(
        default=False,
        help_text="It says of a private person that they did wrong. It then needs a day to be looked at again; "
        "six months from now is a good one. Not shown to readers.",
    )
    place = models.CharField(max_length=120, blank=True)
    latitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    entry_kind = models.CharField("kind", max_length=10, choices=Kind)
    key_event = models.BooleanField(
        default=False,
        help_text="Stands among the key events at the top of the dispute.",
    )
    parties = models.ManyToManyField(Party, blank=True, related_name="entries")
    claims = models.ManyToManyField(
        "factcheck.Claim", blank=True, related_name="entries"
    )
    quotes = models.ManyToManyField(
        "factcheck.Quote", blank=True, related_name="entries"
    )

    class Meta(Record.Meta):
        verbose_name_plural = "entries"
        indexes = [
            *Record.Meta.indexes,
            # what is to be looked at again today: WHERE check_again_on <= ? ORDER BY check_again_on
            models.Index(
                fields=["check_again_on"],
                condition=Q(check_again_on__isnull=False),
                name="entry_to_check_again",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="entry_time_has_a_zone",
                condition=Q(time__isnull=True) | ~Q(zone=""),
                violation_error_message="Name the time zone that the time of day is in, for example America/Nuuk.",
            ),
            models.CheckConstraint(
                name="entry_place_in_a_day_counts_from_one",
                condition=Q(position_in_day__isnull=True)
                | Q(position_in_day__range=(1, edtf.LAST_PLACE)),
            ),
            models.CheckConstraint(
                name="entry_coordinates_come_in_pairs",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Give both latitude and longitude, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return self.headline


class Citation(Anchored, Part):
    """What in a source supports the entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations"
    )
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.source)


class Picture(Part):
    """A picture of an entry; its bytes are stored once, by sha256, and served only while a live line names them."""

    class Shows(models.TextChoices):
        PUBLIC = "public", "Nobody, or public figures"
        PRIVATE = "private", "A private person"
        MINOR = "minor", "A minor"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pictures")
    sha256 = models.CharField(max_length=64, editable=False)
    media_type = models.CharField(max_length=40, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What it shows, for who cannot see it.",
    )
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    shows = models.CharField(
        "whom it shows",
        max_length=8,
        choices=Shows,
        default=Shows.PUBLIC,
        help_text="A picture of a minor is never published; a page with a picture of a private person stays out of "
        "search engines.",
    )

    def __str__(self) -> str:
        return self.alt or self.sha256[:12]
