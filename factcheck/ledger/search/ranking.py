"""How well a text answers what was asked, the same on either database: a whole number, more is better."""

from typing import NamedTuple

from .query_text import Phrase, SearchTerms
from .stems import parted

# Of BM25, in whole steps of length so that both databases give the same order.
USUAL_LENGTH, LENGTH_STEP = 400, 100
"""Letters of a text of the usual length, and those that make it no longer."""
SATURATION = 1.5
"""How many times a phrase must stand before more of it hardly counts."""
IN_TITLE, AS_TITLE = 1.5, 1.0
"""What a phrase adds that stands in the title, or is all of it."""


class _Text(NamedTuple):
    """Search text in parts, with a space before and behind every word."""

    title: str
    whole: str
    title_stems: str
    stems: str


def score(terms: SearchTerms, text: str) -> int:
    """Of search text as the index keeps it: its first line is the title, and so is the first line of its stems."""
    words, stems = parted(text)
    parts = _Text(
        _spaced(words.partition("\n")[0]),
        _spaced(words),
        _spaced(stems.partition("\n")[0]),
        _spaced(stems),
    )
    weight = sum(_weight(phrase, parts) for phrase in terms.wanted)
    return round(1000 * weight)


def _spaced(text: str) -> str:
    return f" {text} ".replace("\n", " ")


def _weight(phrase: Phrase, text: _Text) -> float:
    spaced = f" {' '.join(phrase.words)} "
    stems = [f" {stem} " for stem in phrase.stems]
    times = max(text.whole.count(spaced), *map(text.stems.count, stems), 0)
    if not times:
        return 0.0
    length = len(text.whole) // LENGTH_STEP * LENGTH_STEP
    frequency = times / (times + SATURATION * (0.3 + 0.7 * length / USUAL_LENGTH))
    in_title = spaced in text.title or any(stem in text.title_stems for stem in stems)
    return frequency + IN_TITLE * in_title + AS_TITLE * (spaced == text.title)
