"""A dispute's page at each of its temperatures: nothing kept, its entries kept, all of it kept."""

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from timeline.pages.views import DisputePage

KEY = "dispute-0"


def cold(request: HttpRequest) -> HttpResponse:
    """Everything made anew."""
    for cache in ("pages", "fragments"):
        caches[cache].clear()
    return _page(request)


def assembled(request: HttpRequest) -> HttpResponse:
    """Put together from cached entries; the page as a whole is not in the cache."""
    caches["pages"].clear()
    return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    request.path = f"/disputes/{KEY}/"
    return DisputePage.as_view()(request, key=KEY)
