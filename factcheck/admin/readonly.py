"""Tables that are written by verbs and machines: to be read at the desk, never changed there."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList


class NamedList(ChangeList):
    """A page of rows whose records are named in a fixed number of queries."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.model_admin.named(self.result_list)


class ReadOnlyAdmin(admin.ModelAdmin):
    """To be looked at."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
    view_on_site = False

    def get_changelist(self, request, **kwargs):
        return NamedList

    def named(self, rows: list) -> None:
        """Attach to each row of a page what its columns name; nothing by default."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
