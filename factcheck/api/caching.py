"""What caches read: one tag for all that an answer depends on."""

from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date

from factcheck import ledger
from factcheck.ledger import View
from factcheck.ledger.snapshot import recent_head
from factcheck.pages.cache.build_id import release
from factcheck.pages.cache.conditional import CACHE_CONTROL, is_offered, strong_etag
from factcheck.pages.tombstones import withheld


def etag(head: ledger.HeadState | View, request: HttpRequest) -> str:
    """Of the head, operational facts, release and address: nothing else can change an answer of the present."""
    query = "&".join(sorted(request.META.get("QUERY_STRING", "").split("&")))
    last = head.head_hash if isinstance(head, View) else head.hash
    return strong_etag(last, head.operations_seq, release(), request.path, query)


def etag_of_past(view: View, request: HttpRequest) -> str:
    """Of the last line at the moment, and of the address without the moment: later lines change nothing, but for
    redactions, holds and releases. A local site answers to several names, and its links say by which it was asked."""
    parts = request.META.get("QUERY_STRING", "").split("&")
    query = "&".join(sorted(part for part in parts if not part.startswith("as_of=")))
    host = request.get_host() if settings.LOCAL else ""
    last = (
        "past",
        view.hash,
        view.seq,
        withheld(view) if view.seq else 0,
        view.operations_seq,
    )
    return strong_etag(*last, release(), host, request.path, query)


def pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """What an address asks for, in its order."""
    return [(name, value) for name, values in request.GET.lists() for value in values]


def not_modified_now(request: HttpRequest) -> HttpResponse | None:
    """304 where the client holds the answer that would be given now; only a good answer carries its tag.

    So the query need not be read again, unless it names a moment, which may mean another one tomorrow.
    """
    if "as_of" in unquote(request.META.get("QUERY_STRING", "")):
        return None
    for head in (recent_head, ledger.head):
        if not request.META.get("HTTP_IF_NONE_MATCH"):
            return None
        if response := not_modified(request, etag(head(), request)):
            return response
    return None


def not_modified(
    request: HttpRequest, tag: str, view: View | None = None
) -> HttpResponse | None:
    """304 where the client offers this tag."""
    if request.method not in ("GET", "HEAD") or not is_offered(request, tag):
        return None
    return with_cache_headers(HttpResponseNotModified(), tag, view)


def with_cache_headers(
    response: HttpResponse, tag: str = "", view: View | None = None
) -> HttpResponse:
    """The answer with what caches and archives read. Before the first line there was nothing to have a memento of."""
    response["Cache-Control"] = CACHE_CONTROL
    if tag and response.status_code in (200, 304):
        response["ETag"] = tag
    if view and view.moment and view.seq:
        response["Memento-Datetime"] = http_date(view.moment.timestamp())
    return response
