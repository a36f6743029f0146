"""What imports found and could not read, and the feeds that are looked at again and again."""

from django.contrib import admin

from factcheck.forms import OVERRIDES
from factcheck.models import Feed, ImportIssue, Suggestion

from .readonly import ReadOnlyAdmin


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ["kind", "purpose", "state", "exact", "step", "confidence", "job"]
    list_filter = ["state", "kind", "purpose", "step"]
    list_select_related = ["job"]
    search_fields = ["exact", "memory_key"]
    ordering = ["-id"]


@admin.register(ImportIssue)
class IssueAdmin(ReadOnlyAdmin):
    list_display = ["job", "severity", "place", "field", "message"]
    list_filter = ["severity"]
    list_select_related = ["job"]
    search_fields = ["message", "place", "field"]
    ordering = ["-id"]


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    list_display = ["name", "address", "dispute", "rhythm", "active", "due_at"]
    list_filter = ["active", "rhythm"]
    list_select_related = ["dispute"]
    search_fields = ["name", "address"]
    autocomplete_fields = ["dispute"]
    readonly_fields = ["due_at"]
    formfield_overrides = OVERRIDES
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
