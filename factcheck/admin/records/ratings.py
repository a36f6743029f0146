"""The desk's scale, as data."""

from django.contrib import admin

from factcheck import models
from factcheck.records import forms

from .base import RecordAdmin
from .forms import desk_form
from .inlines import StackedPart


class RatingTranslationInline(StackedPart):
    model = models.RatingTranslation
    form = forms.RatingTranslationForm
    verbose_name = "language"
    verbose_name_plural = "in other languages"
    fields = [("language", "label", "position"), "definition"]


@admin.register(models.Rating)
class RatingAdmin(RecordAdmin):
    form = desk_form(forms.RatingForm)
    search_fields = ["label", "slug"]
    ordering = ["order"]
    prepopulated_fields = {"slug": ["label"]}
    inlines = [RatingTranslationInline]
    fieldsets = [
        (None, {"fields": ["label", "slug", "definition", "noindex"]}),
        (
            "On the scale",
            {
                "fields": [("order", "numeric"), ("polarity", "shape")],
                "description": "A rating outside the scale (unproven, opinion) has no number.",
            },
        ),
    ]
