"""Sources at the desk, with the copies that are held of them."""

from django.contrib import admin

from factcheck import forms, models

from .captures import CaptureInline
from .recordforms import desk_form
from .records import FILTERS, RecordAdmin


@admin.register(models.Source)
class SourceAdmin(RecordAdmin):
    form = desk_form(forms.SourceForm)
    search_fields = ["title", "url", "slug", "publisher__name"]
    list_filter = [*FILTERS, "source_kind", "rank", "licence"]
    autocomplete_fields = ["publisher", "derived_from"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [CaptureInline]
    fieldsets = [
        (None, {"fields": ["title", "subtitle", ("source_kind", "rank"), "url"]}),
        ("Who and when", {"fields": [("publisher", "published_on"), "authors", ("slug", "language")]}),
        (
            "Standing",
            {
                "fields": ["licence", "derived_from", "archives", "note"],
                "description": "Sources that repeat one another count once. The licence decides whether the whole "
                "archived text may be shown; else readers see the cited passage with two sentences around it.",
            },
        ),
    ]
