"""The least that a timeline can be: a server-rendered list of a dispute's entries, without style, claims or sources."""

import gzip
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.template import engines

from factcheck import ledger
from factcheck.ledger import Listing
from factcheck.pages.cache.compression import LEVEL

from .content import uid_of

MOST = 20_000
LIST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain</title><h1>Plain</h1><ol>
{% for entry in entries %}<li id="e-{{ entry.slug }}"><time>{{ entry.when }}</time><h2>{{ entry.headline }}</h2>
<p>{{ entry.body }}</p></li>
{% endfor %}</ol></html>"""


def plain_list(request: HttpRequest, number: int) -> HttpResponse:
    """The first `size` entries of a dispute of the bench; with `kept` as it was made once, else made anew."""
    make = made_once if "kept" in request.GET else render_page
    packed = make(number, int(request.GET.get("size", MOST)))
    return HttpResponse(
        packed, headers={"Content-Encoding": "gzip", "Cache-Control": "no-store"}
    )


def render_page(number: int, size: int) -> bytes:
    of_dispute = ("dispute", (uid_of("dispute", number),))
    rows = ledger.page(
        ledger.current(), Listing("entry", facets=(of_dispute,), ascending=True), size
    )
    html = (
        engines["django"]
        .from_string(LIST)
        .render({"entries": [ledger.payload_of(row) for row in rows]})
    )
    return gzip.compress(html.encode(), LEVEL, mtime=0)


made_once = lru_cache(render_page)
