"""How a page names its sources: in few letters where it lists them below, in full in that list."""

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from factcheck.pages.published_records import GoneRecord, PublishedRecord

from .record import lang_attrs, record_link, source_citation

register = template.Library()
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
        seq = source.line.seq
        shown = {
            "source": source,
            "page": context.get("page"),
            "number": None if numbers is None else numbers.get(seq, seq),
        }
        memo[key] = get_template("factcheck/_source_ref.html").render(shown)
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
