"""Claims at the desk."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck import models
from factcheck.records import forms

from .base import FILTERS, RecordAdmin
from .forms import desk_form
from .inlines import PLACE_IN_THE_COPY, StackedPart, TabularPart


class VerdictInline(StackedPart):
    model = models.Verdict
    form = forms.VerdictForm
    autocomplete_fields = ["rating"]
    max_num = 1
    fields = [("rating", "decided_on"), "rationale"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Verdict]:
        """Verdicts with their rating, which is part of their title."""
        return super().get_queryset(request).select_related("rating")


class AppearanceInline(StackedPart):
    model = models.Appearance
    form = forms.AppearanceForm
    autocomplete_fields = ["party", "quote", "source"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("party", "role"),
                    ("stated_on", "position"),
                    "quote",
                    "source",
                    "exact",
                ]
            },
        ),
        ("More", {"classes": ["collapse"], "fields": ["locator", "note"]}),
        PLACE_IN_THE_COPY,
    ]


class EvidenceInline(StackedPart):
    model = models.Evidence
    form = forms.EvidenceForm
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": [("source", "stance", "position"), "exact", "note"]}),
        ("More", {"classes": ["collapse"], "fields": ["locator"]}),
        PLACE_IN_THE_COPY,
    ]


class RelationInline(TabularPart):
    model = models.ClaimRelation
    form = forms.ClaimRelationForm
    fk_name = "claim"
    autocomplete_fields = ["other"]
    verbose_name = "related claim"
    verbose_name_plural = "related claims"


class ReviewInline(StackedPart):
    model = models.ExternalReview
    form = forms.ExternalReviewForm
    verbose_name = "check by another organisation"
    verbose_name_plural = "checks by other organisations"
    fields = [("publisher", "reviewed_on"), "url", "label", ("language", "position")]


class ReplyInline(StackedPart):
    model = models.Reply
    form = forms.ReplyForm
    autocomplete_fields = ["party"]
    verbose_name_plural = "replies asked for"
    fields = [
        ("party", "position"),
        "question",
        ("asked_on", "due_on", "answered_on"),
        "answer",
    ]


@admin.register(models.Claim)
class ClaimAdmin(RecordAdmin):
    form = desk_form(forms.ClaimForm)
    search_fields = ["text", "slug"]
    duplicate_lookup = ("desk_ask_claim", "text")
    list_filter = [*FILTERS, "claim_kind", "disputes"]
    autocomplete_fields = ["disputes"]
    prepopulated_fields = {"slug": ["text"]}
    inlines = [
        VerdictInline,
        AppearanceInline,
        EvidenceInline,
        RelationInline,
        ReviewInline,
        ReplyInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": ["text", "disputes", ("claim_kind", "claimed_on"), "context"],
                "description": "One assertion that can be checked, in our own neutral words. A claim of the kind fact "
                "or legal needs evidence; every claim needs a verdict before it is published.",
            },
        ),
        (
            "Address and handling",
            {
                "fields": [
                    ("slug", "language"),
                    ("sensitive", "accuses_private_person"),
                    "check_again_on",
                    "noindex",
                ]
            },
        ),
    ]

    @staticmethod
    def option_kind(claim: models.Claim) -> str:
        return f"{claim.get_claim_kind_display().lower()} claim"
