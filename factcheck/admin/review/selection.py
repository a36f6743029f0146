"""Rejecting all suggestions that were ticked on the page, for one reason."""

import re

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from factcheck import workflow
from factcheck.imports import suggestions
from factcheck.models import Suggestion

from ..signed_in import signed_in_user
from .filters import filter_query
from .linking import title_of
from .screen import DECIDE, job_of, review_url, show


def selected_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponse:
    """Reject each in the version that was seen; what cannot be rejected is named and stays as it is."""
    job = job_of(request, pk)
    if not request.user.has_perm(DECIDE):
        raise PermissionDenied
    if request.method != "POST":
        raise Http404("There is no such act.")
    ticked = _ticked(request.POST.getlist("selected"))
    rows = list(Suggestion.objects.filter(job=job, pk__in=ticked))
    if not rows or request.POST.get("reason") not in suggestions.REASONS:
        return show(
            model_admin,
            request,
            job,
            "Tick suggestions, and choose why they are rejected.",
            409,
        )
    refused = []
    for row in rows:
        if refusal := _reject(row, request, ticked[row.pk]):
            refused.append(refusal)
    if count := len(rows) - len(refused):
        messages.success(
            request, f"Rejected: {count}. Each can be undone by itself for ten minutes."
        )
    for refusal in refused:
        messages.warning(request, refusal)
    return HttpResponseRedirect(f"{review_url(job)}?{filter_query(request.GET)}")


TICKED = re.compile(r"([0-9]+):([0-9]+)")


def _ticked(values: list[str]) -> dict[int, int]:
    """Key to version, from what the boxes say: “12:0”; anything else is left out."""
    versions = {}
    for value in values:
        if match := TICKED.fullmatch(value):
            versions[int(match[1])] = int(match[2])
    return versions


def _reject(row: Suggestion, request: HttpRequest, version: int) -> str:
    """Reject it; returns the refusal in words, empty when it was rejected."""
    try:
        reason, text = request.POST["reason"], request.POST.get("text", "").strip()
        by = signed_in_user(request)
        suggestions.reject(row, by, version=version, reason=reason, text=text)
    except workflow.WorkflowError as refusal:
        return f"“{title_of(row)}”: {refusal}"
    return ""
