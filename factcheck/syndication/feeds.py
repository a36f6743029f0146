"""A feed before it is written down in one format or another."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages.published_site import site_at
from factcheck.pages.query import pagination

from . import atom, jsonfeed
from .base_views import SyndicationView
from .feed_items import FeedDocument

SIZE = 50
WRITERS = {"atom": atom, "json": jsonfeed}


@dataclass(frozen=True)
class FeedData:
    """A feed's name, the page that shows the same, its own address with its filters, and its items.

    `before` is the line that its next page starts before; `language` that of its words.
    """

    title: str
    home: str
    items: list
    before: int | None = None
    here: str = ""
    about: str = ""
    language: str = "en"
    since: datetime | None = None


class FeedPage(SyndicationView):
    """A feed, newest first and at most `SIZE` items a page; a family gives `feed_data(view)`. `form` is atom or json.

    Further pages are read `at` the line of the first, so that what is published meanwhile moves nothing between them.
    """

    parameters = ("before", "at")
    form = "atom"

    def page(self, view: View) -> HttpResponse:
        at, writer = pagination.read_line(self.request.GET, "at"), WRITERS[self.form]
        if at is not None and at < view.seq:
            view = ledger.as_of_seq(at)
        return HttpResponse(
            writer.write(self._feed(view)), content_type=writer.CONTENT_TYPE
        )

    def feed_data(self, view: View) -> FeedData:
        """The name, address and items of the feed, read from `view` alone; may raise ImmediateResponse and BadQuery."""
        raise NotImplementedError

    def _feed(self, view: View) -> FeedDocument:
        data, away, site = self.feed_data(view), self.away, site_at(view)
        here = (data.here or self.request.path).partition("#")[0]
        params = {name: self.request.GET.get(name, "") for name in ("before", "at")}
        following = ""
        if data.before:
            following = away.link(here, before=str(data.before), at=str(view.seq))
        fallback = data.since or _last_line(view)
        updated = max((item.updated for item in data.items), default=fallback)
        return FeedDocument(
            title=data.title,
            about=data.about,
            home=away.link(data.home),
            first=away.link(here),
            address=away.link(here, **params),
            following=following,
            site=site,
            site_address=away.link(reverse("about")),
            icon=settings.SITE_URL + reverse("icon_512"),
            language=data.language,
            updated=updated,
            seq=view.seq,
            hash=view.hash,
            ledger=away.link(reverse("ledger")),
            items=data.items,
        )


def _last_line(view: View) -> datetime:
    """When the ledger was last written to: how fresh an empty list is."""
    at = (
        Publication.objects.filter(seq=view.seq)
        .values_list("published_at", flat=True)
        .first()
    )
    return at or datetime(1970, 1, 1, tzinfo=UTC)
