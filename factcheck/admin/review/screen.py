"""The screen: the archived text beside what was found in it."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import reverse

from factcheck.imports import suggestions
from factcheck.models import ImportJob, Suggestion

from ..signed_in import signed_in_user
from . import finish, listing
from .filters import SuggestionFacets, SuggestionFilterForm, filter_query

SEE, DECIDE = "factcheck.view_suggestion", "factcheck.decide_suggestions"


def review_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The suggestions of one job."""
    return show(model_admin, request, job_of(request, pk))


def show(
    model_admin: ModelAdmin,
    request: HttpRequest,
    job: ImportJob,
    refusal: str = "",
    status: int = 200,
    at: int = 0,
) -> HttpResponse:
    """The screen, with why something could not be done."""
    facets, user = SuggestionFacets(job), signed_in_user(request)
    form = SuggestionFilterForm(request.GET, facets)
    chosen = form.rows(job)
    number, at = _number(request, "p") or 1, at or _number(request, "at")
    page = listing.suggestion_page(
        chosen, user, at=at, number=number, done=_number(request, "done")
    )
    may_decide = user.has_perm(DECIDE)
    if page.current and may_decide and status == 200:
        listing.claim_turn(page.current)
    context = desk_context(model_admin, request, job) | {
        "form": form,
        "page": page,
        "facets": facets,
        "open_count": facets.total(*listing.OPEN),
        "total": facets.total(),
        "decided": facets.total() - facets.total(*listing.OPEN),
        "matching": chosen.filter(state__in=listing.OPEN).count()
        if form.changed_data
        else facets.total(*listing.OPEN),
        "may_decide": may_decide,
        "reasons": suggestions.REASONS,
        "query": filter_query(request.GET),
        "kept": QueryDict(filter_query(request.GET)).items(),
        "refusal": refusal,
        **finish.end_context(
            job, user, facets.total() > 0 == facets.total(*listing.OPEN)
        ),
        "earlier": _page_url(request, page.number - 1) if page.number > 1 else "",
        "later": _page_url(request, page.number + 1)
        if page.number < page.pages
        else "",
    }
    return TemplateResponse(request, "admin/desk/review.html", context, status=status)


def desk_context(model_admin: ModelAdmin, request: HttpRequest, job: ImportJob) -> dict:
    """What every page of the review has."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Review",
        "subtitle": name_of(job),
        "job": job,
        "job_name": name_of(job),
        "media": model_admin.media,
    }


def name_of(job: ImportJob) -> str:
    return job.file_name or job.address or job.adapter


def job_of(request: HttpRequest, pk: int) -> ImportJob:
    """The job, for who may see its suggestions. Raises Http404, PermissionDenied."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    job = (
        ImportJob.objects.defer("text").select_related("dispute").filter(pk=pk).first()
    )
    if job is None:
        raise Http404("There is no such job.")
    return job


def suggestion_of(request: HttpRequest, pk: int, suggestion: int) -> Suggestion:
    """A suggestion of a job, for who may decide it. Raises Http404, PermissionDenied."""
    if not (request.user.has_perm(SEE) and request.user.has_perm(DECIDE)):
        raise PermissionDenied
    row = (
        Suggestion.objects.select_related("job", "decided_by", "taken_by")
        .filter(pk=suggestion, job=pk)
        .first()
    )
    if row is None:
        raise Http404("There is no such suggestion.")
    return row


def redirect_to_next(
    request: HttpRequest, done: Suggestion, *, at: int | None = None
) -> HttpResponse:
    """To the next open suggestion, saying what was done to this one."""
    job = done.job
    chosen = SuggestionFilterForm(request.GET, SuggestionFacets(job)).rows(job)
    at = listing.next_open(chosen, done.pk) if at is None else at
    query = QueryDict(filter_query(request.GET), mutable=True)
    query["done"] = str(done.pk)
    if at:
        query["at"] = str(at)
    anchor = f"#s-{at}" if at else ""
    return HttpResponseRedirect(f"{review_url(job)}?{query.urlencode()}{anchor}")


def review_url(job: ImportJob) -> str:
    return reverse("admin:factcheck_importjob_review", args=[job.pk])


def version_in(request: HttpRequest) -> int:
    """The `lock_version` that the page showed; one that no row has where the page sent none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _page_url(request: HttpRequest, number: int) -> str:
    query = QueryDict(filter_query(request.GET), mutable=True)
    query["p"] = str(number)
    return f"?{query.urlencode()}"
