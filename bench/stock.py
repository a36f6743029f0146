"""The same list as it is usually made: ModelSerializers over working models, prefetched, in DRF's cursor pages."""

from rest_framework import serializers, viewsets
from rest_framework.pagination import CursorPagination

from factcheck.models import (
    Appearance,
    Claim,
    ClaimRelation,
    Evidence,
    ExternalReview,
    Reply,
    Verdict,
)


def uid_of(many: bool = False) -> serializers.SlugRelatedField:
    return serializers.SlugRelatedField(slug_field="uid", read_only=True, many=many)


class VerdictSerializer(serializers.ModelSerializer):
    rating = uid_of()

    class Meta:
        model = Verdict
        fields = ("uid", "rating", "rationale", "decided_on")


class AppearanceSerializer(serializers.ModelSerializer):
    party, quote, source = uid_of(), uid_of(), uid_of()

    class Meta:
        model = Appearance
        fields = (
            "uid",
            "party",
            "role",
            "quote",
            "source",
            "exact",
            "before",
            "after",
            "start",
            "end",
            "stated_on",
        )


class EvidenceSerializer(serializers.ModelSerializer):
    source = uid_of()

    class Meta:
        model = Evidence
        fields = (
            "uid",
            "source",
            "stance",
            "exact",
            "before",
            "after",
            "start",
            "end",
            "capture_sha256",
            "note",
        )


class RelationSerializer(serializers.ModelSerializer):
    other = uid_of()

    class Meta:
        model = ClaimRelation
        fields = ("uid", "relation", "other")


class ReviewSerializer(serializers.ModelSerializer):
    class Meta:
        model = ExternalReview
        fields = ("uid", "publisher", "url", "label", "language", "reviewed_on")


class ReplySerializer(serializers.ModelSerializer):
    party = uid_of()

    class Meta:
        model = Reply
        fields = (
            "uid",
            "party",
            "question",
            "asked_on",
            "due_on",
            "answered_on",
            "answer",
        )


class ClaimSerializer(serializers.ModelSerializer):
    disputes = uid_of(many=True)
    verdict = VerdictSerializer()
    appearances = AppearanceSerializer(many=True)
    evidence = EvidenceSerializer(many=True)
    relations = RelationSerializer(many=True)
    reviews = ReviewSerializer(many=True)
    replies = ReplySerializer(many=True)

    class Meta:
        model = Claim
        fields = (
            "uid",
            "slug",
            "disputes",
            "text",
            "claim_kind",
            "claimed_on",
            "language",
            "context",
            "verdict",
            "appearances",
            "evidence",
            "relations",
            "reviews",
            "replies",
        )


class NewestFirst(CursorPagination):
    ordering = "-id"
    page_size = 50


class StockClaims(viewsets.ReadOnlyModelViewSet):
    queryset = Claim.objects.select_related("verdict__rating").prefetch_related(
        "disputes",
        "appearances__party",
        "appearances__quote",
        "appearances__source",
        "evidence__source",
        "relations__other",
        "reviews",
        "replies__party",
    )
    serializer_class = ClaimSerializer
    pagination_class = NewestFirst
    filter_backends = ()
