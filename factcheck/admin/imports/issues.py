"""What imports could not read."""

from django.contrib import admin

from factcheck.models import ImportIssue

from ..readonly import ReadOnlyAdmin


@admin.register(ImportIssue)
class IssueAdmin(ReadOnlyAdmin):
    list_display = ["job", "severity", "place", "field", "message"]
    list_filter = ["severity"]
    list_select_related = ["job"]
    search_fields = ["message", "place", "field"]
    ordering = ["-id"]
