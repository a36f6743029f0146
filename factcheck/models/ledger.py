"""The ledger's tables. `factcheck.ledger` is their only writer; triggers in the database hold it to that."""

from django.db import models
from django.db.models import Q

from .fields import QuickJSONField

GENESIS = "0" * 64

CURRENT = Q(superseded_seq__isnull=True)


class LedgerAction(models.TextChoices):
    """What a line of the ledger does. Elsewhere it is written `Publication.Action`; its groups are on Publication."""

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


CORRECTIONS = [
    LedgerAction.RETRACT,
    LedgerAction.REDACT,
    LedgerAction.CORRECT,
    LedgerAction.CLARIFY,
]


class LedgerKind(models.TextChoices):
    """The kinds of lines that belong to no record. Elsewhere it is written `Publication.OwnKind`."""

    REDACTION = "redaction"
    HOLD = "hold"
    KEY = "key"
    CLOCK = "clock"


class Publication(models.Model):
    """One line of the ledger: append-only, hash-chained. What readers see is read from here and nowhere else."""

    Action = LedgerAction
    OwnKind = LedgerKind

    # Groups of actions: for `line.action in Publication.X` and `filter(action__in=Publication.X)`.

    PUBLISHING = (
        Action.PUBLISH,
        Action.CORRECT,
        Action.CLARIFY,
        Action.UPDATE,
        Action.MINOR,
        Action.RESTORE,
    )
    """Their payload is the whole public form of a record, and the record is live after them."""

    CHANGES = (Action.CORRECT, Action.CLARIFY, Action.UPDATE, Action.MINOR)
    """The kinds of change that an editor chooses from when a live record is published again."""

    NEEDS_NOTICE = (Action.CORRECT, Action.CLARIFY)
    """Changes that are published only with a public notice, and that count as corrections in one."""

    MAY_HAVE_NOTICE = (
        Action.CORRECT,
        Action.CLARIFY,
        Action.UPDATE,
        Action.RESTORE,
    )
    """Their payload may hold a notice for readers."""

    CORRECTIONS = tuple(CORRECTIONS)
    """What the page and the feed of corrections list; the index `publication_notable` is for them."""

    WITHDRAWING = (Action.RETRACT, Action.MERGE)
    """They take the record off the site: address, reason and, for a merge, the target remain as its tombstone."""

    TOMBSTONES = (Action.RETRACT, Action.MERGE, Action.REDACT, Action.HOLD)
    """Why an address has no text: the values of `action` in a tombstone that the API answers with."""

    HOLDING = (Action.HOLD, Action.RELEASE)
    """They withhold the texts of a record and give them free again; lines of the kind `hold`."""

    ALTERS_EARLIER_LINES = (Action.REDACT, Action.HOLD, Action.RELEASE)
    """After them earlier lines are served with other texts, so what was stored of those is stale."""

    ANSWERS_REPORT = (
        Action.CORRECT,
        Action.CLARIFY,
        Action.UPDATE,
        Action.RETRACT,
    )
    """They may have put right what a reader reported."""

    TRIGGERS_RECHECK = (Action.CORRECT, Action.RETRACT)
    """After them the records that depend on the record are to be checked again."""

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
    salts = QuickJSONField(default=list, blank=True)
    sealed = QuickJSONField(default=list, blank=True)
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
                condition=Q(action__in=LedgerAction.values),
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
                condition=Q(action__in=CORRECTIONS),
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

    def __str__(self) -> str:
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

    def __str__(self) -> str:
        return f"line {self.seq}"


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

    def __str__(self) -> str:
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

    def __str__(self) -> str:
        return f"sealed in line {self.seq}"


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

    def __str__(self) -> str:
        return f"{self.kind}, struck"


class LedgerGate(models.Model):
    """Holds a row only inside a transaction that rebuilds derived rows: the one gate that the triggers know."""

    name = models.CharField(max_length=20, primary_key=True)

    def __str__(self) -> str:
        return self.name
