"""Edit and accept: the kind's own form, filled in with what was found; nothing typed is lost on a refusal."""

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from factcheck import workflow
from factcheck.imports import suggestions
from factcheck.models import Suggestion
from factcheck.records import registry

from ..records.form_data import acts
from ..signed_in import signed_in_user
from ..verbs import refusals
from .filters import filter_query
from .forms import SuggestionFields, posted_content
from .linking import names_of
from .listing import SuggestionRow
from .screen import (
    desk_context,
    redirect_to_next,
    review_url,
    suggestion_of,
    version_in,
)


def edit_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, suggestion: int
) -> HttpResponse:
    """Show the form, or accept what was typed."""
    row, by = suggestion_of(request, pk, suggestion), signed_in_user(request)
    if request.method != "POST":
        suggestions.take(row, by)
        return show(model_admin, request, row, row.fields)
    content = posted_content(registry.get(row.kind), request.POST, row.fields)
    if not acts(request):
        return show(model_admin, request, row, content)
    try:
        suggestions.accept(row, by, version=version_in(request), content=content)
    except workflow.WorkflowError as refusal:
        return show(model_admin, request, row, content, refusal)
    return redirect_to_next(request, row)


def show(
    model_admin: ModelAdmin,
    request: HttpRequest,
    row: Suggestion,
    content: dict,
    refusal: workflow.WorkflowError | None = None,
) -> HttpResponse:
    """The form with this content; with a refusal, what it says stands beside the fields that it concerns."""
    row = Suggestion.objects.select_related("job", "taken_by", "decided_by").get(
        pk=row.pk
    )
    known = names_of([row, Suggestion(kind=row.kind, fields=content)])
    fields = SuggestionFields(
        registry.get(row.kind), content, known, getattr(refusal, "errors", ())
    )
    context = desk_context(model_admin, request, row.job) | {
        "title": "Edit and accept",
        "row": SuggestionRow(row, 0, signed_in_user(request), known),
        "fields": fields,
        "media": model_admin.media + fields.media,
        "refusal": "" if fields.errors else str(refusal or ""),
        "back": f"{review_url(row.job)}?{filter_query(request.GET)}&at={row.pk}#s-{row.pk}",
    }
    status = refusals.http_status(refusal) if refusal else 200
    return TemplateResponse(
        request, "admin/desk/review_edit.html", context, status=status
    )
