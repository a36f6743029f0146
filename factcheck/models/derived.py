"""Tables that are computed from the ledger's payloads and can be rebuilt from them at any time."""

from django.db import models
from django.db.models import F, Q

from .ledger import CURRENT


class Facet(models.Model):
    """What lists filter by: a fixed word or a uid that a line's own payload names. Derived."""

    seq = models.BigIntegerField()
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    happened_key = models.CharField(max_length=80)
    superseded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            # the probe of a second filter: EXISTS (... WHERE seq = ? AND name = ? AND value = ? LIMIT 1 OFFSET 0)
            models.UniqueConstraint(
                fields=["seq", "name", "value"], name="facet_said_once_a_line"
            ),
        ]
        indexes = [
            # a filtered page: WHERE name = ? AND value = ? AND kind = ? AND superseded_seq IS NULL ORDER BY ... LIMIT n
            models.Index(
                fields=["name", "value", "kind", "-happened_key", "-seq"],
                condition=CURRENT,
                name="facet_current",
            ),
            # the same as of a moment
            models.Index(
                fields=["name", "value", "kind", "-happened_key", "-seq"],
                name="facet_as_of",
            ),
            # the last line of a dispute: WHERE name = 'dispute' AND value = ? AND seq <= ? ORDER BY seq DESC LIMIT n
            models.Index(
                fields=["value", "-seq"],
                condition=Q(name="dispute"),
                name="facet_of_a_dispute",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Ref(models.Model):
    """That a line refers to a record. Derived."""

    seq = models.BigIntegerField()
    uid = models.UUIDField()

    class Meta:
        constraints = [
            # what a line refers to: WHERE seq IN (...)
            models.UniqueConstraint(fields=["seq", "uid"], name="ref_said_once_a_line"),
        ]
        indexes = [
            # what refers to a record: WHERE uid = ?
            models.Index(fields=["uid", "seq"], name="ref_to_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} -> {self.uid}"


class SearchText(models.Model):
    """The words of a line that a reader may search for. Derived; indexed by the database's own full text."""

    seq = models.BigIntegerField(primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of line {self.seq}"


class Held(models.Model):
    """A record that was held, and until which line; every text of it is withheld meanwhile. Derived from the lines of
    kind `hold`."""

    since_seq = models.BigIntegerField(primary_key=True)
    uid = models.UUIDField()
    since_at = models.DateTimeField()
    until_seq = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "held records"
        constraints = [
            # whether a record is held: WHERE uid = ? AND until_seq IS NULL
            models.UniqueConstraint(
                fields=["uid"],
                condition=Q(until_seq__isnull=True),
                name="held_once_at_a_time",
            ),
            models.CheckConstraint(
                name="held_until_after_since",
                condition=Q(until_seq__isnull=True) | Q(until_seq__gt=F("since_seq")),
            ),
        ]
        indexes = [
            # since when a record was held and until when: WHERE uid = ? AND (since_seq > ? OR until_seq > ?)
            models.Index(fields=["uid", "since_seq"], name="held_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} held since line {self.since_seq}"


class DerivedBy(models.Model):
    """The numbers of the derive function that wrote a kind's derived rows, and of the form that it read."""

    kind = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveIntegerField()
    form = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}, form {self.form}"
