"""The acts on one suggestion: each a POST with the version that was seen, each ending at the next open one."""

from collections.abc import Callable

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from factcheck import workflow
from factcheck.imports import suggestions
from factcheck.models import ImportJob, Suggestion

from ..signed_in import signed_in_user
from ..verbs import refusals
from . import editing
from .screen import redirect_to_next, show, suggestion_of, version_in

Act = Callable[[Suggestion, HttpRequest, int], None]


def _accept(suggestion: Suggestion, request: HttpRequest, version: int) -> None:
    suggestions.accept(suggestion, signed_in_user(request), version=version)


def _accept_as_public(
    suggestion: Suggestion, request: HttpRequest, version: int
) -> None:
    """Accept a person as a public figure, whom an import takes for a private one."""
    content = suggestion.fields | {"publicity": "public"}
    by = signed_in_user(request)
    suggestions.accept(suggestion, by, version=version, content=content)


def _reject(suggestion: Suggestion, request: HttpRequest, version: int) -> None:
    reason, text = request.POST.get("reason", ""), request.POST.get("text", "")
    by = signed_in_user(request)
    suggestions.reject(
        suggestion, by, version=version, reason=reason, text=text.strip()
    )


def _defer(suggestion: Suggestion, request: HttpRequest, version: int) -> None:
    suggestions.defer(suggestion, signed_in_user(request), version=version)


def _undo(suggestion: Suggestion, request: HttpRequest, version: int) -> None:
    suggestions.undo(suggestion, signed_in_user(request), version=version)


ACTS: dict[str, Act] = {
    "accept": _accept,
    "public": _accept_as_public,
    "reject": _reject,
    "defer": _defer,
    "undo": _undo,
}


def act_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, suggestion: int, act: str
) -> HttpResponse:
    """Do the act and go to the next suggestion; on a refusal show the screen with the reason."""
    row = suggestion_of(request, pk, suggestion)
    if (
        act not in ACTS
        or request.method != "POST"
        or (act == "public" and row.kind != "party")
    ):
        raise Http404("There is no such act.")
    try:
        ACTS[act](row, request, version_in(request))
    except suggestions.CannotBeAccepted as refusal:
        return editing.show(model_admin, request, row, row.fields, refusal)
    except workflow.WorkflowError as refusal:
        return refused(model_admin, request, row.job, refusal, row.pk)
    return redirect_to_next(request, row, at=row.pk if act == "undo" else None)


def refused(
    model_admin: ModelAdmin,
    request: HttpRequest,
    job: ImportJob,
    refusal: workflow.WorkflowError,
    at: int,
) -> HttpResponse:
    """The screen with the reason why nothing was done."""
    return show(
        model_admin, request, job, str(refusal), refusals.http_status(refusal), at
    )


def take_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, suggestion: int
) -> HttpResponse:
    """Say that this person looks at it now, and who else does."""
    row = suggestion_of(request, pk, suggestion)
    if request.method != "POST":
        raise Http404("There is no such act.")
    by = signed_in_user(request)
    suggestions.take(row, by)
    holder = suggestions.holder(row, by)
    return JsonResponse({"holder": holder.public_name() if holder else ""})
