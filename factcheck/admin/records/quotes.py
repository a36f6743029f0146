"""Quotes at the desk."""

from django.contrib import admin

from factcheck import models
from factcheck.records import forms

from .base import FILTERS, RecordAdmin
from .forms import desk_form
from .inlines import PLACE_IN_THE_COPY


@admin.register(models.Quote)
class QuoteAdmin(RecordAdmin):
    form = desk_form(forms.QuoteForm)
    search_fields = ["words", "slug", "speaker__name"]
    list_filter = [*FILTERS, "basis", "quote_kind", "disputes"]
    autocomplete_fields = ["disputes", "speaker", "source"]
    option_related = ["speaker"]
    duplicate_lookup = ("desk_ask_quote", "words")
    fieldsets = [
        (
            None,
            {
                "fields": ["words", "disputes", ("quote_kind", "basis")],
                "description": "The exact words, letter for letter; what was left out in the middle makes it partial.",
            },
        ),
        ("Who, when, where", {"fields": [("speaker", "said_on"), "occasion", "about"]}),
        (
            "Where it stands",
            {
                "fields": ["source", "exact", "locator"],
                "description": "The words are looked for in the archived copies of the source. Leave the passage empty "
                "unless the copy has the words in other letters.",
            },
        ),
        PLACE_IN_THE_COPY,
        ("Language", {"fields": [("language", "translated_by"), "translation"]}),
        (
            "Address",
            {
                "fields": ["slug", "noindex"],
                "description": "Left empty, it is made from the words.",
            },
        ),
    ]

    @staticmethod
    def option_kind(quote: models.Quote) -> str:
        return f"quote, {quote.speaker}" if quote.speaker else "quote"
