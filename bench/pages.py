"""A dispute's page at each of its temperatures: nothing kept, its entries kept, all of it kept."""

from itertools import count

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from timeline.pages.views import DisputePage

NUMBERS = count()
KEY = "dispute-0"


def cold(request: HttpRequest) -> HttpResponse:
    """Everything made anew."""
    for shelf in ("pages", "fragments"):
        caches[shelf].clear()
    return _page(request)


def assembled(request: HttpRequest) -> HttpResponse:
    """Put together from entries that are kept, under an address that nobody asked for before."""
    request.META["QUERY_STRING"] = f"utm_number={next(NUMBERS)}"
    return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    request.path = f"/disputes/{KEY}/"
    return DisputePage.as_view()(request, key=KEY)
