"""The public forms of timeline's kinds."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from factcheck.records.serializers import (
    ClosedWordField,
    PartReferenceField,
    PartSerializer,
    PassageField,
    ProseField,
    RecordSerializer,
    ReferenceField,
    ReferenceListField,
    edtf_field,
)
from timeline import models


class CitationSerializer(PartSerializer):
    # The payload calls it so. DRF's `source` is another thing: its metaclass takes the fields out of the class.
    source = ReferenceField("source", required_live=True)  # type: ignore[assignment]
    passage = PassageField()
    locator = serializers.CharField()
    note = ProseField()


class PictureSerializer(PartSerializer):
    SINCE: ClassVar = {"shows": 2}

    sha256 = serializers.CharField()
    media_type = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = ProseField()
    caption = ProseField()
    credit = serializers.CharField()
    shows = ClosedWordField(
        models.Picture.Shows,
        help_text="public for nobody or public figures, or private.",
    )


class EntrySerializer(RecordSerializer):
    SCHEMA = 3
    SINCE: ClassVar = {"short_name": 3, "position_in_day": 3}

    dispute = ReferenceField("dispute", required_live=True, label=_("Dispute"))
    headline = ProseField(label=_("Headline"))
    short_name = serializers.CharField(
        allow_blank=True,
        initial="",
        label=_("Short name"),
        help_text="For figures, where the headline has no room; at most 24 letters.",
    )
    body = ProseField(label=_("Text"))
    when = edtf_field(label=_("When"))
    time = serializers.TimeField(
        format="%H:%M", allow_null=True, label=_("Time of day")
    )
    zone = serializers.CharField(label=_("Time zone"))
    position_in_day = serializers.IntegerField(
        allow_null=True,
        initial=None,
        label=_("Place among entries of this date"),
        help_text="Chosen by an editor, from 1; entries without one stand behind those with one, by their time.",
    )
    status = ClosedWordField(
        models.Entry.Progress, source="progress", label=_("Status")
    )
    check_again_on = serializers.DateField(
        allow_null=True, label=_("To be looked at again on")
    )
    place = serializers.CharField(label=_("Place"))
    latitude = serializers.DecimalField(
        max_digits=9, decimal_places=6, allow_null=True, label=_("Latitude")
    )
    longitude = serializers.DecimalField(
        max_digits=9, decimal_places=6, allow_null=True, label=_("Longitude")
    )
    entry_kind = ClosedWordField(models.Entry.Kind, label=_("Kind of entry"))
    key_event = serializers.BooleanField(label=_("Key event"))
    parties = ReferenceListField("party", required_live=True, label=_("Parties"))
    claims = ReferenceListField("claim", label=_("Claims"))
    quotes = ReferenceListField("quote", label=_("Quotes"))
    citations = CitationSerializer(many=True, label=_("Sources cited"))
    pictures = PictureSerializer(many=True, label=_("Pictures"))


class PositionSerializer(PartSerializer):
    side = PartReferenceField("side")
    party = ReferenceField("party", required_live=True)
    statement = ProseField()
    stated_on = edtf_field()
    claims = ReferenceListField("claim")
    quotes = ReferenceListField("quote")


class PointSerializer(RecordSerializer):
    dispute = ReferenceField("dispute", required_live=True, label=_("Dispute"))
    question = ProseField(label=_("Question"))
    summary = ProseField(label=_("Summary"))
    rank = serializers.IntegerField(label=_("Place among the points"))
    positions = PositionSerializer(many=True, label=_("Positions"))
