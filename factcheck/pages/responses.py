"""Responses of public pages: a template in its frame, and the headers that caches and archives read.

Templates are rendered without the request, so that no page can touch session, user or messages by accident.
"""

from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import http_date

from . import time_gate
from .cache.conditional import CACHE_CONTROL
from .page_context import Frame
from .query.addresses import address_query
from .query.moment_fields import parts_of
from .query.params import BadMomentField

KNOWN_THEN = (200, 302, 304, 410)
"""Of an answer that says what became of a page: it is there, moved, or was taken down."""


class ImmediateResponse(Exception):
    """Ends the building of a page with another response; `response` is it."""

    def __init__(self, response: HttpResponse):
        super().__init__(response.status_code)
        self.response = response


def render_page(
    template: str, frame: Frame, status: int = 200, **context: object
) -> HttpResponse:
    """A page in its frame."""
    return HttpResponse(
        render_to_string(template, {"page": frame, "site": frame.site, **context}),
        status=status,
    )


def redirect_here(
    request: HttpRequest, pairs: Sequence[tuple[str, str]]
) -> HttpResponse:
    """To the same page, asked for these parameters instead."""
    return HttpResponseRedirect(
        f"{quote(request.path)}?{address_query(pairs)}".rstrip("?")
    )


def bad_request_page(frame: Frame, error: Exception, **context: object) -> HttpResponse:
    """The page that says why an address cannot be answered."""
    return render_page("400.html", frame, status=400, reason=str(error), **context)


def bad_moment_page(
    frame: Frame, error: BadMomentField, pairs: Sequence[tuple[str, str]]
) -> HttpResponse:
    """The page with the form that asks for a moment again; `pairs` is what the address asks for."""
    return bad_request_page(
        frame,
        error,
        field=error.field,
        label=error.label,
        parts=parts_of(error.written),
        others=[pair for pair in pairs if pair[0] != error.field],
    )


def add_headers(
    response: HttpResponse, frame: Frame, etag: str, timemap: str = ""
) -> HttpResponse:
    """The response with what caches and archives read: Cache-Control, ETag, and the headers of RFC 7089.

    `timemap` is the path where the moments are listed that the page can be read as of; empty where nothing lists them.
    """
    response["Cache-Control"] = CACHE_CONTROL
    if response.status_code in (200, 304):
        response["ETag"] = etag
    if links := _links(response.status_code, frame, timemap):
        response["Link"] = ", ".join(links)
    if frame.moment:
        response["X-Robots-Tag"] = "noindex"
        if response.status_code in (200, 304, 410) and frame.ledger_view.seq:
            response["Memento-Datetime"] = http_date(frame.moment.timestamp())
    return response


def _links(status: int, frame: Frame, timemap: str) -> list[str]:
    """The relations of RFC 7089: the page as it stands now, its moments, and its first one where that comes later."""
    if not (status in KNOWN_THEN or frame.first):
        return [f'<{frame.canonical}>; rel="original"'] if frame.as_of_param else []
    links = time_gate.links(frame, timemap)
    if frame.first:
        at = http_date(frame.first.timestamp())
        memento = frame.memento(frame.first)
        links.append(f'<{memento}>; rel="first memento"; datetime="{at}"')
    elif status in (200, 304):
        links += time_gate.memento_links(frame)
    return links
