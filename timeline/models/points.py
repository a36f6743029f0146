from django.db import models
from django.db.models import Q

from factcheck.models import Dispute, Part, Record
from factcheck.models.fields import EdtfField


class Point(Record):
    """A point at issue: a question on which the sides differ."""

    PATH = "/disputes/{dispute}/positions/#{slug}"

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="points"
    )
    question = models.CharField(max_length=300)
    summary = models.TextField(
        blank=True, help_text="What the question turns on. Markdown."
    )
    rank = models.PositiveSmallIntegerField(
        default=0, help_text="Order among the dispute's points; lowest first."
    )

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return self.question

    @property
    def public_path(self) -> str:
        return self.path(self.slug, dispute=self.dispute.slug)


class Position(Part):
    """What a side or a party holds on the point; a side without one has made no statement in the record."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="positions")
    side = models.ForeignKey(
        "factcheck.Side",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
    )
    party = models.ForeignKey(
        "factcheck.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
    )
    statement = models.TextField()
    stated_on = EdtfField("on")
    claims = models.ManyToManyField(
        "factcheck.Claim", blank=True, related_name="positions"
    )
    quotes = models.ManyToManyField(
        "factcheck.Quote", blank=True, related_name="positions"
    )

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="position_is_of_a_side_or_a_party",
                condition=Q(side__isnull=False, party__isnull=True)
                | Q(side__isnull=True, party__isnull=False),
                violation_error_message="Choose a side or a party, not both.",
            )
        ]

    def __str__(self) -> str:
        return self.statement[:80]
