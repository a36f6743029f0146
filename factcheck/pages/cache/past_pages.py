"""Answers of a past moment: rendered once, a few at a time, and only so many for one client in a minute."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from factcheck.ledger import View

from . import page_cache, past_limits, single_flight


def at_its_line(view: View) -> View:
    """The view of a moment, as of the moment of its last line: two moments with no line between them are the same."""
    return replace(view, moment=view.line_at) if view.line_at else view


def get_or_render(
    request: HttpRequest, etag: str, render: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer of this tag, cached or rendered by `render`. Raises Busy and TooMany."""

    def from_cache() -> HttpResponse | None:
        return page_cache.get_page(request, etag)

    def render_counted() -> HttpResponse:
        past_limits.count_page(request)
        return page_cache.set_page(request, etag, render())

    if (page := from_cache()) is not None:
        return page
    past_limits.refuse_too_many(request)
    with single_flight.turn():
        return single_flight.run_once(etag, from_cache, render_counted)
