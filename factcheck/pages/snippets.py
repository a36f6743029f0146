"""The words that were looked for, marked where they stand in a text, and the part of a long text around them.

What comes out is plain text in pieces: templates escape each piece, and put their own marks around the hits.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.ledger import places_of
from factcheck.ledger.search.query_text import SearchTerms

BEFORE, LONG = 70, 260  # letters shown before the first hit, and in all
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
SIGNS = re.compile(r"[*`]+|(?m:^[#>]+ )")


class Piece(NamedTuple):
    """Some of a text; `hit` says that it was looked for."""

    text: str
    hit: bool = False


def marked(asked: SearchTerms, text: str) -> list[Piece]:
    """The whole text with its hits."""
    return list(_pieces(text, _hits(asked, text), 0, len(text)))


def snippet(asked: SearchTerms, texts: Iterable[str]) -> list[Piece]:
    """The part of the first text with the most different words looked for, around the first of them; [] for none."""
    best, most = None, 0
    for text in map(plain, texts):
        hits = _hits(asked, text)
        said = len({number for _, _, number in hits})
        if said > most:
            best, most = (text, hits), said
    if best is None:
        return []
    text, hits = best
    start = _word_start(text, hits[0][0] - BEFORE)
    end = _word_end(text, max(start + LONG, hits[0][1]))
    pieces = list(_pieces(text, hits, start, end))
    return [
        *([Piece("… ")] if start else []),
        *pieces,
        *([Piece(" …")] if end < len(text) else []),
    ]


def plain(text: str) -> str:
    """A text without the signs of its Markdown, on one line."""
    return " ".join(SIGNS.sub("", LINK.sub(r"\1", text)).split())


def _hits(asked: SearchTerms, text: str) -> list[tuple[int, int, int]]:
    """(start, end, number of the phrase) of every phrase that stands in the text; none over another."""
    places, found, at = list(places_of(text)), [], 0
    words = [place[0] for place in places]
    while at < len(words):
        held = [
            (len(p), i)
            for i, p in enumerate(asked.wanted)
            if tuple(words[at : at + len(p)]) == p
        ]
        if held:
            length, number = max(held)
            found.append((places[at][1], places[at + length - 1][2], number))
            at += length
        else:
            at += 1
    return found


def _pieces(
    text: str, hits: list[tuple[int, int, int]], start: int, end: int
) -> Iterator[Piece]:
    at = start
    for first, last, _ in hits:
        if first < at or last > end:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], True)
        at = last
    if at < end:
        yield Piece(text[at:end])


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
