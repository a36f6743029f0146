"""A feed before it is written down in one format or another."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.models import Publication

from . import atom, jsonfeed
from .items import Feed
from .pages import OutPage

SIZE = 50
WRITERS = {"atom": atom, "json": jsonfeed}


@dataclass(frozen=True)
class Told:
    """What a feed tells of: its name, the page that shows the same, its own address with its filters, and its items.

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


class FeedPage(OutPage):
    """A feed, newest first and at most `SIZE` items a page; a family gives `told(view)`. `form` is atom or json."""

    parameters = ("before",)
    form = "atom"

    def page(self, view: View) -> HttpResponse:
        writer = WRITERS[self.form]
        return HttpResponse(writer.write(self._feed(view)), content_type=writer.CONTENT_TYPE)

    def told(self, view: View) -> Told:
        """What the feed tells, read from `view` alone; may raise Answer and BadQuery."""
        raise NotImplementedError

    def _feed(self, view: View) -> Feed:
        told, away = self.told(view), self.away
        here, now = told.here or self.request.path, self.request.GET.get("before", "")
        return Feed(
            title=told.title,
            about=told.about,
            home=away.link(told.home),
            first=away.link(here),
            address=away.link(here, before=now),
            following=away.link(here, before=str(told.before)) if told.before else "",
            desk=_("The Record"),
            language=told.language,
            updated=max((item.updated for item in told.items), default=told.since or _last_line(view)),
            seq=view.seq,
            hash=view.hash,
            ledger=away.link("/ledger/"),
            items=told.items,
        )


def _last_line(view: View) -> datetime:
    """When the ledger was last written to: how fresh an empty list is."""
    at = Publication.objects.filter(seq=view.seq).values_list("published_at", flat=True).first()
    return at or datetime(1970, 1, 1, tzinfo=UTC)
