"""Two versions of a record held together, and an earlier one taken up again as a draft."""

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from factcheck import workflow
from factcheck.models import Record, Revision

from ..signed_in import signed_in_user
from ..verbs.signed_versions import VersionedForm
from . import record_titles
from .form_data import posted
from .history import FieldChange, context_of, field_changes, record_of, titles_in

VIEWS = {"": "Side by side", "inline": "In one text"}


def compare_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """What differs between the versions after two lines of the history, whichever is named first."""
    record = record_of(model_admin, request, object_id)
    older, newer = sorted(
        (_line(record, request.GET.get(name)) for name in ("one", "other")),
        key=lambda line: line.number,
    )
    before, after = (
        workflow.copy_after(record, line.number) for line in (older, newer)
    )
    view = request.GET.get("view", "")
    context = context_of(model_admin, request, record, "Compare") | {
        "older": older,
        "newer": newer,
        "changes": changes_between(record, before, after),
        "view": view if view in VIEWS else "",
        "views": VIEWS.items(),
    }
    return TemplateResponse(request, "admin/desk/compare.html", context)


def changes_between(record: Record, before: dict, after: dict) -> list[FieldChange]:
    """The way from one version to another, field by field."""
    changed = workflow.changes(before, after)
    return field_changes(record, changed, titles_in(changed))


class RevertForm(VersionedForm):
    """Bound to the version of the record that was shown beside the earlier one."""

    reason = forms.CharField(
        label="Why",
        max_length=300,
        required=False,
        help_text="For the record's history; the desk alone reads it.",
    )


def revert_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str, number: int
) -> HttpResponse:
    """Show what would change, or save the earlier version as the draft under way."""
    record = record_of(model_admin, request, object_id)
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    line = _line(record, str(number))
    form = RevertForm(record, posted(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            expected, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
            by = signed_in_user(request)
            workflow.revert(record, line, by, expected=expected, reason=reason)
        except workflow.WorkflowError as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(
                request,
                f"The version of line {number} is the draft now. Nothing of it is public.",
            )
            return HttpResponseRedirect(record_titles.change_url(record))
    now = workflow.working_copy(record)
    context = context_of(model_admin, request, record, "Take up an earlier version") | {
        "line": line,
        "form": form,
        "changes": changes_between(record, now, workflow.earlier(record, line)),
    }
    return TemplateResponse(request, "admin/desk/revert.html", context, status=status)


def _line(record: Record, number: str | None) -> Revision:
    """Raises Http404 for what is no line of this record's history."""
    line = None
    if number and number.isdecimal():
        line = workflow.revisions(record).filter(number=number).first()
    if line is None:
        raise Http404("The history has no such line.")
    return line
