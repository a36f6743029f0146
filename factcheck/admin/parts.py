"""Parts as rows of their record's form."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from factcheck.forms import OVERRIDES

from .autocomplete import LabelledFields, PartFormSet

MOST_ROWS = 30
PLACE_IN_THE_COPY = (
    "Which place is meant",
    {
        "classes": ["collapse"],
        "fields": [("capture_sha256", "start")],
        "description": "Found for you. Only words that stand in the copy more than once need the place, counted in "
        "characters from its beginning.",
    },
)


class PartInline(LabelledFields, admin.options.InlineModelAdmin):
    """Rows are saved in the transaction of their record; changing one is changing the record."""

    formset = PartFormSet
    formfield_overrides = OVERRIDES | {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}
    extra = 0
    max_num = MOST_ROWS
    min_num = 0


class StackedPart(PartInline, admin.StackedInline):
    """For parts with long texts."""


class TabularPart(PartInline, admin.TabularInline):
    """For parts that fit a line."""
