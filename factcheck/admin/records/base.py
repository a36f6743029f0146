"""RecordAdmin, the ModelAdmin that the admin of every kind of record inherits from."""

import json
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models.options import Options
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator

from factcheck import workflow
from factcheck.models import Record
from factcheck.records.forms import OVERRIDES
from factcheck.workflow import Verb

from ..signed_in import signed_in_user
from ..verbs import guest_links, pages, publish_set, publishing
from ..verbs.list_actions import RecordActions
from . import (
    history,
    previews,
    revision_diff,
    sidebar,
)
from .autocomplete import LabelledFields
from .columns import (
    CappedPaginator,
    LiveFilter,
    RecordColumns,
    RecordList,
    TurnFilter,
    line_of,
)
from .prefetch import load
from .saving import RecordSaving

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec, _ListFilterT

COLUMNS = (
    "short_text",
    "chip",
    "waits_for",
    "live",
    "who",
    "last_change",
    "public_page",
)
FILTERS = (TurnFilter, "status", LiveFilter)
READING = ("GET", "HEAD")
BESIDE_THE_FORM = ("expected", "reason")  # shown by the template, in no section
SAVE_COUNTER = re.compile(r"^[0-9]{1,9}$")
NEVER_DELETED = "“{}” was published, and what was published is never deleted. Retract it instead, with a reason."


