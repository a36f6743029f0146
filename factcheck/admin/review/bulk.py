"""A decision about many: how many and which first, then a job that decides them one by one."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from factcheck import workflow
from factcheck.imports import suggestions
from factcheck.imports.bulk import start_bulk

from .filters import AskForm, Facets, query_of
from .linking import names
from .listing import Row
from .screen import DECIDE, desk_context, job_of, review_url

WORDS = {
    "accept": "Accept as drafts",
    "merge": "Merge into what they repeat",
    "reject": "Reject",
    "defer": "Put aside",
}


def many_view(model_admin, request: HttpRequest, pk: int) -> HttpResponse:
    """The count and a sample; confirmed, the job that decides them."""
    job = job_of(request, pk)
    if not request.user.has_perm(DECIDE):
        raise PermissionDenied
    form, act = AskForm(request.GET, Facets(job)), request.GET.get("act", "")
    refusal = (
        ""
        if form.is_valid() and act in WORDS
        else "Choose again what to decide, and how."
    )
    filter_ = form.filter(job)
    if request.method == "POST" and not refusal:
        try:
            bulk = start_bulk(
                filter_, act, request.user, reason=request.POST.get("reason", "")
            )
            return HttpResponseRedirect(
                reverse("admin:factcheck_importjob_change", args=[bulk.pk])
            )
        except workflow.WorkflowError as error:
            refusal = str(error)
    count, sample = (
        suggestions.count_and_sample(filter_) if form.is_valid() else (0, [])
    )
    called = names(sample)
    context = desk_context(model_admin, request, job) | {
        "title": WORDS.get(act, "Decide many"),
        "act": act,
        "count": count,
        "sample": [Row(suggestion, 0, request.user, called) for suggestion in sample],
        "reasons": suggestions.REASONS if act == "reject" else {},
        "filters": [
            (form[name].label, value)
            for name, value in form.cleaned_data.items()
            if value and name != "show"
        ],
        "refusal": refusal,
        "query": urlencode({"act": act}) + "&" + query_of(request.GET),
        "back": f"{review_url(job)}?{query_of(request.GET)}",
    }
    return TemplateResponse(
        request, "admin/desk/review_many.html", context, status=409 if refusal else 200
    )
