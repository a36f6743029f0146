"""What caches and other sites' pages read: one tag for all that an answer depends on, and who may read it."""

import hashlib
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags

from factcheck import ledger
from factcheck.ledger import View
from factcheck.ledger.snapshot import recent_head
from factcheck.pages.release import release

CACHING = "public, max-age=0, s-maxage=60"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Memento-Datetime, X-Request-ID",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, X-Request-ID",
    "Access-Control-Max-Age": "86400",
}


def etag(head: ledger.HeadState | View, request: HttpRequest, moment: object) -> str:
    """Of the head, operational facts, release, address and moment asked for: nothing else can change an answer.

    `as_of` of today's date means now today and the end of that day tomorrow, so the moment itself is part of it.
    """
    query = "&".join(sorted(request.META.get("QUERY_STRING", "").split("&")))
    last = head.head_hash if isinstance(head, View) else head.hash
    said = f"{last} {head.operations_seq} {release()} {request.path} {query} {moment or ''}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def known_to_client(request: HttpRequest, moment: object = None) -> HttpResponse | None:
    """304 where the client holds the answer that would be given now; its tag was said with a good answer alone.

    So what was asked need not be read again, but for a moment, which may mean another tomorrow.
    """
    offered = request.META.get("HTTP_IF_NONE_MATCH")
    if not offered or request.method not in ("GET", "HEAD"):
        return None
    if not moment and "as_of" in unquote(request.META.get("QUERY_STRING", "")):
        return None
    for head in (recent_head, ledger.head):
        if matches(tag := etag(head(), request, moment), offered):
            return said_to_caches(HttpResponseNotModified(), tag)
    return None


def matches(tag: str, offered: str) -> bool:
    """Whether one of the tags that a client offers is this one; a proxy may have made it weak."""
    return tag in offered and any(each.removeprefix("W/") == tag for each in parse_etags(offered))


def said_to_caches(response: HttpResponse, tag: str = "", view: View | None = None) -> HttpResponse:
    """The answer with what caches and archives read."""
    response["Cache-Control"] = CACHING
    if tag and response.status_code in (200, 304):
        response["ETag"] = tag
    if view and view.moment:
        response["Memento-Datetime"] = http_date(view.moment.timestamp())
    return response


def opened(response: HttpResponse) -> HttpResponse:
    """The answer as the pages of any site may read it."""
    for name, value in OPEN.items():
        response[name] = value
    return response
