"""Passages: finding exact words in an archived text, and the sentences around them. Pure text."""

import re
from typing import NamedTuple

from .reflow import flow

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n{2,}")
SENTENCES_AROUND = 2


def find_all(text: str, exact: str) -> list[int]:
    """Every place, in code points, where `exact` stands in `text`; overlapping ones too."""
    places, at = [], text.find(exact) if exact else -1
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    return places


class Place(NamedTuple):
    """Where words stand: `text[start:end]`, in code points."""

    start: int
    end: int


def places(text: str, words: str) -> list[Place]:
    """Every place where somebody would say that the words stand.

    Letter for letter; where they do not stand so, whatever line ends and spaces are between them, and with words put
    together that a line end broke.
    """
    if found := find_all(text, words):
        return [Place(at, at + len(words)) for at in found]
    if found := _spaced(text, words):
        return found
    read = flow(text)
    return (
        []
        if read.is_same
        else [
            Place(*read.there(*place)) for place in _spaced(read.text, flow(words).text)
        ]
    )


def _spaced(text: str, words: str) -> list[Place]:
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    return (
        [Place(*match.span()) for match in re.finditer(wanted, text)] if wanted else []
    )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the two sentences before `start` and after `end`, the rest of the passage's own included."""
    return _last_sentences(text[:start]), _first_sentences(text[end:])


def _last_sentences(text: str) -> str:
    breaks = [match.end() for match in SENTENCE_END.finditer(text)]
    return (
        text[breaks[-SENTENCES_AROUND - 1] :]
        if len(breaks) > SENTENCES_AROUND
        else text
    )


def _first_sentences(text: str) -> str:
    breaks = [match.start() for match in SENTENCE_END.finditer(text)]
    return (
        text[: breaks[SENTENCES_AROUND]] if len(breaks) > SENTENCES_AROUND else text
    ).rstrip()
