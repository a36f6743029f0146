"""Every look at a document, as it was written down when it was made."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from factcheck.models import Look, Recheck, Source

from ..readonly import ReadOnlyAdmin

SHOWN = 10


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    list_display = ["at", "reached", "status", "chip", "source", "job"]
    list_filter = ["outcome"]
    list_select_related = ["source", "job"]
    search_fields = ["key", "address", "asked", "sha256"]
    ordering = ["-at", "-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Look]:
        return super().get_queryset(request).defer("job__text")

    @admin.display(description="address reached", ordering="address")
    def reached(self, look: Look) -> str:
        return look.address or look.asked or "handed in"

    @admin.display(description="found", ordering="outcome")
    def chip(self, look: Look) -> str:
        return format_html(
            '<span class="chip chip--{}">{}</span>',
            look.outcome,
            look.get_outcome_display(),
        )


def of_source(source: Source) -> dict:
    """What the source's form shows: the last looks, how many there are, and how many records wait because of them."""
    looks = Look.objects.filter(source=source)
    waiting = Recheck.objects.filter(
        cause_uid=source.uid, cause__isnull=True, state=Recheck.State.OPEN
    )
    return {
        "rows": list(looks.latest_first()[:SHOWN]),
        "count": looks.count(),
        "questioned": waiting.count(),
    }
