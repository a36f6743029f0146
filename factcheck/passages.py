"""Passages: finding exact words in an archived text, and the sentences around them. Pure text."""

import re

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n{2,}")
SENTENCES_AROUND = 2


def find_all(text: str, exact: str) -> list[int]:
    """Every place, in code points, where `exact` stands in `text`; overlapping ones too."""
    places, at = [], text.find(exact) if exact else -1
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    return places


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the two sentences before `start` and after `end`, the rest of the passage's own included."""
    return _last_sentences(text[:start]), _first_sentences(text[end:])


def _last_sentences(text: str) -> str:
    breaks = [match.end() for match in SENTENCE_END.finditer(text)]
    return text[breaks[-SENTENCES_AROUND - 1] :] if len(breaks) > SENTENCES_AROUND else text


def _first_sentences(text: str) -> str:
    breaks = [match.start() for match in SENTENCE_END.finditer(text)]
    return (text[: breaks[SENTENCES_AROUND]] if len(breaks) > SENTENCES_AROUND else text).rstrip()
