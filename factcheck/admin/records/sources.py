"""Sources at the desk, with the copies that are held of them."""

from django.contrib import admin, messages
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from factcheck import models
from factcheck.records import forms
from factcheck.records.stale_passages import log_upload

from ..imports import retrievals
from . import stale_passages
from .base import FILTERS, RecordAdmin
from .captures import CaptureInline
from .forms import desk_form

CALLED_INTO_QUESTION = (
    "Passages that are cited from this source are changed or gone in the new copy: {} record{} put on the list to be "
    "looked at again."
)


@admin.register(models.Source)
class SourceAdmin(RecordAdmin):
    form = desk_form(forms.SourceForm)
    search_fields = ["title", "url", "slug", "publisher__name"]
    list_filter = [*FILTERS, "source_kind", "rank", "licence"]
    autocomplete_fields = ["publisher", "derived_from"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [CaptureInline]
    option_related = ["publisher"]
    duplicate_lookup = ("desk_ask_source", "url title")
    fieldsets = [
        (None, {"fields": ["title", "subtitle", ("source_kind", "rank"), "url"]}),
        (
            "Who and when",
            {
                "fields": [
                    ("publisher", "published_on"),
                    "authors",
                    ("slug", "language"),
                    "noindex",
                ]
            },
        ),
        (
            "Standing",
            {
                "fields": ["licence", "derived_from", "archives", "note"],
                "description": "Sources that repeat one another count once. The licence decides whether the whole "
                "archived text may be shown; else readers see the cited passage with two sentences around it.",
            },
        ),
    ]

    @staticmethod
    def option_kind(source: models.Source) -> str:
        about = [
            source.get_source_kind_display().lower(),
            source.publisher,
            source.published_on,
        ]
        return ", ".join(str(each) for each in about if each)

    change_form_template = "admin/desk/source_form.html"

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: list[BaseInlineFormSet],
        change: bool,
    ) -> None:
        """A copy that came with the form is looked through for what is cited from older ones."""
        super().save_related(request, form, formsets, change)
        copies = [
            copy
            for formset in formsets
            if formset.model is models.Capture
            for copy in formset.new_objects
        ]
        count = sum(len(log_upload(copy)) for copy in copies)
        if count:
            messages.warning(
                request, CALLED_INTO_QUESTION.format(count, "s" if count > 1 else "")
            )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.passages_view)
        return [
            path("<int:object_id>/passages/", view, name="factcheck_source_passages"),
            *super().get_urls(),
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: models.Record | None = None,
    ) -> HttpResponse:
        if change and isinstance(obj, models.Source):
            context["looked"] = retrievals.of_source(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def passages_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What became of its passages in its newest copy."""
        return stale_passages.passages_view(self, request, str(object_id))
