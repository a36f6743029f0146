"""How a page names its sources: in few letters where it lists them below, in full in that list."""

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from factcheck.pages.labels.dates_and_numbers import compact_date
from factcheck.pages.published_records import GoneRecord, PublishedRecord

from .record import lang_attrs, link, not_public, record_link, source_citation

register = template.Library()
WORDS = 6
"""How many words of its title stand for a source whose publisher is not known."""
Source = PublishedRecord | GoneRecord | None


@register.simple_tag(takes_context=True)
def source_ref(
    context: Context, source: Source, locator: str = "", locator_language: str = ""
) -> SafeString | str:
    """A source in few letters, its title beside it: Herald, 15 Jan 2026 [3].

    With `sources_below` in the context it leads to where the page lists its sources, and has the number that stands
    there; `sources_below` is that list, {line of the ledger: number}, where it is known before the text is made. Else
    it leads to the source's own page.
    """
    if not source or isinstance(source, GoneRecord):
        return record_link(context, source)
    numbers = context.get("sources_below")
    memo, key = source.loader.memo, ("ref", source.uid, numbers is not None)
    if key not in memo:
        number = (
            None if numbers is None else numbers.get(source.line.seq, source.line.seq)
        )
        memo[key] = _short_form(context, source, number)
    if not locator:
        return mark_safe(memo[key])
    language = lang_attrs(locator_language)
    return format_html("{}, <bdi{}>{}</bdi>", mark_safe(memo[key]), language, locator)


@register.simple_tag(takes_context=True)
def source_or_ref(
    context: Context, source: Source, locator: str = "", locator_language: str = ""
) -> SafeString | str:
    """A source in full; in few letters where the page lists its sources below."""
    if context.get("sources_below") is None:
        return source_citation(context, source, locator, locator_language)
    return source_ref(context, source, locator, locator_language)


def _short_form(context: Context, source: PublishedRecord, number: int | None) -> str:
    """The link itself; a page has hundreds of them, so it is put together here."""
    page = context["page"]
    address = link(context, source.path) if number is None else f"#s-{source.line.seq}"
    title, language = conditional_escape(source.title), source["language"]
    cut = conditional_escape(Truncator(source.title).words(WORDS, truncate=" …"))
    name = _publisher(source) or f"“{cut}”"
    day = ""
    if written := source["published_on"]:
        words = compact_date(written)
        is_same = language == page.language
        day = words if is_same else f"<span{lang_attrs(page.language)}>{words}</span>"
        day = f", {day}"
    where = "" if number is None else f' <span class="n">[{number}]</span>'
    return (
        f'<a class="ref" href="{conditional_escape(address)}" title="{title}"{lang_attrs(language)}>'
        f"{name}{day}{where}</a>"
    )


def _publisher(source: PublishedRecord) -> str:
    """Who published it, in the language of that name; empty where nobody is named."""
    publisher = source["publisher"]
    if not publisher or isinstance(publisher, GoneRecord):
        return ""
    language = publisher.title_language
    marked = "" if language == source["language"] else lang_attrs(language)
    name = conditional_escape(publisher.title)
    return f"<bdi{marked}{not_public(publisher)}>{name}</bdi>"
