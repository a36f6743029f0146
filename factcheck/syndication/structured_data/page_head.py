"""What stands in the head of a page for other machines: a description, the tags of previews, linked data, its embed."""

from urllib.parse import urlencode

from babel.core import get_global
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from factcheck.ledger import moment_text
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord

from ..snippets import HEIGHTS
from .nodes import address
from .script_text import script

SHOWN = 250  # characters that a preview has room for


def page_head(
    page: Frame, description: str = "", node: dict | None = None, language: str = ""
) -> SafeString:
    """The head of a page that is not a record's own.

    `language` is that of the texts that it consists of; empty for our own words, which are in every language.
    """
    text = (
        description
        or page.site.description
        or _(
            "What happened, who claims what, what the evidence says, and what was corrected since."
        )
    )
    return _head(
        page,
        "website",
        text,
        page.language,
        node,
        alternates=_alternates(page, language),
    )


def record_head(
    page: Frame, card: PublishedRecord, description: str, node: dict
) -> SafeString:
    """The head of a record's own page. A page of the past says nothing to machines but where its embed is.

    It changed when it last read otherwise, be it by another record that it shows.
    """
    modified = moment_text(page.modified) if page.modified else card["published_at"]
    about = {"published": card["first_published_at"], "modified": modified}
    node = _dated(node, modified)
    if card.kind in HEIGHTS:
        url = settings.SITE_URL + page.link(card.path)
        about["oembed"] = (
            f"{address(reverse('oembed'))}?{urlencode({'url': url, 'format': 'json'})}"
        )
    return _head(
        page,
        "article",
        description,
        card.title_language or page.language,
        node,
        card=card,
        alternates=_alternates(page, card.text_language),
        **about,
    )


def _alternates(page: Frame, language: str) -> dict[str, str]:
    """The addresses of the page in other languages; none of the past, which search engines leave out."""
    return page.alternates(language) if page.view and not page.moment else {}


def _dated(node: dict, modified: str) -> dict:
    """The node with the day of the page's last change: in itself where it is the page, else in what is said of it."""
    if node["@type"] == "Article":
        return node | {"dateModified": modified}
    page = node["mainEntityOfPage"]
    return (
        node | {"mainEntityOfPage": page | {"dateModified": modified}}
        if isinstance(page, dict)
        else node
    )


def _head(
    page: Frame,
    kind: str,
    description: str,
    language: str,
    node: dict | None,
    **more: object,
) -> SafeString:
    shown = {
        "page": page,
        "type": kind,
        "description": Truncator(" ".join(description.split())).chars(SHOWN),
        "locale": locale_of(language),
        "linked": script(node) if node and not page.moment else "",
    }
    return render_to_string("structured_data/head.html", shown | more)


def locale_of(language: str) -> str:
    """A language as previews name it, with the country that CLDR takes for its likeliest: da_DK."""
    tag = language.replace("-", "_")
    if len(parts := tag.split("_")) > 1 and len(parts[-1]) == 2:
        return f"{parts[0].lower()}_{parts[-1].upper()}"
    likely = get_global("likely_subtags").get(parts[0].lower(), "")
    return f"{parts[0].lower()}_{likely.rpartition('_')[2]}" if likely else ""
