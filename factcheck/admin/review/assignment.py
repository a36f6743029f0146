"""Handing all drafts of a job to review at once."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from factcheck import workflow
from factcheck.workflow import Verb

from ..records import passages
from ..signed_in import signed_in_user
from .finish import submit_all
from .screen import job_of, review_url


def submit_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Submit each; what is refused is named."""
    job = job_of(request, pk)
    if request.method != "POST":
        raise Http404("There is no such act.")
    try:
        workflow.require(signed_in_user(request), Verb.SUBMIT)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    taken, refused = submit_all(job, request)
    if taken:
        messages.success(request, f"Handed to review: {len(taken)}.")
    for why in refused:
        messages.warning(request, why)
    for record in taken:
        passages.warn_of_blockers(request, record)
    return HttpResponseRedirect(review_url(job))
