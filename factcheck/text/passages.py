"""Passages: finding exact words in an archived text, and the sentences around them. Pure text."""

import re
from typing import NamedTuple

from .reflow import flow

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n{2,}")
SENTENCES_AROUND = 2


class TextSpan(NamedTuple):
    """Where words stand: `text[start:end]`, in code points."""

    start: int
    end: int


def find_all(text: str, exact: str) -> list[int]:
    """Every place, in code points, where `exact` stands in `text`; overlapping ones too."""
    places, at = [], text.find(exact) if exact else -1
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    return places


def places(text: str, words: str) -> list[TextSpan]:
    """Every place where somebody would say that the words stand.

    Letter for letter; where they do not stand so, whatever line ends and spaces are between them, and with words put
    together that a line end broke.
    """
    exact = find_all(text, words)
    if exact:
        return [TextSpan(at, at + len(words)) for at in exact]
    spaced = _spaced(text, words)
    if spaced:
        return spaced
    read = flow(text)
    if read.is_same:
        return []
    joined = _spaced(read.text, flow(words).text)
    return [TextSpan(*read.there(*place)) for place in joined]


def _spaced(text: str, words: str) -> list[TextSpan]:
    """Where the words stand with any white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return []
    return [TextSpan(*match.span()) for match in re.finditer(pattern, text)]


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the two sentences before `start` and after `end`, the rest of the passage's own included."""
    return _last_sentences(text[:start]), _first_sentences(text[end:])


def _last_sentences(text: str) -> str:
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    if len(ends) <= SENTENCES_AROUND:
        return text
    return text[ends[-SENTENCES_AROUND - 1] :]


def _first_sentences(text: str) -> str:
    starts = [match.start() for match in SENTENCE_END.finditer(text)]
    if len(starts) > SENTENCES_AROUND:
        text = text[: starts[SENTENCES_AROUND]]
    return text.rstrip()
