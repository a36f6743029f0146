"""What templates of public pages say in words: dates, moments, links that keep their moment, short marked-up text.

What follows from its arguments alone is kept: a page says the same day and the same rationale many times over.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple, cast

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from factcheck.ledger import moment_address, moment_text
from factcheck.pages.figures.source_count import SourceCount, count_sources
from factcheck.pages.figures.verdict_history import earlier
from factcheck.pages.labels.bylines import signed
from factcheck.pages.labels.dates_and_numbers import (
    compact_date,
    compact_day,
    date_in_words,
    day_in_words,
    moment_in_words,
    number_in_words,
    page_language,
)
from factcheck.pages.labels.display_labels import (
    display_label,
    label_lower,
    label_plural,
    label_subject,
    relation_of_other,
)
from factcheck.pages.labels.roles import roles_on
from factcheck.pages.markup import markdown
from factcheck.pages.published_records import GoneRecord, PublishedRecord
from factcheck.pages.robots import NOT_PUBLIC
from factcheck.text import edtf

register = template.Library()
register.filter("word", display_label)
for label in (label_lower, label_subject, relation_of_other):
    register.filter(label)
register.filter(signed)
register.filter("number", number_in_words)
register.filter("markdown", markdown)
register.filter("plural_of", label_plural)

RTL = {
    "ar",
    "arc",
    "ckb",
    "dv",
    "fa",
    "ha-arab",
    "he",
    "ks",
    "ps",
    "sd",
    "ug",
    "ur",
    "yi",
}


@register.simple_tag(name="edtf")
def edtf_date(written: str, time: str | None = None, zone: str = "") -> SafeString:
    """A date of the world in words, in `time` with only what is known; the words alone where HTML cannot say it."""
    return _edtf_date(written, time, zone, page_language())


@lru_cache(maxsize=4096)
def _edtf_date(written: str, time: str | None, zone: str, _language: str) -> SafeString:
    said = date_in_words(written, time, zone)
    attribute = edtf.time_attribute(written, time or None, zone) if written else None
    if attribute:
        return format_html('<time datetime="{}">{}</time>', attribute, said)
    if written:
        return format_html('<span data-edtf="{}">{}</span>', written, said)
    return format_html("<span>{}</span>", said)


@register.simple_tag(name="compact_date")
def compact_date_tag(written: str) -> SafeString:
    """A date of the world in few letters, in `time` where HTML can say it."""
    attribute = edtf.time_attribute(written) if written else None
    if attribute:
        return format_html(
            '<time datetime="{}">{}</time>', attribute, compact_date(written)
        )
    return format_html("<span>{}</span>", compact_date(written))


@register.filter(name="compact_day")
def compact_day_filter(at: datetime) -> SafeString:
    """The day of a moment of the record, in few letters."""
    at = at.astimezone(UTC)
    return format_html(
        '<time datetime="{}">{}</time>', f"{at:%Y-%m-%d}", compact_day(at)
    )


@register.filter
def moment(at: datetime | str | None) -> SafeString | str:
    """A moment of the record: 16 January 2026, 08:40 UTC."""
    return _moment(at, page_language())


@lru_cache(maxsize=4096)
def _moment(at: datetime | str | None, _language: str) -> SafeString | str:
    found = parse_datetime(at) if isinstance(at, str) else at
    if found is None:
        return ""
    found = found.astimezone(UTC)
    return format_html(
        '<time datetime="{}">{}</time>',
        f"{found:%Y-%m-%dT%H:%MZ}",
        moment_in_words(found),
    )


@register.filter
def date_words(written: str) -> str:
    """A date of the world in words alone."""
    return date_in_words(written)


@register.filter
def isoformat(at: datetime) -> str:
    """A moment to the microsecond, in UTC, for scripts that compare it."""
    return moment_text(at)


@register.filter
def as_address(at: datetime) -> str:
    """A moment as an address names it, exactly: what stood at this moment and no later."""
    return moment_address(at)


@register.filter
def day_of(at: datetime | date | str) -> SafeString | str:
    """The day of a moment, or a plain day: 16 January 2026."""
    return _day_of(at, page_language())


@lru_cache(maxsize=4096)
def _day_of(at: datetime | date | str, _language: str) -> SafeString | str:
    found = (
        (parse_datetime(at) or date.fromisoformat(at))
        if isinstance(at, str) and at
        else at
    )
    if not found:
        return ""
    found = found.astimezone(UTC) if isinstance(found, datetime) else found
    return format_html(
        '<time datetime="{}">{}</time>', f"{found:%Y-%m-%d}", day_in_words(found)
    )


@register.simple_tag(takes_context=True)
def link(context: Context, path: str, **query: str) -> str:
    """A path of this site that keeps the moment of the page it stands on."""
    page = context.get("page")
    return page.link(path, **query) if page else path


@register.simple_tag(takes_context=True)
def page_url(context: Context, name: str, *args: str, **query: str) -> str:
    """The address of a page by its name, at the moment of the page it stands on."""
    return link(context, reverse(name, args=args), **query)


@register.simple_tag(takes_context=True)
def record_link(
    context: Context, card: PublishedRecord | GoneRecord | None
) -> SafeString | str:
    """A record by its title, with a link; struck through with the reason where it was taken down."""
    if not card:
        return ""
    if card.gone:
        return get_template("factcheck/_gone_name.html").render({"card": card})
    if card.is_unlisted:
        return format_html(
            "<span{}{}>{}</span>",
            lang_attrs(card.title_language),
            not_public(card),
            card.title,
        )
    return mark_safe(
        f'<a href="{escape(link(context, card.path))}"{lang_attrs(card.title_language)}>{escape(card.title)}</a>'
    )


@register.filter
def not_public(card: PublishedRecord | GoneRecord | None) -> SafeString:
    """Marks the element that shows a private person, so that search engines are asked to leave the page out."""
    return (
        format_html(" {}", NOT_PUBLIC) if card and card.is_unlisted else SafeString("")
    )


@register.simple_tag(takes_context=True)
def source_citation(
    context: Context,
    source: PublishedRecord | GoneRecord | None,
    locator: str = "",
    locator_language: str = "",
) -> SafeString | str:
    """A source in one line, made once a page: the same few sources bear a whole timeline."""
    if not source or source.gone:
        return record_link(context, source)
    page = context.get("page")
    memo = cast(PublishedRecord, source).loader.memo
    key = (source.uid, locator, locator_language, page.as_of if page else "")
    if key not in memo:
        shown = {
            "source": source,
            "locator": locator,
            "locator_language": locator_language,
            "page": page,
        }
        memo[key] = get_template("factcheck/_source_line.html").render(shown)
    return memo[key]


@register.simple_tag
def rating_shape(shape: str) -> SafeString:
    """The shape of a verdict, beside its word."""
    return _rating_shape(static("img/shapes.svg"), shape)


@lru_cache(maxsize=64)
def _rating_shape(file: str, shape: str) -> SafeString:
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        file,
        shape,
    )


class TextInLanguage(NamedTuple):
    text: str
    language: str


@register.simple_tag
def rating_definition(rating: PublishedRecord) -> TextInLanguage:
    """When the desk gives a rating: in the language of the page where the scale says it there, else in its own."""
    language = get_language() or ""
    for translation in rating["translations"]:
        if translation["language"] == language and translation["definition"]:
            return TextInLanguage(translation["definition"], language)
    return TextInLanguage(rating["definition"], rating.text_language)


@register.filter
def direction(language: str) -> str:
    """`rtl` for languages that are written from the right; where nobody says which, its first letters say it."""
    if not language:
        return "auto"
    return "rtl" if language.partition("-")[0].casefold() in RTL else "ltr"


@register.filter
def roles_at(party: PublishedRecord | GoneRecord | None, said_on: str) -> list[dict]:
    """The roles that a speaker held on the day of the words, where the record knows."""
    return (
        []
        if not party or party.gone
        else roles_on(cast(PublishedRecord, party), said_on)
    )


@register.filter
def language_name(tag: str) -> str:
    """A language by its BCP 47 tag in the language of the page; the tag where nobody knows it."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(get_language() or "en")
    except (ValueError, UnknownLocaleError):
        return tag
    return name or tag


