"""Saving a record's form: with its parts in one transaction, merged with what others saved meanwhile."""

from typing import Any, Protocol, cast

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from factcheck import workflow
from factcheck.models import Record
from factcheck.records import registry
from factcheck.records.publication_checks.date_warnings import FUTURE, OLD

from ..signed_in import signed_in_user
from . import conflicts, duplicates, passages, record_titles, three_way_merge
from .form_data import acts
from .forms import DeskForm

SUBMIT = "_save_and_submit"


class _UnsavedRequest(Protocol):
    """A request whose form is laid out again, and not saved."""

    desk_unsaved: bool


class _SavedRecord(Protocol):
    """A record after its form was saved, and whether nothing was changed."""

    desk_unchanged: bool


class RecordSaving(admin.ModelAdmin):
    """Mixed into every record's admin: saves through `workflow.saving`, and hands to review where that is asked."""

    def get_form(
        self,
        request: HttpRequest,
        obj: Record | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        is_unsaved = getattr(request, "desk_unsaved", False)
        cast(type[DeskForm], form).is_unsaved = is_unsaved
        return form

    def save_model(
        self, request: HttpRequest, obj: Record, form: ModelForm, change: bool
    ) -> None:
        """Saved together with its parts, in `save_related`."""

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: list[BaseInlineFormSet],
        change: bool,
    ) -> None:
        expected, reason = form.cleaned_data["expected"], form.cleaned_data["reason"]
        record, by = form.instance, signed_in_user(request)
        with workflow.saving(record, by, expected=expected, reason=reason):
            super().save_model(request, record, form, change)
            super().save_related(request, form, formsets, change)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and not acts(request):
            _leave_unsaved(request)
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

    def _merged(
        self, request: HttpRequest, object_id: str, form_url: str
    ) -> HttpResponse | None:
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
            _replace_post(request, self._merge(request, record, answers).data)
        return None

    def _merge(
        self, request: HttpRequest, record: Record, answers: conflicts.Answers
    ) -> three_way_merge.Merge:
        form = self.get_form(request, record, change=True)(instance=record)
        formsets = [
            formset(instance=record)
            for formset, _inline in self.get_formsets_with_inlines(request, record)
        ]
        return conflicts.merge(record, request.POST, answers, form, formsets)

    def _conflict(
        self,
        request: HttpRequest,
        record: Record,
        form_url: str,
        answers: conflicts.Answers,
    ) -> HttpResponse:
        """Both texts by field, and the merged form, ready to be looked at and saved."""
        merge = self._merge(request, record, answers)
        _replace_post(request, merge.data)
        _leave_unsaved(request)
        _rewind(request)
        context = {
            "conflict": conflicts.conflict_context(record, merge, answers),
            "errors": (),
        }
        response = super().changeform_view(request, str(record.pk), form_url, context)
        response.status_code = 409
        return response

    # Django takes no notice of what it returns.
    def log_change(  # type: ignore[override]
        self, request: HttpRequest, obj: Record, message: list | str
    ) -> LogEntry | None:
        cast(_SavedRecord, obj).desk_unchanged = not message
        return super().log_change(request, obj, message) if message else None

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        if SUBMIT in request.POST:
            return self._submitted(request, obj)
        if cast(_SavedRecord, obj).desk_unchanged:
            messages.info(
                request, "Nothing was changed; the record stands as it stood."
            )
            return HttpResponseRedirect(request.path)
        _warn(request, obj)
        return super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Record, post_url_continue: str | None = None
    ) -> HttpResponse:
        if SUBMIT in request.POST:
            return self._submitted(request, obj)
        _warn(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def _submitted(self, request: HttpRequest, record: Record) -> HttpResponse:
        """Hand what was just saved to review."""
        try:
            by, shown = signed_in_user(request), record.lock_version
            workflow.submit(record, by, expected=shown)
        except workflow.WorkflowError as refusal:
            messages.error(
                request, f"“{record}” is saved, but was not submitted. {refusal}"
            )
        else:
            messages.success(request, f"“{record}” is saved and waits for review.")
            _warn(request, record)
            passages.warn_of_blockers(request, record)
        return HttpResponseRedirect(record_titles.change_url(record))


def _replace_post(request: HttpRequest, data: QueryDict) -> None:
    """Let Django's admin read this in place of what was sent."""
    request.POST = data  # type: ignore[assignment]  # the stub wants one that nobody can write to


def _leave_unsaved(request: HttpRequest) -> None:
    cast(_UnsavedRequest, request).desk_unsaved = True


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
