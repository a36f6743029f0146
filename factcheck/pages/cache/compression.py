"""Answers as they are sent to clients that unpack gzip (RFC 9110, sections 8.4 and 12.5.3)."""

import gzip
import re

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence

LEVEL = 6  # a twentieth smaller than 5; 9 takes a third longer for next to nothing
SHORTEST = 200  # bytes; below, the frame of gzip takes what it saves
TEXT = re.compile(
    r"text/.+|application/(.+\+)?(json|xml|yaml)|application/(x-ndjson|link-format|javascript|vnd\.oai\.openapi)|"
    r"image/svg\+xml"
)


def compressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response, packed where it is text and the client unpacks; a stream is packed piece by piece.

    What nobody may store is sent as it is: only such answers may hold a secret of one reader. A packed answer has a
    weak ETag, since its bytes are not those that the strong one names.
    """
    if not _may_be_packed(response):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if not accepts_gzip(request):
        return response
    if response.has_header("ETag"):
        response["ETag"] = _weak(response["ETag"])
    if response.status_code != 304 and not response.has_header("Content-Encoding"):
        _pack(response)
    return response


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the client says that it unpacks gzip, with a weight above nothing."""
    if settings.DEBUG_TOOLBAR:
        return False  # the toolbar looks for </body> in the answer and writes itself before it
    offered = (
        each.strip().partition(";")
        for each in request.headers.get("Accept-Encoding", "").split(",")
    )
    return any(
        name.strip().lower() == "gzip" and not _is_refused(weight)
        for name, _, weight in offered
    )


def _is_refused(weight: str) -> bool:
    return re.fullmatch(r"q=0(\.0*)?", weight.replace(" ", "").lower()) is not None


def _may_be_packed(response: HttpResponseBase) -> bool:
    if "no-store" in response.get("Cache-Control", ""):
        return False
    return response.status_code == 304 or is_text(response)


def is_text(response: HttpResponseBase) -> bool:
    """Whether the response is of a kind that gains by packing."""
    media_type = response.get("Content-Type", "").partition(";")[0].strip().lower()
    return TEXT.fullmatch(media_type) is not None


def _weak(etag: str) -> str:
    return etag if etag.startswith("W/") else f"W/{etag}"


def _pack(response: HttpResponseBase) -> None:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = compress_sequence(iter(response))
        del response["Content-Length"]
        response["Content-Encoding"] = "gzip"
    elif isinstance(response, HttpResponse) and len(response.content) >= SHORTEST:
        _pack_whole(response)
        response["Content-Encoding"] = "gzip"


def _pack_whole(response: HttpResponse) -> None:
    response.content = gzip.compress(response.content, LEVEL, mtime=0)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
