"""What every public answer has in common, whichever view gives it; errors, redirects and preflights included."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from .cache.compression import compressed

DESK = ("/admin", "/accounts")
GUESTS = "/guest/"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Memento-Datetime, Retry-After, X-Request-ID",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Datetime, If-None-Match, X-Request-ID",
    "Access-Control-Max-Age": "86400",
}
FOR_GUESTS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",  # the address is the key
}
NOT_KEPT = "public, max-age=0, s-maxage=0"


class PublicAnswerMiddleware:
    """Makes everything but the desk, its accounts and guests' links the same for all readers.

    A public request reaches no view and no other middleware with a cookie, so that no answer can depend on one, read a
    session, set a cookie or vary by it. The pages of any site may read every public answer; text is sent packed; only
    what was found is kept by shared caches, since a redirect or an error may end with the next publication. A guest's
    link is reached without a cookie too, and read by no page of another site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_of_the_desk(request.path_info):
            return self.get_response(request)
        _drop_cookies(request)
        if request.path_info.startswith(GUESTS):
            return _for_a_guest(self.get_response(request))
        response = (
            _preflight() if request.method == "OPTIONS" else self.get_response(request)
        )
        return _finished(request, response)


def is_of_the_desk(path: str) -> bool:
    """Whether an address is of the desk or of signing in; all others are public."""
    return any(path == each or path.startswith(f"{each}/") for each in DESK)


def _for_a_guest(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in FOR_GUESTS.items():
        response[name] = value
    return response


def _drop_cookies(request: HttpRequest) -> None:
    request.META.pop("HTTP_COOKIE", None)
    request.COOKIES = {}


def _preflight() -> HttpResponse:
    """What a browser asks before a page of another site may read; it asks of an address, whatever stands there."""
    return HttpResponse(
        status=204,
        headers={"Allow": PREFLIGHT["Access-Control-Allow-Methods"], **PREFLIGHT},
    )


def _finished(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if (
        response.status_code >= 300
        and response.status_code != 304
        and not _is_private(response)
    ):
        response["Cache-Control"] = NOT_KEPT
    response = _unless_held(request, response)
    for name, value in CORS.items():
        response[name] = value
    is_file = request.path.startswith(
        settings.STATIC_URL
    )  # WhiteNoise has packed these once and for all
    return response if is_file else compressed(request, response)


def _is_private(response: HttpResponseBase) -> bool:
    return "no-store" in response.get("Cache-Control", "")


def _unless_held(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 where the client holds this answer, whichever it is (`*`), and no view has said so before."""
    if response.status_code != 200 or request.method not in ("GET", "HEAD"):
        return response
    if not (response.has_header("ETag") and request.headers.get("If-None-Match")):
        return response
    # It gives the response back as it came, whole or streaming; the stubs know the first alone.
    whole = cast(HttpResponse, response)
    return (
        get_conditional_response(request, etag=response["ETag"], response=whole)
        or response
    )
