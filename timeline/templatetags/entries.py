"""What the compact block of an entry is made of, put together here since a page holds hundreds of each."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from factcheck.pages.published_records import GoneRecord, PublishedRecord
from factcheck.templatetags.record import (
    compact_date_tag,
    direction,
    lang_attrs,
    link,
    not_public,
    rating_shape,
    record_link,
)
from factcheck.templatetags.sources import source_ref
from timeline.pages.compact_entries import ClaimLine
from timeline.pages.sides import SideTag

register = template.Library()
Record = PublishedRecord | GoneRecord


@register.simple_tag
def side_tags(tags: Iterable[SideTag]) -> SafeString:
    """The parties that an entry names, each in the colour of its side."""
    texts = [
        f'<span class="side-tag s{tag.side}">{_name(tag.party)}</span>' for tag in tags
    ]
    return mark_safe(" ".join(texts))


@register.simple_tag(takes_context=True)
def claim_lines(context: Context, lines: Iterable[ClaimLine]) -> SafeString:
    """Claims as the items of a list: verdict, what it was before, the claim, and who claims it."""
    return mark_safe("".join([_claim_line(context, line) for line in lines]))


@register.simple_tag(takes_context=True)
def source_refs(context: Context, sources: Iterable[Record]) -> SafeString:
    """Sources in few letters, one behind the other."""
    refs = [conditional_escape(source_ref(context, source)) for source in sources]
    return mark_safe(" · ".join(refs))


@register.simple_tag(takes_context=True)
def compact_quote(context: Context, quote: PublishedRecord) -> SafeString:
    """A quotation with who said it when, and where it was read."""
    language = quote["language"]
    words = conditional_escape(quote["words"])
    address = conditional_escape(link(context, quote.path))
    return mark_safe(
        f'<figure class="quote"><blockquote lang="{conditional_escape(language)}" dir="{direction(language)}">'
        f'<p><a href="{address}">{words}</a></p></blockquote>{_translation(quote)}'
        f"<figcaption>{_attribution(context, quote)}</figcaption></figure>"
    )


def _translation(quote: PublishedRecord) -> str:
    if not quote["translation"]:
        return ""
    by = quote["translated_by"]
    who = gettext("Translated by %(name)s") % {"name": by} if by else ""
    return format_html(
        '<p class="quote__translation"><bdi{}>{}</bdi> <span class="quote__translator">{}</span></p>',
        lang_attrs(quote.text_language),
        quote["translation"],
        who or gettext("Our translation"),
    )


def _attribution(context: Context, quote: PublishedRecord) -> str:
    speaker = quote["speaker"]
    who = record_link(context, speaker) if speaker else gettext("Speaker not named")
    said = f"{conditional_escape(who)}, {compact_date_tag(quote['said_on'])}"
    if not quote["source"]:
        return said
    basis = {
        "second-hand": gettext("second-hand:"),
        "translated": gettext("read in translation:"),
    }.get(quote["basis"], "")
    source = conditional_escape(source_ref(context, quote["source"]))
    return f"{said} · {basis} {source}"


def _claim_line(context: Context, line: ClaimLine) -> str:
    claim = line.claim
    address = conditional_escape(link(context, claim.path))
    language = lang_attrs(claim["language"])
    text = conditional_escape(claim["text"])
    return (
        f'<li class="check s{line.side}">{_verdict(context, line)} <h4 class="check__say">'
        f'<a href="{address}"{language}>{text}</a>{_claimant(line)}</h4></li>'
    )


def _verdict(context: Context, line: ClaimLine) -> str:
    """The verdict with its shape, and the one before struck through."""
    rating = line.rating
    if rating is None or isinstance(rating, GoneRecord):
        words = record_link(context, rating) if rating else gettext("No verdict")
        return f'<span class="check__verdict verdict--none">{words}</span>'
    before = ""
    if line.before:
        before = format_html(
            ' <del><span class="visually-hidden"{}>{} </span>{}</del>',
            lang_attrs(context["page"].language),
            gettext("before:"),
            line.before.title,
        )
    return format_html(
        '<span class="check__verdict verdict--{}"{}>{}{}{}</span>',
        rating["polarity"],
        lang_attrs(rating.title_language),
        rating_shape(rating["shape"]),
        rating.title,
        before,
    )


def _claimant(line: ClaimLine) -> str:
    if not line.by:
        return ""
    reported = gettext("reported by") + " " if line.is_reported else ""
    return f' <span class="check__by">{reported}{_name(line.by)}</span>'


def _name(record: Record) -> str:
    """A record by its title alone, in its own language."""
    language, private = lang_attrs(record.title_language), not_public(record)
    return f"<bdi{language}{private}>{conditional_escape(record.title)}</bdi>"
