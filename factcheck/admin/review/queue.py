"""Suggestions over all jobs: where something waits, and every suggestion with its way into the review."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from factcheck.models import ImportJob, Suggestion

from .. import moment_display
from ..readonly import ReadOnlyAdmin
from .linking import suggestion_url, title_of
from .listing import OPEN

MOST_JOBS = 30  # jobs listed above the suggestions


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = [
        "what",
        "kind",
        "chip",
        "repeats",
        "sure",
        "step",
        "job",
        "suggested_at",
    ]
    list_display_links = None
    list_filter = ["state", "kind", "match_relation", "purpose", "step"]
    list_select_related = ["job"]
    search_fields = ["exact", "memory_key"]
    ordering = ["-id"]
    change_list_template = "admin/desk/review_queue.html"

    @admin.display(description="suggestion")
    def what(self, suggestion: Suggestion) -> str:
        return format_html(
            '<a href="{}">{}</a>',
            suggestion_url(suggestion),
            title_of(suggestion)[:110],
        )

    @admin.display(description="state", ordering="state")
    def chip(self, suggestion: Suggestion) -> str:
        return format_html(
            '<span class="chip chip--{}">{}</span>',
            suggestion.state,
            suggestion.get_state_display(),
        )

    @admin.display(description="sure", ordering="confidence")
    def sure(self, suggestion: Suggestion) -> str:
        return "–" if suggestion.confidence is None else f"{suggestion.confidence:.0%}"

    @admin.display(description="repeats", ordering="match_relation")
    def repeats(self, suggestion: Suggestion) -> str:
        return suggestion.match_relation or "–"

    @admin.display(description="found", ordering="found_at")
    def suggested_at(self, suggestion: Suggestion) -> str:
        return moment_display.moment(suggestion.found_at)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        waiting = Count("suggestions", filter=Q(suggestions__state__in=OPEN))
        jobs = (
            ImportJob.objects.defer("text")
            .annotate(waiting=waiting)
            .filter(waiting__gt=0)
        )
        context = {"jobs": jobs.order_by("queued_at")[:MOST_JOBS]}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Redirect to the suggestion in the review of its job."""
        suggestion = self.get_object(request, object_id)
        if suggestion is None or not self.has_view_permission(request, suggestion):
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(suggestion_url(suggestion))
