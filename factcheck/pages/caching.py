"""What a page is called by caches, and its bytes as they are kept and sent."""

import gzip
import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from factcheck.ledger import HeadState, View, recent_head

from . import kept
from .release import release

KEPT_BYTES = 2_000_000  # a longer page is asked for seldom, and would push many others out
WORTH_PACKING = 1_000
LEVEL = 6  # a twentieth smaller than 5; 9 takes a third longer for next to nothing
PACKED = "+gzip"


def etag_of(request: HttpRequest, state: View | HeadState) -> str:
    """Of head hash, operational facts, release, day and address: nothing else can change a page.

    Weak, since packed and unpacked bytes of one page share it.
    """
    today = timezone.now().date()  # a page of the present may say it: "no statement as of ..."
    last = state.head_hash if isinstance(state, View) else state.hash
    said = f"{last} {state.operations_seq} {release()} {today} {request.get_full_path()}"
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def known_tag(request: HttpRequest) -> str:
    """The tag of the page that the client holds, as it was at most a second ago: nothing need be read; or empty."""
    if not request.headers.get("If-None-Match"):
        return ""
    etag = etag_of(request, recent_head())
    return etag if matches(request, etag) else ""


def matches(request: HttpRequest, etag: str) -> bool:
    """Whether one of the tags that a client offers is this one, weak or strong."""
    offered = parse_etags(request.headers.get("If-None-Match", ""))
    return any(each == "*" or each.removeprefix("W/") == etag.removeprefix("W/") for each in offered)


def kept_page(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The page as it was made for somebody else, packed where the client unpacks."""
    if not _unpacks(request):
        plain = kept.get("pages", etag)
        return plain and _varying(HttpResponse(plain))
    found = kept.get_many("pages", [etag + PACKED, etag])
    if packed := found.get(etag + PACKED):
        return _packed(HttpResponse(packed))
    return keep(request, etag, HttpResponse(found[etag])) if found else None


def keep(request: HttpRequest, etag: str, response: HttpResponse) -> HttpResponse:
    """A page that was just made, packed where the client unpacks, and kept for the next reader as it is sent."""
    is_page = response["Content-Type"].startswith("text/html")
    if response.status_code != 200 or not is_page or len(response.content) < WORTH_PACKING:
        return response
    if _unpacks(request):
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
        _packed(response)
    if len(response.content) <= KEPT_BYTES:
        kept.set_many("pages", {etag + (PACKED if response.has_header("Content-Encoding") else ""): response.content})
    return _varying(response)


def _unpacks(request: HttpRequest) -> bool:
    offered = (each.strip().partition(";") for each in request.headers.get("Accept-Encoding", "").split(","))
    return any(name == "gzip" and "q=0" not in weight.replace(" ", "").split(",") for name, _, weight in offered)


def _packed(response: HttpResponse) -> HttpResponse:
    response["Content-Encoding"] = "gzip"
    return _varying(response)


def _varying(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