@register.simple_tag
def lang_attrs(language: str) -> SafeString:
    """Marks an element whose text is in `language`, where the page around it is in another.

    The first letters of the text say where it begins where nobody says its language, and in the desk's own language:
    that one is also taken for names that say none.
    """
    return _lang_attrs(language, get_language() or "")


@lru_cache(maxsize=256)
def _lang_attrs(language: str, of_page: str) -> SafeString:
    lang = (
        format_html(' lang="{}"', language) if language and language != of_page else ""
    )
    side = "auto" if language == settings.LANGUAGE_CODE else direction(language)
    return format_html('{} dir="{}"', lang, side)


@register.filter
def earlier_verdicts(claim: PublishedRecord) -> list:
    """The verdicts of a claim that no longer stand, newest first."""
    return earlier(claim.loader, claim)


@register.filter
def sources_counted(parts: list[dict]) -> str:
    """How many sources some citations or some evidence come to, in words."""
    return _counted(count_sources(part["source"] for part in parts))


def _counted(n: SourceCount) -> str:
    if not n.all:
        said = gettext("No source stands")
    elif n.primary or n.all > 1:
        primary = (
            gettext("%d primary") % n.primary if n.primary else gettext("none primary")
        )
        said = ngettext("%d source", "%d sources", n.all) % n.all + f", {primary}"
    else:
        said = gettext("1 source, secondary")
    if n.repeats:
        said += (
            "; "
            + ngettext(
                "%d more only repeats another", "%d more only repeat another", n.repeats
            )
            % n.repeats
        )
    return said + (
        "; " + gettext("%d retracted since") % n.retracted if n.retracted else ""
    )


@register.filter
def by_role(appearances: list[dict], roles: str) -> list[dict]:
    """The appearances in any of the roles, named with commas."""
    return [
        appearance
        for appearance in appearances
        if appearance["role"] in roles.split(",")
    ]


@register.filter
def get_item(mapping: dict, key: object) -> object:
    """The value of a mapping under a key that another variable holds; "" without it."""
    return mapping.get(key, "")


@register.filter
def short_hash(value: str) -> str:
    return f"{value[:8]}…{value[-4:]}"


@register.filter
def picture_path(picture: dict) -> str:
    return reverse("picture", args=[picture["sha256"]])
