"""The public forms of factcheck's kinds."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from factcheck import models

from .base import PartSerializer, RecordSerializer
from .fields import (
    ClosedWordField,
    PassageField,
    ProseField,
    ReferenceField,
    ReferenceListField,
    words_field,
)

EDTF = "EDTF text (ISO 8601-2) as written by an editor; empty when not dated."


def edtf_field(**kwargs: Any) -> serializers.CharField:
    return serializers.CharField(allow_blank=True, help_text=EDTF, **kwargs)


class SideSerializer(PartSerializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    line = ProseField(has_language=True)
    parties = ReferenceListField("party", required_live=True)


class StandingSerializer(PartSerializer):
    heading = serializers.ChoiceField(models.Standing.Heading.choices)
    text = ProseField(has_language=True)
    entry = ReferenceField("entry")


class DisputeSerializer(RecordSerializer):
    SCHEMA = 3
    SINCE: ClassVar = {"plain_summary": 3}

    title = ProseField(has_language=True, label=_("Title"))
    summary = ProseField(has_language=True, label=_("Summary"))
    plain_summary = ProseField(
        has_language=True,
        allow_blank=True,
        initial="",
        label=_("In plain words"),
        help_text="The summary for who is new to the matter or reads slowly; empty where there is none.",
    )
    language = serializers.CharField(label=_("Language"))
    sides = SideSerializer(many=True, label=_("Sides"))
    stands = StandingSerializer(many=True, label=_("Where it stands"))


class RoleSerializer(PartSerializer):
    title = serializers.CharField()
    organization = ReferenceField("party")
    held_from = edtf_field()
    held_to = edtf_field()


class PartySerializer(RecordSerializer):
    SINCE: ClassVar = {"publicity": 2, "shown_as": 2, "show_full_name": 2}

    name = serializers.CharField(
        help_text="Of a private person the initials, of a minor a description.",
        label=_("Name"),
    )
    party_kind = ClosedWordField(models.Party.Kind, label=_("Kind of party"))
    aliases = words_field(label=_("Other names"))
    wikidata_id = serializers.CharField(label=_("Wikidata"))
    description = ProseField(label=_("Description"))
    roles = RoleSerializer(many=True, label=_("Roles"))
    publicity = ClosedWordField(
        models.Party.Publicity,
        help_text="public, private or minor. A private person and a minor have no page and stand in no list; their "
        "other names, offices and Wikidata number are left out with the name.",
        label=_("Who it is to the public"),
    )
    shown_as = serializers.CharField(
        allow_blank=True,
        help_text="What the desk chose to say instead of the name.",
        label=_("Shown as"),
    )
    show_full_name = serializers.BooleanField(
        help_text="A private person whose name the desk decided to show.",
        label=_("Full name shown"),
    )


class RatingTranslationSerializer(PartSerializer):
    language = serializers.CharField()
    # The payload calls it so, as `source` and `context` below. DRF's attributes of these names are other things:
    # its metaclass takes the fields out of the class.
    label = serializers.CharField()  # type: ignore[assignment]
    definition = serializers.CharField(allow_blank=True)


class RatingSerializer(RecordSerializer):
    SCHEMA = 3
    SINCE: ClassVar = {"translations": 3}

    label = serializers.CharField(label=_("Label"))  # type: ignore[assignment]
    order = serializers.IntegerField(label=_("Place on the scale"))
    numeric = serializers.IntegerField(allow_null=True, label=_("Number on the scale"))
    polarity = ClosedWordField(models.Rating.Polarity, label=_("Tone"))
    definition = ProseField(label=_("Definition"))
    shape = ClosedWordField(models.Rating.Shape, label=_("Shape"))
    translations = RatingTranslationSerializer(
        many=True,
        initial=[],
        label=_("In other languages"),
        help_text="Label and definition by language; a page in that language shows them in place of the above.",
    )


class SourceSerializer(RecordSerializer):
    title = ProseField(has_language=True, label=_("Title"))
    subtitle = ProseField(has_language=True, label=_("Subtitle"))
    source_kind = ClosedWordField(models.Source.Kind, label=_("Kind of source"))
    url = serializers.CharField(label=_("Address"))
    publisher = ReferenceField("party", label=_("Publisher"))
    authors = words_field(label=pgettext_lazy("authors", "By"))
    published_on = edtf_field(label=_("Published on"))
    language = serializers.CharField(label=_("Language"))
    licence = ClosedWordField(models.Source.Licence, label=_("Licence"))
    rank = ClosedWordField(models.Source.Rank, label=_("Primary or secondary"))
    derived_from = ReferenceField("source", label=_("Repeats"))
    archives = words_field(label=_("Kept elsewhere"))
    note = ProseField(label=_("What to know of it"))


class QuoteSerializer(RecordSerializer):
    disputes = ReferenceListField("dispute", required_live=True, label=_("Disputes"))
    words = serializers.CharField(label=pgettext_lazy("quote", "Words"))
    speaker = ReferenceField("party", required_live=True, label=_("Said by"))
    said_on = edtf_field(label=_("Said on"))
    quote_kind = ClosedWordField(
        models.Quote.Kind, label=_("Whole or part of a sentence")
    )
    basis = ClosedWordField(models.Quote.Basis, label=_("How we know"))
    source = ReferenceField("source", required_live=True, label=_("Source"))  # type: ignore[assignment]
    passage = PassageField(label=_("Passage"))
    locator = serializers.CharField(label=_("Place in the source"))
    language = serializers.CharField(label=_("Language"))
    translation = ProseField(label=_("Translation"))
    translated_by = serializers.CharField(label=_("Translated by"))
    occasion = ProseField(label=_("Occasion"))
    about = ProseField(label=_("Said of"))


class AppearanceSerializer(PartSerializer):
    party = ReferenceField("party", required_live=True)
    role = ClosedWordField(models.Appearance.Role)
    quote = ReferenceField("quote", required_live=True)
    source = ReferenceField("source", required_live=True)  # type: ignore[assignment]
    passage = PassageField()
    locator = serializers.CharField()
    stated_on = edtf_field()
    note = ProseField(has_language=True)


class EvidenceSerializer(PartSerializer):
    source = ReferenceField("source", required_live=True)  # type: ignore[assignment]
    stance = ClosedWordField(models.Evidence.Stance)
    passage = PassageField()
    locator = serializers.CharField()
    note = ProseField(has_language=True)


class VerdictSerializer(PartSerializer):
    rating = ReferenceField("rating", required_live=True)
    rationale = ProseField(has_language=True)
    decided_on = serializers.DateField()


class RelationSerializer(PartSerializer):
    relation = ClosedWordField(models.ClaimRelation.Relation)
    claim = ReferenceField("claim", source="other")


class ExternalReviewSerializer(PartSerializer):
    publisher = serializers.CharField()
    url = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    language = serializers.CharField()
    reviewed_on = edtf_field()


class ReplySerializer(PartSerializer):
    party = ReferenceField("party", required_live=True)
    question = serializers.CharField()
    asked_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    answer = serializers.CharField()


class VerdictSlot(VerdictSerializer):
    """A claim's verdict, or null while it has none."""

    def get_attribute(self, instance: models.Claim) -> models.Verdict | None:
        return getattr(instance, "verdict", None)


class ClaimSerializer(RecordSerializer):
    disputes = ReferenceListField("dispute", required_live=True, label=_("Disputes"))
    text = ProseField(has_language=True, label=_("Claim"))
    claim_kind = ClosedWordField(models.Claim.Kind, label=_("Kind of claim"))
    claimed_on = edtf_field(label=_("Claimed on"))
    language = serializers.CharField(label=_("Language"))
    context = ProseField(has_language=True, label=_("What to know"))  # type: ignore[assignment]
    verdict = VerdictSlot(allow_null=True, label=_("Verdict"))
    appearances = AppearanceSerializer(many=True, label=_("Who says it"))
    evidence = EvidenceSerializer(many=True, label=_("Evidence"))
    relations = RelationSerializer(many=True, label=_("Related claims"))
    reviews = ExternalReviewSerializer(many=True, label=_("Checked by others"))
    replies = ReplySerializer(many=True, label=_("Whom we asked"))
