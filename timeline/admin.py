"""Entries and points at the desk."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from factcheck.admin import (
    FILTERS,
    PLACE_IN_THE_COPY,
    RecordAdmin,
    StackedPart,
    desk_form,
)

from . import models
from .records import forms


class CitationInline(StackedPart):
    model = models.Citation
    form = forms.CitationForm
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": [("source", "position"), "exact", "note"]}),
        ("More", {"classes": ["collapse"], "fields": ["locator"]}),
        PLACE_IN_THE_COPY,
    ]


class PictureInline(StackedPart):
    model = models.Picture
    form = forms.PictureForm
    readonly_fields = ["held"]
    fields = [("file", "held", "position"), "alt", "caption", ("credit", "shows")]

    @admin.display(description="held")
    def held(self, picture: models.Picture) -> str:
        if not picture.sha256:
            return "–"
        size = f"{picture.width} × {picture.height}"
        return format_html(
            "{}, {} <small>{}</small>", picture.media_type, size, picture.sha256[:12]
        )


class EventStatusFilter(admin.ChoicesFieldListFilter):
    """The status of what is told, beside that of the record that tells it."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = "what became of it"


@admin.register(models.Entry)
class EntryAdmin(RecordAdmin):
    form = desk_form(forms.EntryForm)
    search_fields = ["headline", "slug", "place"]
    list_filter = [
        *FILTERS,
        ("progress", EventStatusFilter),
        "entry_kind",
        "key_event",
        "dispute",
    ]
    autocomplete_fields = ["dispute", "parties", "claims", "quotes"]
    prepopulated_fields = {"slug": ["headline"]}
    inlines = [CitationInline, PictureInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "dispute",
                    "headline",
                    "short_name",
                    "body",
                    ("entry_kind", "progress", "key_event"),
                ]
            },
        ),
        (
            "When",
            {
                "fields": [
                    "when",
                    ("time", "zone"),
                    "position_in_day",
                    "check_again_on",
                    "accuses_private_person",
                ],
                "description": "Only what is known. A time of day needs one certain day and its time zone.",
            },
        ),
        ("Where", {"fields": ["place", ("latitude", "longitude")]}),
        (
            "Who and what",
            {
                "fields": ["parties", "claims", "quotes"],
                "description": "Parties must be live for the entry to be published; claims and quotes are shown "
                "as soon as they are.",
            },
        ),
        ("Address", {"fields": ["slug", "noindex"]}),
    ]

    @staticmethod
    def option_kind(entry: models.Entry) -> str:
        return f"entry, {entry.when}" if entry.when else "entry"


class PositionInline(StackedPart):
    model = models.Position
    form = forms.PositionForm
    autocomplete_fields = ["side", "party", "claims", "quotes"]
    fields = [
        ("side", "party", "position"),
        "statement",
        "stated_on",
        "claims",
        "quotes",
    ]


@admin.register(models.Point)
class PointAdmin(RecordAdmin):
    form = desk_form(forms.PointForm)
    search_fields = ["question", "slug"]
    list_filter = [*FILTERS, "dispute"]
    list_select_related = ["changed_by", "dispute"]
    autocomplete_fields = ["dispute"]
    prepopulated_fields = {"slug": ["question"]}
    inlines = [PositionInline]
    fieldsets = [
        (
            None,
            {"fields": ["dispute", "question", "summary", ("rank", "slug"), "noindex"]},
        ),
    ]
