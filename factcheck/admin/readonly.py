"""Tables that are written by verbs and machines: to be read at the desk, never changed there."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from factcheck import workflow
from factcheck.models import User


class ReadOnlyChangeList(ChangeList):
    """A page of rows whose records are named in a fixed number of queries."""

    model_admin: "ReadOnlyAdmin"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = str(self.opts.verbose_name_plural).capitalize()

    def get_results(self, request: HttpRequest) -> None:
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

    def get_changelist(
        self, request: HttpRequest, **kwargs: object
    ) -> type[ChangeList]:
        return ReadOnlyChangeList

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The row with whoever looks at it: some of what is written is for those alone who decide."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.desk_reader = request.user
        return row

    def attach_records(self, rows: list) -> None:
        """Attach to each row of a page what its columns name; nothing by default."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False


def exclude_unreadable(rows: QuerySet, by: User, term: str) -> QuerySet:
    """What a search found, without rows that it may have found by words that this person may not read."""
    if not term:
        return rows
    return rows.exclude(
        workflow.confidential_rows(by, rows.model) & ~Q(uid__icontains=term.strip())
    )
