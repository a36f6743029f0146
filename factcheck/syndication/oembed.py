"""oEmbed 1.0 (https://oembed.com): the snippet of a page, for who knows its address alone."""

import json
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models.site_paths import path_info
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query.params import ALWAYS, BadQuery, refuse_repeated
from factcheck.pages.responses import ImmediateResponse

from .base_views import SyndicationView, plain_response
from .embeds import THEMES, EmbedPage
from .snippets import HEIGHTS, WIDTH, snippet

CACHE_SECONDS = 60  # as long as shared caches may keep any answer: what is held is dark within a minute
OWN = ("url", "format", "maxwidth", "maxheight")


class EmbeddablePage(NamedTuple):
    """A page of this site that has an embed: its kind, the name in its address, what of its query the embed takes."""

    kind: str
    key: str
    query: list[tuple[str, str]]


class OEmbed(SyndicationView):
    """`url` is a page of this site; `maxwidth` and `maxheight` are in pixels. Only JSON is spoken.

    What else is asked is passed over: the consumers of this format add words of their own.
    """

    def _read(self, request: HttpRequest, written: str, language: str) -> HttpResponse:
        refuse_repeated(request.GET, OWN)
        if request.GET.get("format", "json") != "json":
            return plain_response(501, _("Only format=json is answered here."))
        if not request.GET.get("url"):
            return plain_response(
                400, _("Name the page to embed: ?url=%s/…") % settings.SITE_URL
            )
        self.size = _size(
            request.GET.get("maxwidth", ""), request.GET.get("maxheight", "")
        )
        target = page_of(request.GET["url"])
        if target is None:
            return plain_response(
                404, _("This is no page of this site that can be embedded.")
            )
        self.target = target
        with ledger.reading(dict(target.query).get("as_of", "")) as view:
            self.frame = Frame(request.path, "", view, language)
            return self._answer(request)

    def page(self, view: View) -> HttpResponse:
        card = self._card(view)
        width, height = self.size
        query = [
            (name, value)
            for name, value in self.target.query
            if name != "theme" or value in THEMES
        ]
        height = min(height or HEIGHTS[card.kind], HEIGHTS[card.kind])
        answer = {
            "type": "rich",
            "version": "1.0",
            "title": card.title,
            "provider_name": self.frame.site.name,
            "provider_url": settings.SITE_URL + reverse("home"),
            "cache_age": CACHE_SECONDS,
            "html": snippet(card, query, width, height),
            "width": width,
            "height": height,
        }
        return HttpResponse(
            json.dumps(answer, ensure_ascii=False), content_type="application/json"
        )

    def _card(self, view: View) -> PublishedRecord:
        """The record of the page, merges followed. Raises ImmediateResponse where none stands."""
        line = view.find(self.target.kind, self.target.key)
        current = view.resolve([line.uid]).get(line.uid) if line else None
        if current is None:
            message = _(
                "Nothing is published under this address, or it does not stand any more."
            )
            raise ImmediateResponse(plain_response(404, message))
        return RecordLoader(view).add([current])[0]


def page_of(address: str) -> EmbeddablePage | None:
    """The page that an address names; None for other sites' addresses and for pages without an embed."""
    try:
        parts, site = urlsplit(address.strip()), urlsplit(settings.SITE_URL)
        match = resolve(path_info(unquote(parts.path)) + "embed/")
    except (ValueError, Resolver404):
        return None
    is_ours = (parts.scheme, parts.netloc.lower()) == (site.scheme, site.netloc.lower())
    embed = getattr(match.func, "view_class", None)
    if not is_ours or not embed or not issubclass(embed, EmbedPage):
        return None
    known = (*embed().known_parameters().names, *ALWAYS)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] in known]
    return EmbeddablePage(embed.kind, match.kwargs["key"], query)


def _size(width: str, height: str) -> tuple[int, int | None]:
    """How wide and high the embed may be; no height for as high as it likes. Raises BadQuery."""
    for name, written in (("maxwidth", width), ("maxheight", height)):
        if written and not _is_pixels(written):
            message = _("%(name)s is a number of pixels, not “%(written)s”.")
            raise BadQuery(message % {"name": name, "written": written[:20]})
    return min(int(width or WIDTH), WIDTH), int(height) if height else None


def _is_pixels(written: str) -> bool:
    """Whether a text is a number above zero of at most eight digits."""
    is_number = written.isascii() and written.isdecimal() and len(written) < 9
    return is_number and int(written) > 0
