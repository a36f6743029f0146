"""The public forms of timeline's kinds."""

from typing import ClassVar

from rest_framework import serializers

from factcheck.records.serializers import (
    PartReferenceField,
    PartSerializer,
    PassageField,
    ProseField,
    RecordSerializer,
    ReferenceField,
    ReferenceListField,
    edtf_field,
)


class CitationSerializer(PartSerializer):
    source = ReferenceField("source", required_live=True)
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
    shows = serializers.CharField(
        help_text="public for nobody or public figures, or private."
    )


class EntrySerializer(RecordSerializer):
    dispute = ReferenceField("dispute", required_live=True)
    headline = ProseField()
    body = ProseField()
    when = edtf_field()
    time = serializers.TimeField(format="%H:%M", allow_null=True)
    zone = serializers.CharField()
    status = serializers.CharField(source="progress")
    check_again_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    longitude = serializers.DecimalField(
        max_digits=9, decimal_places=6, allow_null=True
    )
    entry_kind = serializers.CharField()
    key_event = serializers.BooleanField()
    parties = ReferenceListField("party", required_live=True)
    claims = ReferenceListField("claim")
    quotes = ReferenceListField("quote")
    citations = CitationSerializer(many=True)
    pictures = PictureSerializer(many=True)


class PositionSerializer(PartSerializer):
    side = PartReferenceField("side")
    party = ReferenceField("party", required_live=True)
    statement = ProseField()
    stated_on = edtf_field()
    claims = ReferenceListField("claim")
    quotes = ReferenceListField("quote")


class PointSerializer(RecordSerializer):
    dispute = ReferenceField("dispute", required_live=True)
    question = ProseField()
    summary = ProseField()
    rank = serializers.IntegerField()
    positions = PositionSerializer(many=True)
