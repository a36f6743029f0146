"""What rests on one origin: the sources of a page, each under the one that it merely repeats."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.labels.content_language import foreign
from factcheck.pages.labels.dates_and_numbers import date_in_words, number_in_words
from factcheck.pages.page_context import Frame

from ..published_records import GoneRecord, PublishedRecord
from .drawing.provenance import TreeNode, draw_provenance, in_order


@dataclass(frozen=True)
class SourceItem:
    """A source in the list beside the figure, and the one that it repeats, if there is one."""

    source: PublishedRecord
    href: str
    repeats: PublishedRecord | None


@dataclass(frozen=True)
class ProvenanceFigure:
    """What `factcheck/figures/_provenance.html` shows; `sentence` says how many origins the sources have."""

    svg: SafeString
    sentence: str
    items: list[SourceItem]
    has_primary: bool
    has_secondary: bool


def read_provenance(
    frame: Frame, sources: Iterable[PublishedRecord | GoneRecord | None]
) -> ProvenanceFigure | None:
    """The figure of these sources and what they repeat, as far as the page has read it; None where none repeats any.

    What was taken down is left out. No query.
    """
    standing = with_origins(sources)
    nodes = [_node(frame, source) for source in standing.values()]
    rows = list(in_order(nodes))
    origins = sum(parent < 0 for _node_, _depth, parent in rows)
    if origins == len(rows):
        return None
    counted = ngettext("%s source", "%s sources", len(rows))
    from_origins = ngettext("%s origin", "%s origins", origins)
    sentence = _("%(sources)s, %(origins)s.") % {
        "sources": counted % number_in_words(len(rows)),
        "origins": from_origins % number_in_words(origins),
    }
    items = [_item(frame, standing, node) for node, _depth, _parent in rows]
    ranks = {source.payload["rank"] for source in standing.values()}
    drawing = draw_provenance(nodes, title=sentence, rtl=frame.direction == "rtl")
    has_secondary = bool(ranks - {"primary"})
    return ProvenanceFigure(drawing, sentence, items, "primary" in ranks, has_secondary)


def with_origins(
    sources: Iterable[PublishedRecord | GoneRecord | None],
) -> dict[str, PublishedRecord]:
    """Those of the sources that stand, and what they repeat, by uid."""
    standing: dict[str, PublishedRecord] = {}
    for each in sources:
        source = each
        while isinstance(source, PublishedRecord) and str(source.uid) not in standing:
            standing[str(source.uid)] = source
            source = source["derived_from"]
    return standing


def _node(frame: Frame, source: PublishedRecord) -> TreeNode:
    origin = source["derived_from"]
    words, language = short_name(source)
    return TreeNode(
        str(source.uid),
        words,
        frame.link(source.path),
        source.payload["rank"] == "primary",
        str(origin.uid) if origin else "",
        language,
    )


def short_name(source: PublishedRecord) -> tuple[str, str]:
    """(who published it and when, the language of that where it is not the page's); its title without a publisher."""
    publisher = source["publisher"]
    named = publisher or source
    words = named.title
    if published_on := source.payload["published_on"]:
        words = f"{words}, {date_in_words(published_on)}"
    return words, foreign(named.title_language)


def _item(
    frame: Frame, standing: dict[str, PublishedRecord], node: TreeNode
) -> SourceItem:
    source = standing[node.key]
    return SourceItem(source, frame.link(source.path), standing.get(node.repeats))
