"""What templates of public pages say in words: dates, moments, links that keep their moment, short marked-up text.

What follows from its arguments alone is kept: a page says the same day and the same rationale many times over.
"""

from datetime import UTC, date, datetime
from functools import lru_cache

import nh3
from django import template
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from factcheck import dates, kinds
from factcheck.pages.history import earlier
from factcheck.pages.roles import roles_on
from factcheck.pages.sources import count_sources

register = template.Library()

# No HTML from outside, no headings (the page has its own), no pictures from other people's servers.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading", "html_block"])
TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr"}
RTL = {"ar", "arc", "ckb", "dv", "fa", "ha-arab", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
WORDS = {
    "social_post": "Social media post",
    "not-known": "Not known",
    "second-hand": "second-hand",
    "depends-on": "Depends on",
    "distinct-from": "Distinct from",
    "narrower": "Narrower than",
    "all-rights-reserved": "All rights reserved",
    "public-domain": "Public domain",
    "cc0": "CC0",
    "cc-by": "CC BY",
    "cc-by-sa": "CC BY-SA",
    "own": "Our own work",
}


@register.filter
@lru_cache(maxsize=4096)
def markdown(text: str) -> SafeString:
    """An editor's Markdown as safe HTML."""
    return mark_safe(nh3.clean(MARKDOWN.render(text), tags=TAGS, attributes={"a": {"href"}}, link_rel="nofollow"))


@register.simple_tag
@lru_cache(maxsize=4096)
def when(written: str, time: str | None = None, zone: str = "") -> SafeString:
    """A date of the world in words, in `time` with only what is known; the words alone where HTML cannot say it."""
    said = dates.words(written, time or None, zone)
    attribute = dates.time_attribute(written, time or None, zone) if written else None
    if attribute:
        return format_html('<time datetime="{}">{}</time>', attribute, said)
    if written:
        return format_html('<span data-edtf="{}">{}</span>', written, said)
    return format_html("<span>{}</span>", said)


@register.filter
@lru_cache(maxsize=4096)
def moment(at: datetime | str | None) -> SafeString | str:
    """A moment of the record: 16 January 2026, 08:40 UTC."""
    found = parse_datetime(at) if isinstance(at, str) else at
    if found is None:
        return ""
    found = found.astimezone(UTC)
    return format_html(
        '<time datetime="{}">{}, {} UTC</time>', f"{found:%Y-%m-%dT%H:%M:%SZ}", _day(found), f"{found:%H:%M}"
    )


@register.filter
@lru_cache(maxsize=4096)
def day_of(at: datetime | date | str) -> SafeString | str:
    """The day of a moment, or a plain day: 16 January 2026."""
    found = (parse_datetime(at) or date.fromisoformat(at)) if isinstance(at, str) and at else at
    if not found:
        return ""
    found = found.astimezone(UTC) if isinstance(found, datetime) else found
    return format_html('<time datetime="{}">{}</time>', f"{found:%Y-%m-%d}", _day(found))


def _day(at: date) -> str:
    return f"{at.day} {at:%B} {at.year}"


@register.simple_tag(takes_context=True)
def link(context, path: str, **query: str) -> str:
    """A path of this site that keeps the moment of the page it stands on."""
    page = context.get("page")
    return page.link(path, **query) if page else path


@register.filter
def word(value: str) -> str:
    """A word of the closed lists as readers see it."""
    return WORDS.get(value, value.replace("_", " ").replace("-", " ").capitalize())


@register.filter
def direction(language: str) -> str:
    """`rtl` for languages that are written from the right."""
    return "rtl" if language.partition("-")[0].casefold() in RTL else "ltr"


@register.filter
def plural_of(kind: str) -> str:
    return kinds.get(kind).plural if kind else ""


@register.filter
def roles_then(party, said_on: str) -> list[dict]:
    """The roles that a speaker held on the day of the words, where the record knows."""
    return [] if not party or party.gone else roles_on(party, said_on)


@register.filter
def earlier_verdicts(claim) -> list:
    """The verdicts of a claim that no longer stand, newest first."""
    return earlier(claim.deck, claim)


@register.filter
def sources_counted(parts: list[dict]):
    """How many sources some citations or some evidence come to."""
    return count_sources(part["source"] for part in parts)


@register.filter
def in_role(appearances: list[dict], roles: str) -> list[dict]:
    """The appearances in any of the roles, named with commas."""
    return [appearance for appearance in appearances if appearance["role"] in roles.split(",")]


@register.filter
def short_hash(value: str) -> str:
    return f"{value[:8]}…{value[-4:]}"


@register.filter
def picture_path(picture: dict) -> str:
    return f"/pictures/{picture['sha256']}"
