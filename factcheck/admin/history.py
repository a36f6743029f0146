"""A record's history: who changed what, when and why, word by word."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from factcheck import workflow
from factcheck.models import Revision

from . import diffs, names

PAGE = 50


class FieldChange(NamedTuple):
    """One field of one revision."""

    field: str
    spans: list[diffs.Span]


class Step(NamedTuple):
    """One revision as the page shows it."""

    revision: Revision
    changes: list[FieldChange]


def page(model_admin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The history of one record, newest first; `?by=` and `?field=` narrow it."""
    record = model_admin.get_object(request, object_id)
    if record is None:
        raise Http404("There is no such record.")
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    lines = workflow.revisions(record)
    if by := request.GET.get("by"):
        lines = lines.filter(by__username=by)
    if field := request.GET.get("field"):
        lines = lines.filter(changed__has_key=field)
    found = Paginator(lines, PAGE).get_page(request.GET.get("p"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "History",
        "subtitle": str(record),
        "record": record,
        "steps": steps(list(found)),
        "page": found,
        "opts": model_admin.opts,
        "original": record,
    }
    return TemplateResponse(request, "admin/desk/history.html", context)


def steps(revisions: list[Revision]) -> list[Step]:
    """Revisions with their changes in words; what uids stand for is asked once for all of them."""
    uids = {uid for revision in revisions for change in revision.changed.values() for uid in diffs.uids_in(*change)}
    titles = names.titles(uids)
    return [
        Step(
            revision,
            [field_change(name, *change, titles) for name, change in revision.changed.items() if any(change)],
        )
        for revision in revisions
    ]


def field_change(name: str, old: object, new: object, titles: dict[str, str]) -> FieldChange:
    return FieldChange(name, diffs.spans(diffs.written(old, titles), diffs.written(new, titles)))
