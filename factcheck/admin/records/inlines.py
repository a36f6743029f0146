"""Parts as rows of their record's form."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms.models import _get_foreign_key
from django.http import HttpRequest

from factcheck.records.forms import OVERRIDES

from .autocomplete import LabelledFields, PartFormSet

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts

MOST_NEW = 30  # rows that one save may add
MOST_ROWS = 100  # rows of one part that a record may have
PLACE_IN_THE_COPY: "tuple[str, _FieldOpts]" = (
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
    formfield_overrides = OVERRIDES | {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}
    }
    extra = 0
    max_num = MOST_NEW
    min_num = 0

    def get_max_num(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: object
    ) -> int:
        """MOST_NEW more than the record has, at most MOST_ROWS: one save adds so many."""
        if self.max_num == 1:
            return 1
        return min(self._held(obj) + MOST_NEW, MOST_ROWS)

    def _held(self, obj: models.Model | None) -> int:
        """The rows that the record was loaded with; a form that is sent takes as many as it was drawn with."""
        key = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        loaded = getattr(obj, "_prefetched_objects_cache", {})
        return len(loaded.get(key.remote_field.get_accessor_name(), ()))


class StackedPart(PartInline, admin.StackedInline):
    """For parts with long texts."""


class TabularPart(PartInline, admin.TabularInline):
    """For parts that fit a line."""