class RecordAdmin(RecordActions, RecordColumns, RecordSaving, LabelledFields):
    """Saves through `workflow.saving` and does verbs through their pages; nothing here writes a status."""

    list_display = COLUMNS
    list_display_links = ("short_text",)
    list_filter: "ClassVar[list[_ListFilterT] | tuple[_ListFilterT, ...]]" = FILTERS
    list_select_related: ClassVar[list[str] | tuple[str, ...]] = ("changed_by",)
    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator
    change_list_template = "admin/desk/record_list.html"
    show_facets = admin.ShowFacets.ALLOW
    formfield_overrides = OVERRIDES
    change_form_template = "admin/desk/record_form.html"
    # What looks for duplicates while one types: the address by its name, and the fields that it is sent.
    duplicate_lookup: tuple[str, str] | None = None
    view_on_site = False
    save_on_top = False

    # Reading

    def get_changelist(
        self, request: HttpRequest, **kwargs: object
    ) -> type[RecordList]:
        return RecordList

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Record | None:
        """The record; for GET and HEAD with all that the form shows, in a fixed number of queries."""
        record = super().get_object(request, object_id, from_field)
        if record is not None and request.method in READING:
            load(record)
        return record

    def get_fieldsets(
        self, request: HttpRequest, obj: Record | None = None
    ) -> "_FieldsetSpec":
        """The sections as they are named, and in a last one each field of the form that none of them names."""
        fieldsets = list(super().get_fieldsets(request, obj))
        placed = {*flatten_fieldsets(fieldsets), *BESIDE_THE_FORM}
        others = [name for name in self.get_fields(request, obj) if name not in placed]
        if others:
            fieldsets.append(("More", {"fields": others}))
        return fieldsets

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> dict[str, Sequence[str]]:
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def get_readonly_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> tuple[str, ...]:
        """The slug, once the record was published: its address never changes."""
        return ("slug",) if obj is not None and line_of(obj) else ()

    def get_inline_formsets(
        self,
        request: HttpRequest,
        formsets: list[BaseInlineFormSet],
        inline_instances: list[admin.options.InlineModelAdmin],
        obj: Record | None = None,
    ) -> list[InlineAdminFormSet]:
        """Let the link under a part say “Add verdict”, where Django would say “Add another verdict”."""
        inline_formsets = super().get_inline_formsets(
            request, formsets, inline_instances, obj
        )
        for inline in inline_formsets:
            inline.inline_formset_data = partial(
                _row_script_data, inline.formset.prefix, inline.opts.verbose_name
            )
        return inline_formsets

    # Deleting

    def has_delete_permission(
        self, request: HttpRequest, obj: Record | None = None
    ) -> bool:
        """False for what was published."""
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or line_of(obj) is None)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        may_see = record is not None and self.has_view_permission(request, record)
        if record is not None and may_see and line_of(record):
            messages.error(request, NEVER_DELETED.format(record))
            return HttpResponseRedirect(request.path.replace("/delete/", "/change/"))
        return super().delete_view(request, object_id, extra_context)

    # Verbs and history

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("publish/", view(self.publish_view), name=f"{name}_publish"),
            path("emergency/", view(self.emergency_view), name=f"{name}_emergency"),
            path(
                "<path:object_id>/preview/",
                view(self.preview_view),
                name=f"{name}_preview",
            ),
            path(
                "<path:object_id>/preview/<slug:shown>/",
                view(self.preview_content_view),
                name=f"{name}_previewed",
            ),
            path(
                "<path:object_id>/history/compare/",
                view(self.compare_view),
                name=f"{name}_compare",
            ),
            path(
                "<path:object_id>/history/take-up/<int:number>/",
                view(self.revert_view),
                name=f"{name}_revert",
            ),
            path(
                "<path:object_id>/do/<slug:verb>/",
                view(self.verb_view),
                name=f"{name}_verb",
            ),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        return publishing.publish_view(self, request)

    def emergency_view(self, request: HttpRequest) -> HttpResponse:
        return publishing.publish_view(self, request, emergency=True)

    def verb_view(
        self, request: HttpRequest, object_id: str, verb: str
    ) -> HttpResponse:
        if verb == Verb.INVITE:
            return guest_links.record_guests_view(self, request, object_id)
        if verb not in (Verb.PUBLISH, Verb.EMERGENCY):
            return pages.verb_view(self, request, object_id, verb)
        if not request.user.has_perm(workflow.VERBS[verb].permission):
            raise PermissionDenied
        record = self.get_object(request, object_id)
        if record is None:
            return cast(_AnswersForMissing, self)._get_obj_does_not_exist_redirect(
                request, self.opts, object_id
            )
        seen = request.GET.get("seen", "")
        shown = int(seen) if SAVE_COUNTER.match(seen) else record.lock_version
        return HttpResponseRedirect(
            publish_set.page_url(
                self.opts, [(record, shown)], emergency=verb == Verb.EMERGENCY
            )
        )

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return previews.preview_view(self, request, object_id)

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def preview_content_view(
        self, request: HttpRequest, object_id: str, shown: str
    ) -> HttpResponse:
        return previews.preview_content_view(self, request, object_id, shown)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return revision_diff.compare_view(self, request, object_id)

    def revert_view(
        self, request: HttpRequest, object_id: str, number: int
    ) -> HttpResponse:
        return revision_diff.revert_view(self, request, object_id, number)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return history.history_view(self, request, object_id)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Record | None = None,
    ) -> HttpResponse:
        if change and obj is not None:
            fresh = (
                obj if request.method in READING else type(obj).objects.get(pk=obj.pk)
            )
            if fresh is not obj:
                load(fresh)
            context["panel"] = sidebar.panel_context(fresh, signed_in_user(request))
        if self.duplicate_lookup:
            name, fields = self.duplicate_lookup
            context["duplicate_lookup"] = {"url": reverse(name), "fields": fields}
        return super().render_change_form(request, context, add, change, form_url, obj)


class _AnswersForMissing(Protocol):
    """How Django's admin answers for a row that is not there; its stubs leave it out."""

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Options, object_id: str
    ) -> HttpResponse: ...


def _row_script_data(prefix: str, name: object) -> str:
    """The JSON that Django's script for inline rows reads: their prefix and the texts of its links."""
    words = {"prefix": prefix, "addText": f"Add {name}", "deleteText": "Remove"}
    return json.dumps({"name": f"#{prefix}", "options": words})
