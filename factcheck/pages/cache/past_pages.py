"""Answers of a past moment: made once, a few at a time, and only so many for one client in a minute."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from factcheck.ledger import View

from . import etags, past_limits, single_flight


def at_its_line(view: View) -> View:
    """The view of a moment, as of the moment of its last line: two moments with no line between them are the same."""
    return replace(view, moment=view.line_at) if view.line_at else view


def made(
    request: HttpRequest, etag: str, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer of this tag, kept or made by `make`. Raises Busy and TooMany."""

    def find() -> HttpResponse | None:
        return etags.kept_page(request, etag)

    def counted() -> HttpResponse:
        past_limits.count_page(request)
        return etags.keep(request, etag, make())

    if (found := find()) is not None:
        return found
    past_limits.refuse_too_many(request)
    with single_flight.turn():
        return single_flight.made_once(etag, find, counted)
