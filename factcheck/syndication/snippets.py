"""The HTML that another site pastes to show a record: a frame, and the words beneath it should the frame not come."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.template.loader import render_to_string

from factcheck.ledger import moment_address
from factcheck.models import Publication
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.published_site import site_at
from factcheck.pages.query.addresses import address_query

WIDTH = 640
HEIGHTS = {"claim": 380, "entry": 480, "dispute": 640}


class Snippets(NamedTuple):
    """The same embed, following the record and fixed at a moment; `live` is empty on a page of the past."""

    live: str
    frozen: str


def snippet(
    card: PublishedRecord,
    query: list[tuple[str, str]],
    width: int = WIDTH,
    height: int | None = None,
) -> str:
    """HTML to paste. `query` is the query of the embed: filters, moment, language, theme."""
    # The page itself follows the reader's theme.
    of_page = [pair for pair in query if pair[0] != "theme"]
    page_address = _with_query(settings.SITE_URL + card.path, of_page)
    context = {
        "card": card,
        "site": site_at(card.loader.view),
        "address": page_address,
        "source": _with_query(f"{settings.SITE_URL}{card.path}embed/", query),
        "width": width,
        "height": height or HEIGHTS[card.kind],
    }
    return render_to_string("embed/snippet.html", context).strip()


def _with_query(address: str, query: list[tuple[str, str]]) -> str:
    return f"{address}?{address_query(query)}" if query else address


def snippets(card: PublishedRecord, page: Frame, query: str = "") -> Snippets:
    """Both embeds of a record, as its page shows them; `query` is the filter of the page."""
    params = parse_qsl(query)
    params += [pair for pair in page.carried_query.items() if pair[0] != "as_of"]
    live = "" if page.as_of else snippet(card, params)
    view, since = page.ledger_view, page.since
    moment = moment_address(since) if since else last_moment(view.hash, view.seq)
    return Snippets(live, snippet(card, [*params, ("as_of", moment)]))


@lru_cache(maxsize=64)
def last_moment(_hash: str, seq: int) -> str:
    """When the ledger got its line `seq`: what stood then stands under this moment for ever. Empty before the first."""
    line = Publication.objects.filter(seq=seq)
    at = line.values_list("published_at", flat=True).first()
    return moment_address(at) if at else ""
