"""The ledger's tables. `factcheck.ledger` is their only writer; triggers in the database hold it to that."""

from django.db import models
from django.db.models import F, Q

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
        KEY = "key"
        CLOCK = "clock"
        HOLD = "hold"
        RELEASE = "release"

    TEXTS = ("payload", "current_form")  # what is large, for who needs no content

    seq = models.BigIntegerField(primary_key=True)
    uid = models.UUIDField()
    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action)
    payload = models.TextField()
    payload_root = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    # beside the hash: what it follows from, or what verifies over it
    secret = models.CharField(max_length=64, blank=True)
    salts = models.JSONField(default=list, blank=True)
    sealed = models.JSONField(default=list, blank=True)
    key_id = models.CharField(max_length=8, blank=True)
    signature = models.CharField(max_length=88, blank=True)
    # what readers are told; `stamped_at` is what was hashed, where a clock that ran ahead was mended since
    published_at = models.DateTimeField()
    stamped_at = models.DateTimeField(null=True)
    # derived
    current_form = models.TextField(blank=True, default="")
    superseded_at = models.DateTimeField(null=True)
    superseded_seq = models.BigIntegerField(null=True)
    slug = models.CharField(max_length=120, blank=True)
    happened_key = models.CharField(max_length=80)
    language = models.CharField(max_length=35, blank=True)
    first_published_at = models.DateTimeField()
    held_seq = models.BigIntegerField(
        null=True, help_text="The line by which its record is held, while it is."
    )

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
            ("hold_records", "Can hold and release what was published"),
            ("redact_lines", "Can ask for and approve a redaction"),
            (
                "publish_in_emergency",
                "Can publish in an emergency, without a second person",
            ),
            (
                "review_emergencies",
                "Can review what one person published or retracted alone",
            ),
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
                        "key",
                        "clock",
                        "hold",
                        "release",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="publication_superseded_at_with_seq",
                condition=Q(superseded_at__isnull=True, superseded_seq__isnull=True)
                | Q(superseded_at__isnull=False, superseded_seq__isnull=False),
            ),
            # references: WHERE uid IN (...) AND superseded_seq IS NULL; one current line a record
            models.UniqueConstraint(
                fields=["uid"],
                condition=CURRENT,
                name="publication_one_current_a_record",
            ),
            models.UniqueConstraint(
                fields=["uid", "version"], name="publication_versions_count_up"
            ),
            # addresses: WHERE kind = ? AND slug = ? AND superseded_seq IS NULL
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=CURRENT & ~Q(slug=""),
                name="publication_one_current_an_address",
            ),
        ]
        indexes = [
            # a list: WHERE kind = ? AND superseded_seq IS NULL ORDER BY happened_key DESC, seq DESC LIMIT n
            models.Index(
                fields=["kind", "-happened_key", "-seq"],
                condition=CURRENT,
                name="publication_current_list",
            ),
            # the same list as of a moment: WHERE kind = ? AND seq <= ? AND (superseded_seq IS NULL OR ... > ?)
            models.Index(
                fields=["kind", "-happened_key", "-seq"], name="publication_list_as_of"
            ),
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
            models.Index(
                fields=["kind", "seq"],
                condition=Q(happened_key=""),
                name="publication_unlisted",
            ),
            # a search for a common word, over all kinds: ... ORDER BY happened_key DESC, seq DESC LIMIT n
            models.Index(
                fields=["-happened_key", "-seq"], name="publication_every_kind"
            ),
            # what changed of a kind: WHERE kind = ? AND version > 1 ORDER BY seq DESC LIMIT n
            models.Index(
                fields=["kind", "-seq"],
                condition=Q(version__gt=1),
                name="publication_later_versions",
            ),
            # newest first: WHERE kind = ? AND superseded_seq IS NULL ORDER BY seq DESC LIMIT n
            models.Index(
                fields=["kind", "-seq"],
                condition=CURRENT,
                name="publication_current_latest",
            ),
        ]

    def __str__(self):
        return f"line {self.seq}: {self.action} {self.kind} {self.slug}"

    @property
    def public_text(self) -> str:
        """The text that readers get of the line: the payload in today's form of its kind; nothing while it is held."""
        return "{}" if self.held_seq is not None else self.whole_text

    @property
    def whole_text(self) -> str:
        """The payload in today's form of its kind, held or not: for the desk alone."""
        return self.current_form or self.payload


class Head(models.Model):
    """The one row that says where the ledger ends; locked first by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    operations_seq = models.BigIntegerField(
        default=0, help_text="Raised by each change of an operational fact."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="head_is_one_row", condition=Q(id=1))
        ]

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
            models.UniqueConstraint(
                fields=["kind", "slug"], name="slug_belongs_to_one_record"
            ),
            models.UniqueConstraint(
                fields=["uid"], name="slug_is_fixed_at_first_publication"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class SealedLeaf(models.Model):
    """A leaf of a line that is known to the public by its hash alone, with the salt that opens it.

    Deleting the row erases it: nothing else leads to the salt.
    """

    seq = models.BigIntegerField()
    path = models.JSONField(
        help_text="Keys and integers that lead to it in the payload."
    )
    salt = models.CharField(max_length=64)
    value = models.TextField()
    person = models.ForeignKey(
        "User", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [
            # what is sealed in a line: WHERE seq IN (...)
            models.Index(fields=["seq"], name="sealedleaf_of_a_line"),
        ]

    def __str__(self):
        return f"sealed in line {self.seq}"


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

    def __str__(self):
        return f"{self.uid} held since line {self.since_seq}"


class StruckSlug(models.Model):
    """Of an address that had to go, a keyed hash alone: nobody is given it, and it answers that it is gone."""

    kind = models.CharField(max_length=20)
    hash = models.CharField(max_length=64)
    uid = models.UUIDField()

    class Meta:
        constraints = [
            # an address that is asked for: WHERE kind = ? AND hash = ?
            models.UniqueConstraint(fields=["kind", "hash"], name="struck_slug_once"),
        ]

    def __str__(self):
        return f"{self.kind}, struck"


class DerivedBy(models.Model):
    """The numbers of the derive function that wrote a kind's derived rows, and of the form that it read."""

    kind = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveIntegerField()
    form = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.kind} {self.number}, form {self.form}"


class LedgerGate(models.Model):
    """Holds a row only inside a transaction that rebuilds derived rows: the one gate that the triggers know."""

    name = models.CharField(max_length=20, primary_key=True)

    def __str__(self):
        return self.name
