"""The ETag of a page: everything that can change it, in one digest."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from factcheck.ledger import HeadState, recent_head

from ..page_context import Frame
from ..query.params import pairs_of
from ..tombstones import withheld
from .build_id import release
from .conditional import is_offered, weak_etag


def page_etag(request: HttpRequest, frame: Frame) -> str:
    """Of what can change a page: of the present head hash, operational facts, release, day and address.

    A page of the past changes by a redaction, hold or release instead of by any line, and when a later line ends the
    state shown; its moment is that of its last line.
    Weak, since packed and unpacked bytes of one page share it.
    """
    view = frame.ledger_view
    if not view.moment:
        head = HeadState(view.head_seq, view.head_hash, view.operations_seq)
        return _present_etag(request, head)
    until = frame.state.until if frame.state else None
    last = (view.hash, view.seq, until, withheld(view))
    address = _address(request, without="as_of")
    return weak_etag(*last, view.operations_seq, release(), address)


def etag_held_by_client(request: HttpRequest) -> str:
    """The tag of the page that the client holds, if it is still good; else empty.

    Taken from the head as it was at most a second ago, so that nothing need be read.
    """
    if not request.headers.get("If-None-Match"):
        return ""
    etag = _present_etag(request, recent_head())
    return etag if is_offered(request, etag) else ""


def _present_etag(request: HttpRequest, head: HeadState) -> str:
    # The day is part of it: a page of the present may say it, as in "no statement as of ...".
    today = timezone.now().date()
    return weak_etag(
        head.hash, head.operations_seq, release(), today, _address(request)
    )


def _address(request: HttpRequest, without: str = "") -> str:
    """The path and the query in its order, but for one parameter."""
    pairs = [pair for pair in pairs_of(request.GET) if pair[0] != without]
    return f"{request.path}?{urlencode(pairs)}"
