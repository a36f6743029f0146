"""Disputes at the desk."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck import models
from factcheck.records import forms

from .base import RecordAdmin
from .forms import desk_form
from .inlines import StackedPart


class SideInline(StackedPart):
    model = models.Side
    form = forms.SideForm
    autocomplete_fields = ["parties"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [("name", "slug", "position"), "line", "parties"]


class StandingInline(StackedPart):
    model = models.Standing
    form = forms.StandingForm
    fields = [("heading", "position"), "text", "entry"]


@admin.register(models.Dispute)
class DisputeAdmin(RecordAdmin):
    form = desk_form(forms.DisputeForm)
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SideInline, StandingInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "summary",
                    "plain_summary",
                    ("slug", "language"),
                    "noindex",
                ]
            },
        ),
    ]


@admin.register(models.Side)
class SideAdmin(admin.ModelAdmin):
    """Sides are written in their dispute; they are registered so that a position can look one up."""

    search_fields = ["name", "slug", "dispute__title"]
    list_select_related = ["dispute"]
    ordering = ["dispute__slug", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Side]:
        return super().get_queryset(request).select_related("dispute")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: models.Side | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Side | None = None
    ) -> bool:
        return False
