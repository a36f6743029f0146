"""What the pages of entries and disputes say of themselves in their heads."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from factcheck.pages.labels.dates_and_numbers import date_in_words
from factcheck.pages.markup import plain
from factcheck.pages.published_records import PublishedRecord
from factcheck.syndication.structured_data import page_head
from factcheck.syndication.structured_data.script_text import script
from timeline.syndication import structured_data

register = template.Library()


@register.simple_tag(takes_context=True)
def entry_head(context: Context, entry: PublishedRecord) -> SafeString:
    when = date_in_words(entry["when"], entry["time"], entry["zone"])
    return page_head.record_head(
        context["page"],
        entry,
        f"{when}. {plain(entry['body'])}",
        structured_data.event(entry),
    )


@register.simple_tag(takes_context=True)
def dispute_head(context: Context, dispute: PublishedRecord) -> SafeString:
    return page_head.record_head(
        context["page"],
        dispute,
        plain(dispute["summary"]),
        structured_data.article(dispute),
    )


@register.simple_tag(takes_context=True)
def claims_linked(context: Context, claims: list[PublishedRecord]) -> SafeString | str:
    """The claims of a timeline for machines; none on a page of the past."""
    if not claims or context["page"].moment:
        return ""
    return script(structured_data.claims_graph(claims))
