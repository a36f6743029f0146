"""The public forms of factcheck's kinds."""

from rest_framework import serializers

from .base import PartForm, PublicForm
from .fields import PassageField, ReferenceField, ReferenceListField, words_field

EDTF = "EDTF text (ISO 8601-2) as written by an editor; empty when not dated."


def edtf_field() -> serializers.CharField:
    return serializers.CharField(allow_blank=True, help_text=EDTF)


class SideForm(PartForm):
    slug = serializers.CharField()
    name = serializers.CharField()
    line = serializers.CharField()
    parties = ReferenceListField("party", rests=True)


class StandingForm(PartForm):
    heading = serializers.ChoiceField(["established", "contested", "not-known"])
    text = serializers.CharField()
    entry = ReferenceField("entry")


class DisputeForm(PublicForm):
    title = serializers.CharField()
    summary = serializers.CharField()
    language = serializers.CharField()
    sides = SideForm(many=True)
    stands = StandingForm(many=True)


class RoleForm(PartForm):
    title = serializers.CharField()
    organization = ReferenceField("party")
    held_from = edtf_field()
    held_to = edtf_field()


class PartyForm(PublicForm):
    name = serializers.CharField()
    party_kind = serializers.CharField()
    aliases = words_field()
    wikidata_id = serializers.CharField()
    description = serializers.CharField()
    roles = RoleForm(many=True)


class RatingForm(PublicForm):
    label = serializers.CharField()
    order = serializers.IntegerField()
    numeric = serializers.IntegerField(allow_null=True)
    polarity = serializers.CharField()
    definition = serializers.CharField()
    shape = serializers.CharField()


class SourceForm(PublicForm):
    title = serializers.CharField()
    subtitle = serializers.CharField()
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
    note = serializers.CharField()


class QuoteForm(PublicForm):
    disputes = ReferenceListField("dispute", rests=True)
    words = serializers.CharField()
    speaker = ReferenceField("party", rests=True)
    said_on = edtf_field()
    quote_kind = serializers.CharField()
    basis = serializers.CharField()
    source = ReferenceField("source", rests=True)
    passage = PassageField()
    locator = serializers.CharField()
    language = serializers.CharField()
    translation = serializers.CharField()
    translated_by = serializers.CharField()
    occasion = serializers.CharField()
    about = serializers.CharField()


class AppearanceForm(PartForm):
    party = ReferenceField("party", rests=True)
    role = serializers.CharField()
    quote = ReferenceField("quote", rests=True)
    source = ReferenceField("source", rests=True)
    passage = PassageField()
    locator = serializers.CharField()
    stated_on = edtf_field()
    note = serializers.CharField()


class EvidenceForm(PartForm):
    source = ReferenceField("source", rests=True)
    stance = serializers.CharField()
    passage = PassageField()
    locator = serializers.CharField()
    note = serializers.CharField()


class VerdictForm(PartForm):
    rating = ReferenceField("rating", rests=True)
    rationale = serializers.CharField()
    decided_on = serializers.DateField()


class RelationForm(PartForm):
    relation = serializers.CharField()
    claim = ReferenceField("claim", source="other")


class ExternalReviewForm(PartForm):
    publisher = serializers.CharField()
    url = serializers.CharField()
    label = serializers.CharField()
    language = serializers.CharField()
    reviewed_on = edtf_field()


class ReplyForm(PartForm):
    party = ReferenceField("party", rests=True)
    question = serializers.CharField()
    asked_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    answer = serializers.CharField()


class VerdictSlot(VerdictForm):
    """A claim's verdict, or null while it has none."""

    def get_attribute(self, instance):
        return getattr(instance, "verdict", None)


class ClaimForm(PublicForm):
    disputes = ReferenceListField("dispute", rests=True)
    text = serializers.CharField()
    claim_kind = serializers.CharField()
    claimed_on = edtf_field()
    language = serializers.CharField()
    context = serializers.CharField()
    verdict = VerdictSlot(allow_null=True)
    appearances = AppearanceForm(many=True)
    evidence = EvidenceForm(many=True)
    relations = RelationForm(many=True)
    reviews = ExternalReviewForm(many=True)
    replies = ReplyForm(many=True)
