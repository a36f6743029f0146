"""RecordAdmin, the ModelAdmin that the admin of every kind of record inherits from."""

import json
import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from factcheck import workflow
from factcheck.models import Record
from factcheck.records import registry
from factcheck.records.forms import OVERRIDES
from factcheck.records.publication_checks.date_warnings import FUTURE, OLD
from factcheck.workflow import Verb

from ..verbs import guest_links, pages, publish_set, publishing
from ..verbs.list_actions import RecordActions
from . import (
    conflicts,
    duplicates,
    history,
    passages,
    previews,
    record_titles,
    revision_diff,
    sidebar,
    three_way_merge,
)
from .autocomplete import LabelledFields
from .columns import CappedPaginator, LiveFilter, RecordColumns, RecordList, TurnFilter
from .form_data import acts
from .prefetch import load

if TYPE_CHECKING:
    from django.contrib.admin.options import _ListFilterT

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
SUBMIT = "_save_and_submit"
BESIDE_THE_FORM = ("expected", "reason")  # shown by the template, in no section
SAVE_COUNTER = re.compile(r"^[0-9]{1,9}$")
NEVER_DELETED = "“{}” was published, and what was published is never deleted. Retract it instead, with a reason."


class RecordAdmin(RecordActions, RecordColumns, LabelledFields, admin.ModelAdmin):
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
    asks_for: tuple[str, str] | None = (
        None  # what is asked while one types: the address's name, and the fields
    )
    view_on_site = False
    save_on_top = False

    # Reading

    def get_changelist(self, request, **kwargs):
        return RecordList

    def get_object(self, request, object_id, from_field=None):
        """The record; for GET and HEAD with all that the form shows, in a fixed number of queries."""
        record = super().get_object(request, object_id, from_field)
        if record is not None and request.method in READING:
            load(record)
        return record

    def get_fieldsets(self, request, obj=None):
        """The sections as they are named, and in a last one each field of the form that none of them names."""
        fieldsets = list(super().get_fieldsets(request, obj))
        placed = {*flatten_fieldsets(fieldsets), *BESIDE_THE_FORM}
        others = [name for name in self.get_fields(request, obj) if name not in placed]
        if others:
            fieldsets.append(("More", {"fields": others}))
        return fieldsets

    def get_prepopulated_fields(self, request, obj=None):
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def get_readonly_fields(self, request, obj=None):
        """The slug, once the record was published: its address never changes."""
        return ("slug",) if obj is not None and self._was_published(obj) else ()

    @staticmethod
    def _was_published(record: Record) -> bool:
        if not hasattr(record, "desk_line"):
            record.desk_line = workflow.current_line(record)
        return record.desk_line is not None

    # Saving

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.is_unsaved = getattr(request, "desk_unsaved", False)
        return form

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """Let the link under a part say “Add verdict”, where Django would say “Add another verdict”."""
        inline_formsets = super().get_inline_formsets(
            request, formsets, inline_instances, obj
        )
        for inline in inline_formsets:
            inline.inline_formset_data = partial(
                _row_script_data, inline.formset.prefix, inline.opts.verbose_name
            )
        return inline_formsets

    def save_model(self, request, obj, form, change):
        """Saved together with its parts, in `save_related`."""

    def save_related(self, request, form, formsets, change):
        expected, reason = form.cleaned_data["expected"], form.cleaned_data["reason"]
        with workflow.saving(
            form.instance, request.user, expected=expected, reason=reason
        ):
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and not acts(request):
            request.desk_unsaved = True
            extra_context = {"is_put_back": True, "errors": (), **(extra_context or {})}
        try:
            if (
                request.method == "POST"
                and object_id
                and (page := self._merged(request, object_id, form_url))
            ):
                return page
            return super().changeform_view(request, object_id, form_url, extra_context)
        except workflow.StaleSave as stale:  # somebody saved in this very moment
            return self._conflict(
                request, stale.record, form_url, conflicts.Answers.none(stale.expected)
            )
        except workflow.NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def _merged(self, request, object_id: str, form_url: str) -> HttpResponse | None:
        """The page of a conflict; nothing when there is none, or none any more: then the choices are in the form."""
        record = self.get_object(request, object_id)
        if record is None or not self.has_change_permission(request, record):
            return None
        try:
            answers = conflicts.answers(request, record)
        except ValidationError:
            return None  # the form says so
        if answers.expected != record.lock_version or answers.is_open:
            return self._conflict(request, record, form_url, answers)
        if answers.choices:
            request.POST = self._merge(request, record, answers).data
        return None

    def _merge(
        self, request, record: Record, answers: conflicts.Answers
    ) -> three_way_merge.Merge:
        form = self.get_form(request, record, change=True)(instance=record)
        formsets = [
            formset(instance=record)
            for formset, _inline in self.get_formsets_with_inlines(request, record)
        ]
        return conflicts.merge(record, request.POST, answers, form, formsets)

    def _conflict(
        self, request, record: Record, form_url: str, answers: conflicts.Answers
    ) -> HttpResponse:
        """Both texts by field, and the merged form, ready to be looked at and saved."""
        merge = self._merge(request, record, answers)
        request.POST = merge.data
        request.desk_unsaved = True
        _rewind(request)
        context = {
            "conflict": conflicts.conflict_context(record, merge, answers),
            "errors": (),
        }
        response = super().changeform_view(request, str(record.pk), form_url, context)
        response.status_code = 409
        return response

    def log_change(self, request, obj, message):
        obj.desk_unchanged = not message
        return super().log_change(request, obj, message) if message else None

    def response_change(self, request, obj):
        if SUBMIT in request.POST:
            return self._submitted(request, obj)
        if obj.desk_unchanged:
            messages.info(
                request, "Nothing was changed; the record stands as it stood."
            )
            return HttpResponseRedirect(request.path)
        _warn(request, obj)
        return super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        if SUBMIT in request.POST:
            return self._submitted(request, obj)
        _warn(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def _submitted(self, request, record: Record) -> HttpResponse:
        """Hand what was just saved to review."""
        try:
            workflow.submit(record, request.user, expected=record.lock_version)
        except workflow.WorkflowError as refusal:
            messages.error(
                request, f"“{record}” is saved, but was not submitted. {refusal}"
            )
        else:
            messages.success(request, f"“{record}” is saved and waits for review.")
            _warn(request, record)
            passages.warn_of_blockers(request, record)
        return HttpResponseRedirect(record_titles.change_url(record))

    # Deleting

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (
            obj is None or not self._was_published(obj)
        )

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if (
            record is not None
            and self.has_view_permission(request, record)
            and self._was_published(record)
        ):
            messages.error(request, NEVER_DELETED.format(record))
            return HttpResponseRedirect(request.path.replace("/delete/", "/change/"))
        return super().delete_view(request, object_id, extra_context)

    # Verbs and history

    def get_urls(self):
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
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        seen = request.GET.get("seen", "")
        shown = int(seen) if SAVE_COUNTER.match(seen) else record.lock_version
        return HttpResponseRedirect(
            publish_set.page_url(
                self.opts, [(record, shown)], emergency=verb == Verb.EMERGENCY
            )
        )

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return previews.preview_view(self, request, object_id)

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

    def history_view(self, request, object_id, extra_context=None):
        return history.history_view(self, request, object_id)

    def render_change_form(
        self, request, context, add=False, change=False, form_url="", obj=None
    ):
        if change and obj is not None:
            fresh = (
                obj if request.method in READING else type(obj).objects.get(pk=obj.pk)
            )
            if fresh is not obj:
                load(fresh)
            context["panel"] = sidebar.panel_context(fresh, request.user)
        if self.asks_for:
            name, fields = self.asks_for
            context["asks_for"] = {"url": reverse(name), "fields": fields}
        return super().render_change_form(request, context, add, change, form_url, obj)


def _row_script_data(prefix: str, name: str) -> str:
    """The JSON that Django's script for inline rows reads: their prefix and the texts of its links."""
    words = {"prefix": prefix, "addText": f"Add {name}", "deleteText": "Remove"}
    return json.dumps({"name": f"#{prefix}", "options": words})


def _warn(request: HttpRequest, record: Record) -> None:
    """Add messages about unplaced passages, duplicates and unlikely dates of the record that was saved."""
    passages.warn(request, record)
    duplicates.warn(request, record)
    for message in unlikely_dates(record):
        messages.warning(request, f"{message} Is that meant?")


def unlikely_dates(record: Record) -> list[str]:
    """What is said of dates of the saved record that lie in the future, or very long ago."""
    saved = type(record).objects.get(pk=record.pk)
    return [
        each.message
        for each in registry.of(saved).warnings(saved)
        if each.name in (FUTURE, OLD)
    ]


def _rewind(request: HttpRequest) -> None:
    """Set all uploads back to their beginning, so that they can be read again."""
    for name in request.FILES:
        for upload in request.FILES.getlist(name):
            upload.seek(0)
