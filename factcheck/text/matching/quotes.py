"""Are two quotations the same words of the same speaker? A part of another one is related."""

import re

from rapidfuzz import fuzz

from .comparison import IDF, Comparable, Comparison, likeness
from .fingerprints import normalised
from .folding import stems
from .parties import compare_people

LEAST = 0.5
"""Below this likeness two quotations have nothing to do with each other."""
PART, LEAST_WORDS = 0.9, 3
"""The likeness of a part to its whole, and how many words a part has that need not be half of it.

All three were measured by `pytest tests/matching/test_which_quotes_are_the_same.py`.
"""
ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.+)\s*[\])]?\s*")


def keys(row: Comparable) -> list[str]:
    """What a quotation is looked up by: the stems of its words."""
    return list(stems(row.text))


def likeness_of(ours: Comparable, theirs: Comparable, idf: IDF) -> float:
    if normalised(ours.text) == normalised(theirs.text):
        return 1.0
    a, b = _stretches(ours.text), _stretches(theirs.text)
    if within(a, b) or within(b, a):
        return PART
    whole = fuzz.ratio(normalised(ours.text), normalised(theirs.text)) / 100
    return min(max(0.9 * whole, 0.8 * likeness(keys(ours), keys(theirs), idf)), PART)


def within(part: list[str], whole: list[str]) -> bool:
    """True when every stretch of `part` stands in `whole`, in order. One or two words must be half of it."""
    text, at = f" {' '.join(whole)} ", 0
    counted = sum(len(stretch.split()) for stretch in part)
    if counted < LEAST_WORDS and 2 * counted < len(text.split()):
        return False
    for stretch in part:
        place = text.find(f" {stretch} ", at)
        if place < 0:
            return False
        at = place + len(stretch) + 1
    return bool(part)


def _stretches(text: str) -> list[str]:
    """The words between ellipses, normalised."""
    stretches = []
    for part in ELLIPSIS.split(text):
        plain = normalised(part) if part.strip() else ""
        if plain:
            stretches.append(plain)
    return stretches


def compare(
    ours: Comparable,
    theirs: Comparable,
    score: float,
    lexicon: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare two quotations that are alike to this score."""
    is_alike = normalised(ours.text) == normalised(theirs.text)
    comparison = Comparison(score, alike=is_alike)
    comparison.shows("words", ours.text, theirs.text)
    if not comparison.alike:
        reason = _reason(_stretches(ours.text), _stretches(theirs.text))
        comparison.reasons.append(reason)
    compare_people(
        comparison,
        "said by somebody else",
        "said_by",
        ours.names("speakers"),
        theirs.names("speakers"),
    )
    return comparison


def _reason(ours: list[str], theirs: list[str]) -> str:
    """Why two quotations are not the same."""
    if within(ours, theirs):
        return "the known words are a part of these"
    if within(theirs, ours):
        return "a part of the known words"
    return "the words differ"
