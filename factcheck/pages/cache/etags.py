"""What a page is called by caches, and its bytes as they are kept and sent."""

import gzip
import hashlib
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags

from factcheck.ledger import HeadState, recent_head

from ..query.params import pairs_of
from ..tombstones import withheld
from . import store
from .build_id import release
from .compression import LEVEL, accepts_gzip, is_text

KEPT_BYTES = (
    2_000_000  # a longer page is asked for seldom, and would push many others out
)
WORTH_PACKING = 1_000
PACKED = "+gzip"


def etag_of(request: HttpRequest, frame) -> str:
    """Of what can change a page: of the present head hash, operational facts, release, day and address.

    A page of the past changes by a redaction, hold or release instead of by any line, and when a later line ends the
    state shown; its moment is that of its last line.
    Weak, since packed and unpacked bytes of one page share it.
    """
    view = frame.view
    if not view.moment:
        return _tag(
            request, HeadState(view.head_seq, view.head_hash, view.operations_seq)
        )
    until = frame.state.until if frame.state else None
    last = (view.hash, view.seq, until, withheld(view))
    return _weak(*last, view.operations_seq, release(), _address(request, "as_of"))


def _tag(request: HttpRequest, head: HeadState) -> str:
    today = (
        timezone.now().date()
    )  # a page of the present may say it: "no statement as of ..."
    return _weak(head.hash, head.operations_seq, release(), today, _address(request))


def _address(request: HttpRequest, without: str = "") -> str:
    return f"{request.path}?{urlencode([pair for pair in pairs_of(request.GET) if pair[0] != without])}"


def _weak(*said: object) -> str:
    return f'W/"{hashlib.sha256(" ".join(map(str, said)).encode()).hexdigest()[:32]}"'


def known_tag(request: HttpRequest) -> str:
    """The tag of the page that the client holds, as it was at most a second ago: nothing need be read; or empty."""
    if not request.headers.get("If-None-Match"):
        return ""
    etag = _tag(request, recent_head())
    return etag if matches(request, etag) else ""


def matches(request: HttpRequest, etag: str) -> bool:
    """Whether one of the tags that a client offers is this one, weak or strong; `*` is for the finished answer."""
    offered = parse_etags(request.headers.get("If-None-Match", ""))
    return any(each.removeprefix("W/") == etag.removeprefix("W/") for each in offered)


def kept_page(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The answer as it was made for somebody else, packed where the client unpacks."""
    if not accepts_gzip(request):
        plain = store.get("pages", etag)
        return plain and _answer(*plain)
    found = store.get_many("pages", [etag + PACKED, etag])
    if packed := found.get(etag + PACKED):
        return _packed(_answer(*packed))
    return keep(request, etag, _answer(*found[etag])) if found else None


def _answer(content_type: str, content: bytes, robots: str = "") -> HttpResponse:
    """The answer as it is kept: its type, its bytes, and what it says to robots."""
    response = HttpResponse(content, content_type=content_type)
    if robots:
        response["X-Robots-Tag"] = robots
    return response


def keep(request: HttpRequest, etag: str, response: HttpResponse) -> HttpResponse:
    """Text that was just made, packed where the client unpacks, and kept for the next reader as it is sent."""
    if response.status_code != 200 or response.streaming or not is_text(response):
        return response
    if accepts_gzip(request) and len(response.content) >= WORTH_PACKING:
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
        _packed(response)
    if len(response.content) <= KEPT_BYTES:
        name = etag + (PACKED if response.has_header("Content-Encoding") else "")
        store.set_many(
            "pages",
            {
                name: (
                    response["Content-Type"],
                    response.content,
                    response.get("X-Robots-Tag", ""),
                )
            },
        )
    return response


def _packed(response: HttpResponse) -> HttpResponse:
    response["Content-Encoding"] = "gzip"
    return response
