"""The public forms of factcheck's kinds."""

from typing import ClassVar

from rest_framework import serializers

from .base import PartSerializer, RecordSerializer
from .fields import (
    PassageField,
    ProseField,
    ReferenceField,
    ReferenceListField,
    words_field,
)

EDTF = "EDTF text (ISO 8601-2) as written by an editor; empty when not dated."


def edtf_field() -> serializers.CharField:
    return serializers.CharField(allow_blank=True, help_text=EDTF)


class SideSerializer(PartSerializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    line = ProseField(has_language=True)
    parties = ReferenceListField("party", required_live=True)


class StandingSerializer(PartSerializer):
    heading = serializers.ChoiceField(["established", "contested", "not-known"])
    text = ProseField(has_language=True)
    entry = ReferenceField("entry")


class DisputeSerializer(RecordSerializer):
    title = ProseField(has_language=True)
    summary = ProseField(has_language=True)
    language = serializers.CharField()
    sides = SideSerializer(many=True)
    stands = StandingSerializer(many=True)


class RoleSerializer(PartSerializer):
    title = serializers.CharField()
    organization = ReferenceField("party")
    held_from = edtf_field()
    held_to = edtf_field()


class PartySerializer(RecordSerializer):
    SINCE: ClassVar = {"publicity": 2, "shown_as": 2, "show_full_name": 2}

    name = serializers.CharField(
        help_text="Of a private person the initials, of a minor a description."
    )
    party_kind = serializers.CharField()
    aliases = words_field()
    wikidata_id = serializers.CharField()
    description = ProseField()
    roles = RoleSerializer(many=True)
    publicity = serializers.CharField(
        help_text="public, private or minor. A private person and a minor have no page and stand in no list; their "
        "other names, offices and Wikidata number are left out with the name.",
    )
    shown_as = serializers.CharField(
        allow_blank=True, help_text="What the desk chose to say instead of the name."
    )
    show_full_name = serializers.BooleanField(
        help_text="A private person whose name the desk decided to show."
    )


class RatingSerializer(RecordSerializer):
    label = serializers.CharField()
    order = serializers.IntegerField()
    numeric = serializers.IntegerField(allow_null=True)
    polarity = serializers.CharField()
    definition = ProseField()
    shape = serializers.CharField()


class SourceSerializer(RecordSerializer):
    title = ProseField(has_language=True)
    subtitle = ProseField(has_language=True)
    source_kind = serializers.CharField()
    url = serializers.CharField()
    publisher = ReferenceField("party")
    authors = words_field()
    published_on = edtf_field()
    language = serializers.CharField()
    licence = serializers.CharField()
    rank = serializers.CharField()
    derived_from = ReferenceField("source")
    archives = words_field()
    note = ProseField()


class QuoteSerializer(RecordSerializer):
    disputes = ReferenceListField("dispute", required_live=True)
    words = serializers.CharField()
    speaker = ReferenceField("party", required_live=True)
    said_on = edtf_field()
    quote_kind = serializers.CharField()
    basis = serializers.CharField()
    source = ReferenceField("source", required_live=True)
    passage = PassageField()
    locator = serializers.CharField()
    language = serializers.CharField()
    translation = ProseField()
    translated_by = serializers.CharField()
    occasion = ProseField()
    about = ProseField()


class AppearanceSerializer(PartSerializer):
    party = ReferenceField("party", required_live=True)
    role = serializers.CharField()
    quote = ReferenceField("quote", required_live=True)
    source = ReferenceField("source", required_live=True)
    passage = PassageField()
    locator = serializers.CharField()
    stated_on = edtf_field()
    note = ProseField(has_language=True)


class EvidenceSerializer(PartSerializer):
    source = ReferenceField("source", required_live=True)
    stance = serializers.CharField()
    passage = PassageField()
    locator = serializers.CharField()
    note = ProseField(has_language=True)


class VerdictSerializer(PartSerializer):
    rating = ReferenceField("rating", required_live=True)
    rationale = ProseField(has_language=True)
    decided_on = serializers.DateField()


class RelationSerializer(PartSerializer):
    relation = serializers.CharField()
    claim = ReferenceField("claim", source="other")


class ExternalReviewSerializer(PartSerializer):
    publisher = serializers.CharField()
    url = serializers.CharField()
    label = serializers.CharField()
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

    def get_attribute(self, instance):
        return getattr(instance, "verdict", None)


class ClaimSerializer(RecordSerializer):
    disputes = ReferenceListField("dispute", required_live=True)
    text = ProseField(has_language=True)
    claim_kind = serializers.CharField()
    claimed_on = edtf_field()
    language = serializers.CharField()
    context = ProseField(has_language=True)
    verdict = VerdictSlot(allow_null=True)
    appearances = AppearanceSerializer(many=True)
    evidence = EvidenceSerializer(many=True)
    relations = RelationSerializer(many=True)
    reviews = ExternalReviewSerializer(many=True)
    replies = ReplySerializer(many=True)
