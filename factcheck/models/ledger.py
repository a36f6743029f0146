"""The ledger's tables. `factcheck.ledger` is their only writer; triggers in the database hold it to that."""

from django.db import models
from django.db.models import Q

GENESIS = "0" * 64

CURRENT = Q(superseded_seq__isnull=True)


class Publication(models.Model):
    """One line of the ledger: append-only, hash-chained. What readers see is read from here and nowhere else."""

    class Action(models.TextChoices):
        PUBLISH = "publish"
        CORRECT = "correct"
        CLARIFY = "clarify"
        UPDATE = "update"
        MINOR = "minor"
        RESTORE = "restore"
        RETRACT = "retract"
        MERGE = "merge"
        REDACT = "redact"

    seq = models.BigIntegerField(primary_key=True)
    uid = models.UUIDField()
    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action)
    payload = models.TextField()
    payload_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    # derived
    superseded_at = models.DateTimeField(null=True)
    superseded_seq = models.BigIntegerField(null=True)
    slug = models.CharField(max_length=120, blank=True)
    happened_key = models.CharField(max_length=80)
    language = models.CharField(max_length=35, blank=True)
    first_published_at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        permissions = [
            ("submit_records", "Can submit records for review"),
            ("return_records", "Can return records to their authors"),
            ("approve_records", "Can approve records of others"),
            ("publish_records", "Can publish approved records"),
            ("retract_records", "Can retract what is live"),
            ("restore_records", "Can ask for and approve a restoration"),
            ("merge_records", "Can ask for and approve a merge"),
            ("redact_lines", "Can ask for and approve a redaction"),
            ("publish_in_emergency", "Can publish in an emergency, without a second person"),
            ("review_emergencies", "Can review what one person published or retracted alone"),
            ("answer_reports", "Can answer the reports of readers"),
        ]
        constraints = [
            models.CheckConstraint(
                name="publication_action_is_known",
                condition=Q(
                    action__in=[
                        "publish",
                        "correct",
                        "clarify",
                        "update",
                        "minor",
                        "restore",
                        "retract",
                        "merge",
                        "redact",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="publication_superseded_at_with_seq",
                condition=Q(superseded_at__isnull=True, superseded_seq__isnull=True)
                | Q(superseded_at__isnull=False, superseded_seq__isnull=False),
            ),
            # references: WHERE uid IN (...) AND superseded_seq IS NULL; one current line a record
            models.UniqueConstraint(fields=["uid"], condition=CURRENT, name="publication_one_current_a_record"),
            models.UniqueConstraint(fields=["uid", "version"], name="publication_versions_count_up"),
            # addresses: WHERE kind = ? AND slug = ? AND superseded_seq IS NULL
            models.UniqueConstraint(
                fields=["kind", "slug"], condition=CURRENT & ~Q(slug=""), name="publication_one_current_an_address"
            ),
        ]
        indexes = [
            # a list: WHERE kind = ? AND superseded_seq IS NULL ORDER BY happened_key DESC, seq DESC LIMIT n
            models.Index(fields=["kind", "-happened_key", "-seq"], condition=CURRENT, name="publication_current_list"),
            # the same list as of a moment: WHERE kind = ? AND seq <= ? AND (superseded_seq IS NULL OR ... > ?)
            models.Index(fields=["kind", "-happened_key", "-seq"], name="publication_list_as_of"),
            # references as of a moment, and a record's versions: WHERE uid IN (...) AND seq <= ?
            models.Index(fields=["uid", "seq"], name="publication_versions"),
            # a moment becomes a line: WHERE published_at <= ? ORDER BY published_at DESC, seq DESC LIMIT 1
            models.Index(fields=["published_at", "seq"], name="publication_moments"),
            # corrections and redactions: WHERE action IN (...) ORDER BY seq DESC
            models.Index(
                fields=["action", "-seq"],
                condition=Q(action__in=["retract", "redact", "correct", "clarify"]),
                name="publication_notable",
            ),
            # what stands in no list (retracted, merged, redacted): WHERE happened_key = ''
            models.Index(fields=["kind", "seq"], condition=Q(happened_key=""), name="publication_unlisted"),
            # a search for a common word, over all kinds: ... ORDER BY happened_key DESC, seq DESC LIMIT n
            models.Index(fields=["-happened_key", "-seq"], name="publication_every_kind"),
            # what changed of a kind: WHERE kind = ? AND version > 1 ORDER BY seq DESC LIMIT n
            models.Index(fields=["kind", "-seq"], condition=Q(version__gt=1), name="publication_later_versions"),
            # newest first: WHERE kind = ? AND superseded_seq IS NULL ORDER BY seq DESC LIMIT n
            models.Index(fields=["kind", "-seq"], condition=CURRENT, name="publication_current_latest"),
        ]

    def __str__(self):
        return f"line {self.seq}: {self.action} {self.kind} {self.slug}"


class Head(models.Model):
    """The one row that says where the ledger ends; locked first by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    operations_seq = models.BigIntegerField(default=0, help_text="Raised by each change of an operational fact.")

    class Meta:
        constraints = [models.CheckConstraint(name="head_is_one_row", condition=Q(id=1))]

    def __str__(self):
        return f"line {self.seq}"


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
            models.UniqueConstraint(fields=["seq", "name", "value"], name="facet_said_once_a_line"),
        ]
        indexes = [
            # a filtered page: WHERE name = ? AND value = ? AND kind = ? AND superseded_seq IS NULL ORDER BY ... LIMIT n
            models.Index(
                fields=["name", "value", "kind", "-happened_key", "-seq"], condition=CURRENT, name="facet_current"
            ),
            # the same as of a moment
            models.Index(fields=["name", "value", "kind", "-happened_key", "-seq"], name="facet_as_of"),
        ]

    def __str__(self):
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

    def __str__(self):
        return f"{self.seq} -> {self.uid}"


class SearchText(models.Model):
    """The words of a line that a reader may search for. Derived; indexed by the database's own full text."""

    seq = models.BigIntegerField(primary_key=True)
    text = models.TextField()

    def __str__(self):
        return f"words of line {self.seq}"


class PublishedSlug(models.Model):
    """Who a slug belongs to, for ever: never emptied, so that no address is given to another record."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=120)
    uid = models.UUIDField()

    class Meta:
        constraints = [
            # an address: WHERE kind = ? AND slug = ?
            models.UniqueConstraint(fields=["kind", "slug"], name="slug_belongs_to_one_record"),
            models.UniqueConstraint(fields=["uid"], name="slug_is_fixed_at_first_publication"),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class DerivedBy(models.Model):
    """The number of the derive function that wrote a kind's derived rows."""

    kind = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.kind} {self.number}"


class LedgerGate(models.Model):
    """Holds a row only inside a transaction that rebuilds derived rows: the one gate that the triggers know."""

    name = models.CharField(max_length=20, primary_key=True)

    def __str__(self):
        return self.name
