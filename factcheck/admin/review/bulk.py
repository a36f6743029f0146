"""Bulk decisions: a page with the count and a sample, then a job that decides them one by one."""

from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from factcheck import workflow
from factcheck.imports import suggestions
from factcheck.imports.bulk_start import start_bulk
from factcheck.models import Suggestion, User

from ..signed_in import signed_in_user
from .filters import SuggestionFacets, SuggestionFilterForm, filter_query
from .linking import names_of
from .listing import SuggestionRow
from .screen import DECIDE, desk_context, job_of, review_url

WORDS = {
    "accept": "Accept as drafts",
    "merge": "Merge into what they repeat",
    "reject": "Reject",
    "defer": "Put aside",
}


CHOOSE_AGAIN = "Choose again what to decide, and how."


def many_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The count and a sample; confirmed, the job that decides them."""
    job = job_of(request, pk)
    if not request.user.has_perm(DECIDE):
        raise PermissionDenied
    form = SuggestionFilterForm(request.GET, SuggestionFacets(job))
    act = request.GET.get("act", "")
    is_chosen = form.is_valid() and act in WORDS
    refusal = "" if is_chosen else CHOOSE_AGAIN
    filter_ = form.filter(job)
    if request.method == "POST" and is_chosen:
        reason = request.POST.get("reason", "")
        try:
            bulk = start_bulk(filter_, act, signed_in_user(request), reason=reason)
        except workflow.WorkflowError as error:
            refusal = str(error)
        else:
            return HttpResponseRedirect(
                reverse("admin:factcheck_importjob_change", args=[bulk.pk])
            )
    context = desk_context(model_admin, request, job) | {
        "title": WORDS.get(act, "Decide many"),
        "act": act,
        "reasons": suggestions.REASONS if act == "reject" else {},
        "refusal": refusal,
        "query": urlencode({"act": act}) + "&" + filter_query(request.GET),
        "back": f"{review_url(job)}?{filter_query(request.GET)}",
        **_preview(form, filter_, signed_in_user(request)),
    }
    return TemplateResponse(
        request, "admin/desk/review_many.html", context, status=409 if refusal else 200
    )


def _preview(
    form: SuggestionFilterForm, filter_: suggestions.SuggestionFilter, user: User
) -> dict:
    """How many would be decided, the first of them, and by which filters they were chosen."""
    count = 0
    sample: list[Suggestion] = []
    if form.is_valid():
        count, sample = suggestions.count_and_sample(filter_)
    known = names_of(sample)
    filters = []
    for name, value in form.cleaned_data.items():
        if value and name != "show":
            filters.append((form[name].label, value))
    return {
        "count": count,
        "sample": [SuggestionRow(row, 0, user, known) for row in sample],
        "filters": filters,
    }
