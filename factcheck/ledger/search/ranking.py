"""How well a text answers what was asked, the same on either database: a whole number, more is better."""

from .query_text import Phrase, SearchTerms

# Of BM25, in whole steps of length so that both databases give the same order.
USUAL_LENGTH, LENGTH_STEP = 400, 100
"""Letters of a text of the usual length, and those that make it no longer."""
SATURATION = 1.5
"""How many times a phrase must stand before more of it hardly counts."""
IN_TITLE, AS_TITLE = 1.5, 1.0
"""What a phrase adds that stands in the title, or is all of it."""


def score(terms: SearchTerms, text: str) -> int:
    """Of search text as the index keeps it: its first line is the title."""
    title, _, rest = text.partition("\n")
    title, whole = f" {title} ", f" {title} {rest} ".replace("\n", " ")
    weight = sum(_weight(phrase, title, whole) for phrase in terms.wanted)
    return round(1000 * weight)


def _weight(phrase: Phrase, title: str, whole: str) -> float:
    spaced = f" {' '.join(phrase)} "
    times = whole.count(spaced)
    if not times:
        return 0.0
    length = len(whole) // LENGTH_STEP * LENGTH_STEP
    frequency = times / (times + SATURATION * (0.3 + 0.7 * length / USUAL_LENGTH))
    weight = frequency + IN_TITLE * (spaced in title)
    return weight + AS_TITLE * (spaced == title)
