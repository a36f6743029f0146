"""The site as crawlers take it (https://www.sitemaps.org/protocol.html): an index, and its parts by kind.

A part holds what stands of one kind among 5,000 consecutive lines of the ledger, so that it can never grow too long and
is found without counting. A record that changes moves to the part of its new line.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from xml.etree import ElementTree as ET

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from factcheck.ledger import Content, View, minute_text
from factcheck.ledger.line_ranges import occupied_ranges
from factcheck.models import Facet, Publication
from factcheck.models.site_paths import site_path
from factcheck.pages.cache.page_states import PageState
from factcheck.pages.published_site import site_at
from factcheck.pages.responses import ImmediateResponse
from factcheck.records import registry
from factcheck.records.registry import NO_INDEX

from .base_views import SyndicationView, plain_response
from .snippets import last_moment

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINES = 5000
PAGES = (
    *("home", "claims", "quotes", "sources", "parties"),
    *("corrections", "ratings", "ledger", "ledger_verify"),
)
SITE_PAGES = ("about", "about_method", "contact", "privacy", "accessibility")
# The pages under that of a dispute; they change when it does.
DISPUTE_PAGES = (
    "dispute_positions",
    "dispute_changes",
    "dispute_moments",
    "dispute_method",
)


class SitemapRange(NamedTuple):
    """One part of the sitemap: of a kind, lines `number` * 5,000 + 1 and on; when it changed last."""

    kind: str
    number: int
    published_at: str


class SitemapIndex(SyndicationView):
    """Every part of the sitemap, and when it changed last."""

    def page(self, view: View) -> HttpResponse:
        root = ET.Element(f"{{{SITEMAP}}}sitemapindex")
        _add(root, "sitemap", self.away.link(reverse("sitemap_part", args=["pages"])))
        for part in parts(view):
            last = last_moment(view.hash, view.seq)
            changed = (
                to_the_minute(last) if part.kind == "dispute" else part.published_at
            )
            _add(
                root,
                "sitemap",
                self.away.link(
                    reverse("sitemap_part", args=[f"{part.kind}-{part.number}"])
                ),
                changed,
            )
        return _xml_response(root)


def to_the_minute(moment: str) -> str:
    """A written moment cut to the minute; empty where there is none."""
    parsed = parse_datetime(moment) if moment else None
    return minute_text(parsed) if parsed else ""


class SitemapPart(SyndicationView):
    """The addresses of one part."""

    def page(self, view: View) -> HttpResponse:
        root = ET.Element(f"{{{SITEMAP}}}urlset")
        for path, published_at in self._addresses(view):
            _add(root, "url", self.away.link(path), published_at)
        return _xml_response(root)

    def _addresses(self, view: View) -> Iterable[tuple[str, str]]:
        name = self.kwargs["part"]
        if name == "pages":
            pages = PAGES if site_at(view).is_left_out else PAGES + SITE_PAGES
            return [(reverse(page), "") for page in pages]
        kind, number = name.rpartition("-")[::2]
        is_number = number.isascii() and number.isdecimal() and len(number) < 12
        if kind not in _own_pages() or not is_number:
            message = _(
                "No part of the sitemap has this name; /sitemap.xml lists them."
            )
            raise ImmediateResponse(plain_response(404, message))
        return _standing(view, kind, int(number))


def _own_pages() -> list[str]:
    return [kind.name for kind in registry.all_kinds() if kind.has_own_page]


def _standing(view: View, kind: str, number: int) -> list[tuple[str, str]]:
    """(path, when it was published) of what stands among the lines of a part."""
    first = number * LINES + 1
    model = registry.get(kind).model
    hidden = Exists(Facet.objects.filter(seq=OuterRef("seq"), name=NO_INDEX))
    lines = view.lines(kind).filter(~hidden, seq__gte=first, seq__lt=first + LINES)
    addresses = []
    for uid, slug, published_at in lines.order_by("seq").values_list(
        "uid", "slug", "published_at"
    ):
        changed = minute_text(_changed_at(view, kind, uid) or published_at)
        addresses.append((site_path(model.path(slug)), changed))
        if kind == "dispute":
            addresses += [
                (reverse(page, args=[slug]), changed) for page in DISPUTE_PAGES
            ]
    return addresses


def _changed_at(view: View, kind: str, uid: UUID) -> datetime | None:
    """When the page of a dispute last read otherwise, as it says itself. Of other kinds their own line says so."""
    if kind != "dispute":
        return None
    content = Content(tuple(sorted(view.family(uid))), is_dispute=True)
    return PageState(view, content, lambda _: content).since


def parts(view: View) -> list[SitemapRange]:
    """Every part that holds anything: one query for the parts, one for their moments, whatever the ledger's length.

    The page of a dispute may change with any line, so the parts of disputes have the moment of the view's last line.
    """
    ranges = []
    for kind, number, last in occupied_ranges(view, _own_pages(), LINES, NO_INDEX):
        ranges.append((kind, number, view.seq if kind == "dispute" else last))
    lines = Publication.objects.filter(seq__in={seq for *_, seq in ranges})
    moments = dict(lines.values_list("seq", "published_at"))
    return [
        SitemapRange(kind, number, minute_text(moments[seq]))
        for kind, number, seq in ranges
    ]


def _add(root: ET.Element, name: str, address: str, changed: str = "") -> None:
    element = ET.SubElement(root, f"{{{SITEMAP}}}{name}")
    ET.SubElement(element, f"{{{SITEMAP}}}loc").text = address
    if changed:
        ET.SubElement(element, f"{{{SITEMAP}}}lastmod").text = changed


def _xml_response(root: ET.Element) -> HttpResponse:
    text = ET.tostring(
        root, encoding="utf-8", xml_declaration=True, default_namespace=SITEMAP
    )
    return HttpResponse(text, content_type=CONTENT_TYPE)
