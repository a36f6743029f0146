"""The words that were looked for, marked where they stand in a text, and the part of a long text around them.

What comes out is plain text in parts: templates escape each part, and put their own marks around the hits.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.ledger import places_of
from factcheck.ledger.search.query_text import SearchTerms

BEFORE, LONG = 70, 260  # letters shown before the first hit, and in all
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
SIGNS = re.compile(r"[*`]+|(?m:^[#>]+ )")


class SnippetPart(NamedTuple):
    """Some of a text; `hit` says that it was looked for."""

    text: str
    hit: bool = False


class PhraseHit(NamedTuple):
    """A phrase that stands in a text from `start` to `end`; `number` is its place among those that were looked for."""

    start: int
    end: int
    number: int


def marked(terms: SearchTerms, text: str) -> list[SnippetPart]:
    """The whole text with its hits."""
    return list(_parts(text, _hits(terms, text), 0, len(text)))


def snippet(terms: SearchTerms, texts: Iterable[str]) -> list[SnippetPart]:
    """The part of the first text with the most different words looked for, around the first of them; [] for none."""
    best_text, best_hits, most = "", [], 0
    for text in map(plain, texts):
        hits = _hits(terms, text)
        count = len({hit.number for hit in hits})
        if count > most:
            best_text, best_hits, most = text, hits, count
    if not best_hits:
        return []
    first = best_hits[0]
    start = _word_start(best_text, first.start - BEFORE)
    end = _word_end(best_text, max(start + LONG, first.end))
    parts = list(_parts(best_text, best_hits, start, end))
    if start:
        parts.insert(0, SnippetPart("… "))
    if end < len(best_text):
        parts.append(SnippetPart(" …"))
    return parts


def plain(text: str) -> str:
    """A text without the signs of its Markdown, on one line."""
    return " ".join(SIGNS.sub("", LINK.sub(r"\1", text)).split())


def _hits(terms: SearchTerms, text: str) -> list[PhraseHit]:
    """Every phrase that stands in the text; none over another, and the longest where several begin."""
    places = list(places_of(text))
    words = [place[0] for place in places]
    hits = []
    at = 0
    while at < len(words):
        length, number = _longest_phrase(terms, words, at)
        if not length:
            at += 1
            continue
        hits.append(PhraseHit(places[at][1], places[at + length - 1][2], number))
        at += length
    return hits


def _longest_phrase(terms: SearchTerms, words: list[str], at: int) -> tuple[int, int]:
    """(length, number) of the longest phrase that begins at a word; (0, 0) for none."""
    longest = (0, 0)
    for number, phrase in enumerate(terms.wanted):
        if length := phrase.length_at(words, at):
            longest = max(longest, (length, number))
    return longest


def _parts(
    text: str, hits: list[PhraseHit], start: int, end: int
) -> Iterator[SnippetPart]:
    at = start
    for first, last, _ in hits:
        if first < at or last > end:
            continue
        if first > at:
            yield SnippetPart(text[at:first])
        yield SnippetPart(text[first:last], True)
        at = last
    if at < end:
        yield SnippetPart(text[at:end])


def _word_start(text: str, at: int) -> int:
    """The start of the first whole word from `at` on."""
    if at <= 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + BEFORE else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at + 1)
    return space if space > at - BEFORE else at
