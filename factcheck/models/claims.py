from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import Anchored, Part, Record, Status, guest_field, person_field
from .fields import LANGUAGE_HELP, EdtfBoundField, EdtfField


class Claim(Record):
    """One checkable assertion in one neutral sentence."""

    PATH = "/claims/{slug}/"

    class Kind(models.TextChoices):
        FACT = "fact", _("Fact")
        FORECAST = "forecast", _("Forecast")
        LEGAL = "legal", _("Legal")
        CAUSAL = "causal", _("Causal")
        JUDGEMENT = "judgement", _("Judgement")

    disputes = models.ManyToManyField("factcheck.Dispute", related_name="claims")
    text = models.CharField(
        max_length=400, help_text="One neutral sentence that can be checked."
    )
    claim_kind = models.CharField("kind", max_length=10, choices=Kind)
    claimed_on = EdtfField("claimed on")
    claimed_on_earliest = EdtfBoundField(of="claimed_on", end="earliest")
    claimed_on_latest = EdtfBoundField(of="claimed_on", end="latest")
    language = models.CharField(
        max_length=35, default="en", blank=True, help_text=LANGUAGE_HELP
    )
    context = models.TextField(
        blank=True, help_text="What a reader needs to weigh it. Markdown."
    )
    check_again_on = models.DateField(
        null=True,
        blank=True,
        help_text="When an editor should look whether it came true. Not shown to readers.",
    )
    sensitive = models.BooleanField(
        default=False,
        help_text="A living private person or legal risk: two people approve it. Not shown to readers.",
    )
    accuses_private_person = models.BooleanField(
        default=False,
        help_text="It says of a private person that they did wrong. It then needs a day to be looked at again; "
        "six months from now is a good one. Not shown to readers.",
    )
    first_approved_by = person_field()
    first_approved_by_guest = guest_field()

    APPROVALS = (
        "first_approved_by",
        "first_approved_by_guest",
        "approved_by",
        "approved_by_guest",
    )

    class Meta(Record.Meta):
        indexes = [
            *Record.Meta.indexes,
            # what is to be looked at again today: WHERE check_again_on <= ? ORDER BY check_again_on
            models.Index(
                fields=["check_again_on"],
                condition=Q(check_again_on__isnull=False),
                name="claim_to_check_again",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="sensitive_claim_approved_by_two_others",
                condition=~Q(status=Status.APPROVED, sensitive=True)
                | (
                    Q(
                        first_approved_by__isnull=False,
                        first_approved_by_guest__isnull=True,
                    )
                    & ~Q(first_approved_by=F("approved_by"))
                    & ~Q(first_approved_by=F("changed_by"))
                )
                | Q(
                    first_approved_by__isnull=True,
                    first_approved_by_guest__isnull=False,
                    approved_by__isnull=False,
                ),
                violation_error_message="Two people approve a sensitive claim, neither of them an author, "
                "one of them at least of the desk.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def needs_two_approvals(self) -> bool:
        return self.sensitive


class ClaimPart(Part):
    class Meta(Part.Meta):
        abstract = True


class Appearance(Anchored, ClaimPart):
    """Who makes, repeats, denies or reports the claim, and where."""

    class Role(models.TextChoices):
        ASSERTS = "asserts", _("Asserts")
        REPEATS = "repeats", _("Repeats")
        DENIES = "denies", _("Denies")
        REPORTS = "reports", _("Reports")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="appearances"
    )
    party = models.ForeignKey(
        "factcheck.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        help_text="May be left out only where a source reports the claim in its own voice.",
    )
    role = models.CharField(max_length=8, choices=Role, default=Role.ASSERTS)
    quote = models.ForeignKey(
        "factcheck.Quote",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
    )
    source = models.ForeignKey(
        "factcheck.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
    )
    stated_on = EdtfField("on")
    note = models.CharField(max_length=300, blank=True)

    class Meta(ClaimPart.Meta):
        constraints = [
            models.CheckConstraint(
                name="appearance_names_a_party_or_a_reporting_source",
                condition=Q(party__isnull=False)
                | Q(role="reports", source__isnull=False),
                violation_error_message="Name the party, or choose “reports” and name the source.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party or self.source} {self.role}"


class Evidence(Anchored, ClaimPart):
    """What a source says for or against the claim."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("Supports")
        REFUTES = "refutes", _("Refutes")
        QUALIFIES = "qualifies", _("Qualifies")
        CONTEXT = "context", _("Context")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    source = models.ForeignKey(
        "factcheck.Source", on_delete=models.PROTECT, related_name="evidence"
    )
    stance = models.CharField(max_length=10, choices=Stance)
    note = models.TextField(blank=True, help_text="What it shows, in a sentence.")

    class Meta(ClaimPart.Meta):
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.source} {self.stance}"


class Verdict(ClaimPart):
    """The current rating of the claim, with its reason; earlier ones stand in the ledger."""

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, related_name="verdict"
    )
    rating = models.ForeignKey(
        "factcheck.Rating", on_delete=models.PROTECT, related_name="verdicts"
    )
    rationale = models.TextField(
        help_text="Why this rating, in one to three sentences. Markdown."
    )
    decided_on = models.DateField()

    def __str__(self) -> str:
        return str(self.rating)


class ClaimRelation(ClaimPart):
    """How this claim stands to another one."""

    class Relation(models.TextChoices):
        REPEATS = "repeats", _("Repeats")
        CONTRADICTS = "contradicts", _("Contradicts")
        NARROWER = "narrower", _("Narrower than")
        DEPENDS_ON = "depends-on", _("Depends on")
        DISTINCT_FROM = "distinct-from", _("Distinct from")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=14, choices=Relation)
    other = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        related_name="related_from",
        verbose_name="claim",
    )

    class Meta(ClaimPart.Meta):
        constraints = [
            models.CheckConstraint(
                name="claim_is_not_related_to_itself", condition=~Q(claim=F("other"))
            ),
            models.UniqueConstraint(
                fields=["claim", "relation", "other"], name="claim_relation_said_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.other}"


class ExternalReview(ClaimPart):
    """Another organisation's check, under its own label; shown, never re-exported as ours."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reviews")
    publisher = models.CharField(max_length=200)
    url = models.URLField("address", max_length=1000)
    label = models.TextField(help_text="Its verdict, word for word.")
    language = models.CharField(max_length=35, default="en")
    reviewed_on = EdtfField("reviewed on")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.label[:60]}"


class Reply(ClaimPart):
    """Whom we asked for an answer, when, and what came."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="replies")
    party = models.ForeignKey(
        "factcheck.Party", on_delete=models.PROTECT, related_name="replies"
    )
    question = models.TextField(blank=True)
    asked_on = models.DateField()
    due_on = models.DateField("deadline", null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta(ClaimPart.Meta):
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                name="reply_is_answered_after_it_was_asked",
                condition=Q(answered_on__isnull=True)
                | Q(answered_on__gte=F("asked_on")),
                violation_error_message="An answer cannot come before the question.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}, asked {self.asked_on}"
