"""Sources at the desk, with the copies that are held of them."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from factcheck import forms, models

from . import recopied
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

    change_form_template = "admin/desk/source_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.passages_view)
        return [path("<int:object_id>/passages/", view, name="factcheck_source_passages"), *super().get_urls()]

    def passages_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What became of its passages in its newest copy."""
        return recopied.page(self, request, str(object_id))
