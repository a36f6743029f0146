"""Tables that are written by verbs and machines: to be read at the desk, never changed there."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet

from factcheck import workflow
from factcheck.models import User


class ReadOnlyChangeList(ChangeList):
    """A page of rows whose records are named in a fixed number of queries."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = self.opts.verbose_name_plural.capitalize()

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        for row in self.result_list:
            row.desk_reader = request.user
        self.model_admin.attach_records(self.result_list)


class ReadOnlyAdmin(admin.ModelAdmin):
    """An admin without adding, changing, deleting and actions."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
    view_on_site = False

    def get_changelist(self, request, **kwargs):
        return ReadOnlyChangeList

    def get_object(self, request, object_id, from_field=None):
        """The row with whoever looks at it: some of what is written is for those alone who decide."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.desk_reader = request.user
        return row

    def attach_records(self, rows: list) -> None:
        """Attach to each row of a page what its columns name; nothing by default."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def exclude_unreadable(rows: QuerySet, by: User, term: str) -> QuerySet:
    """What a search found, without rows that it may have found by words that this person may not read."""
    if not term:
        return rows
    return rows.exclude(
        workflow.confidential_rows(by, rows.model) & ~Q(uid__icontains=term.strip())
    )
