"""The forms of factcheck's kinds and their parts: used by the desk, by imports and by acceptance alike."""

from typing import Any

from django.core.exceptions import ValidationError

from factcheck import models
from factcheck.text import passages

from .. import privacy
from .base import AnchoredForm, PartForm, RecordForm
from .fields import RecordUidField, VerbatimWidget

ANCHOR = ["source", "exact", "locator", "capture_sha256", "start"]


class DisputeForm(RecordForm):
    titled_by = "title"

    class Meta(RecordForm.Meta):
        model = models.Dispute
        fields = [
            "title",
            "slug",
            "summary",
            "plain_summary",
            "language",
            "noindex",
        ]


class SideForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.Side
        fields = ["position", "name", "slug", "line", "parties"]


class StandingForm(PartForm):
    entry = RecordUidField(
        model="timeline.Entry",
        required=False,
        help_text="The slug of the entry that tells it.",
    )

    class Meta(PartForm.Meta):
        model = models.Standing
        fields = ["position", "heading", "text", "entry"]


class PartyForm(RecordForm):
    titled_by = "name"

    class Meta(RecordForm.Meta):
        model = models.Party
        fields = [
            "name",
            "slug",
            "party_kind",
            "publicity",
            "shown_as",
            "show_full_name",
            "full_name_reason",
            "aliases",
            "wikidata_id",
            "description",
            "noindex",
        ]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "publicity" in self.fields:
            self.fields["publicity"].required = False

    def clean_publicity(self) -> str:
        """What a dossier does not say stays as it is."""
        return str(self.cleaned_data["publicity"] or self.instance.publicity)

    def clean(self) -> dict[str, Any]:
        """Give a party whose name is withheld a slug that does not hold it."""
        cleaned = super().clean()
        if self.errors or not privacy.is_hidden(cleaned):
            return cleaned
        uid = self.instance.uid
        is_published = models.PublishedSlug.objects.filter(uid=uid).exists()
        if not is_published and privacy.slug_says(
            cleaned["slug"], privacy.names_of(cleaned)
        ):
            cleaned["slug"] = privacy.neutral_slug(uid)
        return cleaned


class PartyRoleForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.PartyRole
        fields = ["position", "title", "organization", "held_from", "held_to"]


class RatingForm(RecordForm):
    titled_by = "label"

    class Meta(RecordForm.Meta):
        model = models.Rating
        fields = [
            "label",
            "slug",
            "order",
            "numeric",
            "polarity",
            "definition",
            "shape",
            "noindex",
        ]


class RatingTranslationForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.RatingTranslation
        fields = ["position", "language", "label", "definition"]


class SourceForm(RecordForm):
    titled_by = "title"

    class Meta(RecordForm.Meta):
        model = models.Source
        fields = [
            "title",
            "slug",
            "subtitle",
            "source_kind",
            "rank",
            "url",
            "publisher",
            "authors",
            "published_on",
            "language",
            "licence",
            "derived_from",
            "archives",
            "note",
            "noindex",
        ]

    def clean_derived_from(self) -> models.Source | None:
        """A chain of repetition must end somewhere."""
        origin: models.Source | None = self.cleaned_data["derived_from"]
        seen, step = set(), origin
        while step and step.pk not in seen:
            seen.add(step.pk)
            step = step.derived_from
        if self.instance.pk and self.instance.pk in seen:
            raise ValidationError(
                "That source repeats this one; choose the source that neither of them repeats."
            )
        return origin


class QuoteForm(AnchoredForm, RecordForm):
    titled_by = "words"
    verbatim: tuple[str, ...] = ("words", "exact")

    class Meta(RecordForm.Meta):
        model = models.Quote
        fields = [
            "words",
            "slug",
            "disputes",
            "speaker",
            "said_on",
            "occasion",
            "about",
            "quote_kind",
            "basis",
            *ANCHOR,
            "language",
            "translation",
            "translated_by",
            "noindex",
        ]
        widgets = {"words": VerbatimWidget(attrs={"rows": 3})}

    def passage_words(self, cleaned: dict[str, Any]) -> str:
        """The words themselves, wherever a copy of the source holds them."""
        copies = cleaned["source"].captures.all() if cleaned.get("source") else []
        words = cleaned.get("words") or ""
        if cleaned.get("exact"):
            return str(cleaned["exact"])
        for copy in copies:
            if passages.places(copy.text, words):
                return str(words)
        return ""


class ClaimForm(RecordForm):
    titled_by = "text"

    class Meta(RecordForm.Meta):
        model = models.Claim
        fields = [
            "text",
            "slug",
            "disputes",
            "claim_kind",
            "claimed_on",
            "language",
            "context",
            "sensitive",
            "accuses_private_person",
            "check_again_on",
            "noindex",
        ]


class AppearanceForm(AnchoredForm, PartForm):
    class Meta(PartForm.Meta):
        model = models.Appearance
        fields = ["position", "party", "role", "stated_on", "quote", *ANCHOR, "note"]


class EvidenceForm(AnchoredForm, PartForm):
    class Meta(PartForm.Meta):
        model = models.Evidence
        fields = ["position", "stance", *ANCHOR, "note"]


class VerdictForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.Verdict
        fields = ["rating", "rationale", "decided_on"]


class ClaimRelationForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.ClaimRelation
        fields = ["position", "relation", "other"]

    def clean_other(self) -> models.Claim:
        other: models.Claim = self.cleaned_data["other"]
        if other.pk == self.instance.claim_id:
            raise ValidationError(
                "A claim is not related to itself; choose another one."
            )
        return other


class ExternalReviewForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.ExternalReview
        fields = ["position", "publisher", "url", "label", "language", "reviewed_on"]


class ReplyForm(PartForm):
    class Meta(PartForm.Meta):
        model = models.Reply
        fields = [
            "position",
            "party",
            "question",
            "asked_on",
            "due_on",
            "answered_on",
            "answer",
        ]
