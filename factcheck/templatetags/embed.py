"""What pages say of themselves to other sites: their full address, plain text, snippets to paste."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.template import Context

from factcheck.pages.markup import plain
from factcheck.pages.published_records import PublishedRecord
from factcheck.syndication import snippets

register = template.Library()
register.filter("plain", plain)


@register.simple_tag
def site_address(path: str) -> str:
    """The address of a page as it stands now, with the name of the site."""
    return settings.SITE_URL + quote(path)


@register.simple_tag(takes_context=True)
def snippets_of(
    context: Context, card: PublishedRecord, query: str = ""
) -> snippets.Snippets:
    """The embeds of the record that the page shows, live and frozen."""
    return snippets.snippets(card, context["page"], query)
