"""Duplicate claims and quotes: looked for while one is written, and again when it is saved."""

import re
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from factcheck.models import Claim, Quote, Record
from factcheck.text.matching.fingerprints import normalised

from . import record_titles

TEXT_FIELDS = {Claim: "text", Quote: "words"}  # what makes two of a kind the same
MESSAGES = {
    Claim: "The same sentence is a claim already",
    Quote: "The same words are a quote already",
}
SHOWN = 5  # duplicates that are listed
MOST_CANDIDATES = 200  # rows that are compared one by one
LONGEST = 5_000  # code points of a text that are compared
TELLING_WORDS = 2  # the longest words of a text, by which the candidates are found
WORD = re.compile(r"\w+")


def same_records(
    model: type[Record], text: str, but: UUID | None = None
) -> list[Record]:
    """Other records that say just this, but for case, punctuation and spaces; the oldest first."""
    wanted = normalised(text[:LONGEST])
    if not wanted:
        return []
    name = TEXT_FIELDS[model]
    near: QuerySet = model.objects.filter(_telling(name, text)).order_by("pk")
    if but is not None:
        near = near.exclude(uid=but)
    if model is Quote:
        near = near.select_related("speaker", "source")
    return [
        row
        for row in near[:MOST_CANDIDATES]
        if normalised(getattr(row, name)[:LONGEST]) == wanted
    ][:SHOWN]


def _telling(name: str, text: str) -> Q:
    """The longest words of a text, which narrow the search to a few rows."""
    telling = sorted(set(WORD.findall(text)), key=lambda word: (-len(word), word))[
        :TELLING_WORDS
    ]
    wanted = Q()
    for word in telling:
        wanted &= Q(**{f"{name}__icontains": word})
    return wanted


def distinction(record: Record) -> str:
    """What tells one from another of the same words: who said them, and where they stand."""
    if not isinstance(record, Quote):
        return ""
    return ", ".join(
        str(each) for each in (record.speaker, record.said_on, record.source) if each
    )


def warn(request: HttpRequest, record: Record) -> None:
    """One message that names and links what says the same as the record that was saved."""
    model = type(record)
    if model not in TEXT_FIELDS:
        return
    if others := same_records(model, getattr(record, TEXT_FIELDS[model]), record.uid):
        links = format_html_join(
            ", ", '<a href="{}">{}</a>{}', [_link(each) for each in others]
        )
        messages.warning(
            request,
            format_html(
                "{}. Use that one, unless this is another: {}", MESSAGES[model], links
            ),
        )


def _link(record: Record) -> tuple[str, str, str]:
    known = distinction(record)
    return record_titles.change_url(record), str(record), f" ({known})" if known else ""
