"""Whether the process lives, and whether the site can do its work: for machines, without cookies."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from .. import readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"ok": True})


@require_safe
@cache_control(
    no_cache=True, must_revalidate=True
)  # kept by nobody, and packed: what none may store is not
def readyz(request: HttpRequest) -> JsonResponse:
    """Every check by name. 503 where readers cannot be served; with `?strict=1` where anything is missing."""
    state = readiness.state()
    fails = state.status == "down" or (
        state.status == "degraded" and request.GET.get("strict") == "1"
    )
    return JsonResponse(state.shown(), status=503 if fails else 200)
