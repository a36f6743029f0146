"""What a page says of itself in its head."""

from html import unescape

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from factcheck.pages.diff.changes import LedgerChange
from factcheck.pages.labels.dates_and_numbers import date_in_words
from factcheck.pages.labels.display_labels import display_label
from factcheck.pages.markup import plain
from factcheck.pages.published_records import PublishedRecord
from factcheck.syndication.structured_data import nodes, records, reviews
from factcheck.syndication.structured_data import page_head as heads

register = template.Library()


@register.simple_tag(takes_context=True)
def page_head(
    context: Context, description: str = "", language: str = ""
) -> SafeString | str:
    """The head of a page of no one record; nothing where there is no page, as in an error of the server.

    `language` is that of the texts that the page consists of, empty where those are our own words.
    """
    page = context.get("page")
    return heads.page_head(page, description, language=language) if page else ""


@register.simple_tag(takes_context=True)
def about_head(context: Context, description: str) -> SafeString:
    """The head of the page that tells who publishes the site."""
    page = context["page"]
    node = nodes.about_desk(page.ledger_view)
    return heads.page_head(page, description, node, page.site.language)


@register.simple_tag(takes_context=True)
def record_head(context: Context, card: PublishedRecord) -> SafeString:
    """The head of the page of a claim, quote, source or party; for a kind of another app what any page says."""
    describe, node = ABOUT.get(card.kind, (_any_record, nodes.any_record))
    return heads.record_head(context["page"], card, describe(card), node(card))


@register.simple_tag(takes_context=True)
def corrections_head(
    context: Context, changes: list[LedgerChange], description: str
) -> SafeString:
    page, node = context["page"], records.corrections(changes)
    return heads.page_head(page, description, node, page.site.language)


def _claim(claim: PublishedRecord) -> str:
    verdict = claim["verdict"]
    if not verdict or verdict["rating"].gone:
        return f"{_('No verdict')}. {plain(claim['context'])}"
    return f"{verdict['rating'].title}. {plain(verdict['rationale'])}"


def _quote(quote: PublishedRecord) -> str:
    speaker = quote["speaker"]
    said = [
        speaker.title if speaker and not speaker.gone else _("Speaker not named"),
        date_in_words(quote["said_on"]),
    ]
    source = quote["source"]
    said += [source.title] if source and not source.gone else []
    return f"“{quote['words']}” {', '.join(said)}"


def _source(source: PublishedRecord) -> str:
    publisher = source["publisher"]
    said = [
        display_label(source["source_kind"]),
        publisher.title if publisher and not publisher.gone else "",
    ]
    said.append(date_in_words(source["published_on"]))
    return f"{source.title}: {', '.join(filter(None, said))}"


def _party(party: PublishedRecord) -> str:
    said = party["description"] or display_label(party["party_kind"])
    return f"{party.title}: {said}"


def _any_record(record: PublishedRecord) -> str:
    return record.title


ABOUT = {
    "claim": (_claim, reviews.claim_page),
    "quote": (_quote, records.quotation),
    "source": (_source, records.cited),
    "party": (_party, records.actor),
}


class PageTitle(template.Node):
    """The title of the page, once for the browser and once for previews."""

    def __init__(self, nodelist: NodeList):
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        title = unescape(strip_tags(self.nodelist.render(context))).strip()
        said = '<title>{title} · {site}</title>\n<meta property="og:title" content="{title}">'
        page = context.get("page")
        site = page.site.name if page else settings.SITE_NAME
        return format_html(said, title=title, site=site)


@register.tag
def page_title(parser: Parser, token: Token) -> PageTitle:
    nodelist = parser.parse(("endpage_title",))
    parser.delete_first_token()
    return PageTitle(nodelist)
