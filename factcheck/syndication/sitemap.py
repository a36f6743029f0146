"""The site as crawlers take it (https://www.sitemaps.org/protocol.html): an index, and its parts by kind.

A part holds what stands of one kind among 5,000 consecutive lines of the ledger, so that it can never grow too long and
is found without counting. A record that changes moves to the part of its new line.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from xml.etree import ElementTree as ET

from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from factcheck.ledger import View, minute_text
from factcheck.ledger.dispute_scope import live
from factcheck.ledger.sql_parts import FENCE, Sql
from factcheck.models import Facet, Publication
from factcheck.pages.base_views import Answer
from factcheck.pages.diff import changes
from factcheck.records import registry
from factcheck.records.registry import NO_INDEX

from .base_views import OutPage, plain
from .snippets import last_moment

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINES = 5000
# A point stands on its dispute's page, a rating on the page of the scale.
WITHIN_OTHERS = {"point", "rating"}
LISTED = (
    f"AND NOT EXISTS (SELECT 1 FROM {Facet._meta.db_table} AS f"
    f" WHERE f.seq = w.seq AND f.name = '{NO_INDEX}' {FENCE})"
)
PAGES = ("/", "/claims/", "/corrections/", "/about/ratings/", "/ledger/")


class Part(NamedTuple):
    """One part of the sitemap: of a kind, lines `number` * 5,000 + 1 and on; when it changed last."""

    kind: str
    number: int
    published_at: str


class SitemapIndex(OutPage):
    """Every part of the sitemap, and when it changed last."""

    def page(self, view: View) -> HttpResponse:
        root = ET.Element(f"{{{SITEMAP}}}sitemapindex")
        _add(root, "sitemap", self.away.link("/sitemap-pages.xml"))
        for part in parts(view):
            last = last_moment(view.hash, view.seq)
            changed = (
                to_the_minute(last) if part.kind == "dispute" else part.published_at
            )
            _add(
                root,
                "sitemap",
                self.away.link(f"/sitemap-{part.kind}-{part.number}.xml"),
                changed,
            )
        return _written(root)


def to_the_minute(moment: str) -> str:
    """A written moment cut to the minute; empty where there is none."""
    found = parse_datetime(moment) if moment else None
    return minute_text(found) if found else ""


class SitemapPart(OutPage):
    """The addresses of one part."""

    def page(self, view: View) -> HttpResponse:
        root = ET.Element(f"{{{SITEMAP}}}urlset")
        for path, published_at in self._addresses(view):
            _add(root, "url", self.away.link(path), published_at)
        return _written(root)

    def _addresses(self, view: View):
        name = self.kwargs["part"]
        if name == "pages":
            return [(path, "") for path in PAGES]
        kind, number = name.rpartition("-")[::2]
        if kind not in _own_pages() or not (
            number.isascii() and number.isdecimal() and len(number) < 12
        ):
            raise Answer(
                plain(
                    404,
                    _("No part of the sitemap has this name; /sitemap.xml lists them."),
                )
            )
        return _standing(view, kind, int(number))


def _own_pages() -> list[str]:
    return [
        kind.name for kind in registry.all_kinds() if kind.name not in WITHIN_OTHERS
    ]


def _standing(view: View, kind: str, number: int) -> list[tuple[str, str]]:
    """(path, when it was published) of what stands among the lines of a part."""
    first, model = number * LINES + 1, registry.get(kind).model
    left_out = Facet.objects.filter(seq=OuterRef("seq"), name=NO_INDEX)
    lines = (
        view.lines(kind)
        .filter(~Exists(left_out), seq__gte=first, seq__lt=first + LINES)
        .order_by("seq")
    )
    rows = lines.values_list("uid", "slug", "published_at")
    return [
        (model.path(slug), minute_text(_changed(view, kind, uid) or at))
        for uid, slug, at in rows
    ]


def _changed(view: View, kind: str, uid: UUID) -> datetime | None:
    """When the page of a dispute last changed: with any of its records. Of other kinds their own line says so."""
    if kind != "dispute":
        return None
    return (
        changes.of_disputes(view, view.family(uid))
        .values_list("published_at", flat=True)
        .first()
    )


def parts(view: View) -> list[Part]:
    """Every part that holds anything, by steps from one to the next: one query, whatever the ledger's length."""
    names = _own_pages()
    start, step = (
        _next("k.kind", "0", view),
        _next("b.kind", f"((b.seq - 1) / {LINES} + 1) * {LINES}", view),
    )
    last = _last(view)
    values = ", ".join(["(%s)"] * len(names))
    query = (
        Sql(
            f"WITH RECURSIVE k(kind) AS (VALUES {values}), b(kind, seq) AS (SELECT k.kind, (",
            tuple(names),
        )
        + start
        + Sql(") FROM k UNION ALL SELECT b.kind, (")
        + step
        + Sql(
            f") FROM b WHERE b.seq IS NOT NULL) SELECT b.kind, (b.seq - 1) / {LINES}, ("
        )
        + last
        + Sql(") FROM b WHERE b.seq IS NOT NULL ORDER BY 1, 2")
    )
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.params)
        rows = cursor.fetchall()
    # The page of a dispute may change with any line.
    found = [
        (kind, number, view.seq if kind == "dispute" else seq)
        for kind, number, seq in rows
    ]
    at = dict(
        Publication.objects.filter(seq__in={seq for *_, seq in found}).values_list(
            "seq", "published_at"
        )
    )
    return [Part(kind, number, minute_text(at[seq])) for kind, number, seq in found]


def _next(kind: str, after: str, view: View) -> Sql:
    """The first line of a kind that stands after a number."""
    return _edge("MIN", kind, view) + Sql(f"AND w.seq > {after}")


def _last(view: View) -> Sql:
    """The last line of the part that holds the line of the row."""
    return _edge("MAX", "b.kind", view) + Sql(
        f"AND w.seq <= ((b.seq - 1) / {LINES} + 1) * {LINES}"
    )


def _edge(which: str, kind: str, view: View) -> Sql:
    table = Publication._meta.db_table
    standing = Sql(
        f"SELECT {which}(w.seq) FROM {table} AS w WHERE w.kind = {kind} AND w.happened_key > ''"
    )
    return standing + live(view, "w") + Sql(LISTED)


def _add(root: ET.Element, name: str, address: str, changed: str = "") -> None:
    element = ET.SubElement(root, f"{{{SITEMAP}}}{name}")
    ET.SubElement(element, f"{{{SITEMAP}}}loc").text = address
    if changed:
        ET.SubElement(element, f"{{{SITEMAP}}}lastmod").text = changed


def _written(root: ET.Element) -> HttpResponse:
    text = ET.tostring(
        root, encoding="utf-8", xml_declaration=True, default_namespace=SITEMAP
    )
    return HttpResponse(text, content_type=CONTENT_TYPE)
