"""Whole pages by their ETag, with their bytes as they are sent."""

import gzip

from django.http import HttpRequest, HttpResponse

from . import store
from .compression import LEVEL, accepts_gzip, is_text

MOST_BYTES = 2_000_000
"""A longer page is asked for seldom, and would push many others out."""
WORTH_PACKING = 1_000  # bytes
PACKED = "+gzip"


def get_page(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The cached answer of this tag, packed where the client unpacks; None where there is none."""
    if not accepts_gzip(request):
        plain = store.get("pages", etag)
        return plain and _response(*plain)
    cached = store.get_many("pages", [etag + PACKED, etag])
    if packed := cached.get(etag + PACKED):
        return _packed(_response(*packed))
    return set_page(request, etag, _response(*cached[etag])) if cached else None


def set_page(request: HttpRequest, etag: str, response: HttpResponse) -> HttpResponse:
    """A text that was just rendered, packed where the client unpacks, and cached as it is sent."""
    if response.status_code != 200 or response.streaming or not is_text(response):
        return response
    if accepts_gzip(request) and len(response.content) >= WORTH_PACKING:
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
        _packed(response)
    if len(response.content) <= MOST_BYTES:
        is_packed = response.has_header("Content-Encoding")
        key = etag + PACKED if is_packed else etag
        robots = response.get("X-Robots-Tag", "")
        page = (response["Content-Type"], response.content, robots)
        store.set_many("pages", {key: page})
    return response


def _response(content_type: str, content: bytes, robots: str = "") -> HttpResponse:
    """The answer from what is cached: its type, its bytes, and what it says to robots."""
    response = HttpResponse(content, content_type=content_type)
    if robots:
        response["X-Robots-Tag"] = robots
    return response


def _packed(response: HttpResponse) -> HttpResponse:
    response["Content-Encoding"] = "gzip"
    return response
