"""Are two quotations the same words of the same speaker? A part of another one is related."""

import re

from rapidfuzz import fuzz

from .comparison import Known, Verdict
from .fingerprints import normalised
from .folding import stems
from .parties import same_person
from .similarity import IDF, likeness

LEAST = 0.5
PART, LEAST_WORDS = 0.9, 3
ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.+)\s*[\])]?\s*")


def keys(row: Known) -> list[str]:
    """What a quotation is looked up by: the stems of its words."""
    return list(stems(row.text))


def likeness_of(ours: Known, theirs: Known, idf: IDF) -> float:
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
        found = text.find(f" {stretch} ", at)
        if found < 0:
            return False
        at = found + len(stretch) + 1
    return bool(part)


def _stretches(text: str) -> list[str]:
    """The words between ellipses, normalised."""
    parts = (normalised(part) for part in ELLIPSIS.split(text) if part.strip())
    return [part for part in parts if part]


def compare(
    ours: Known, theirs: Known, score: float, lexicon: frozenset[str] = frozenset()
) -> Verdict:
    """The verdict on two quotations that are alike to this score."""
    verdict = Verdict(score, alike=normalised(ours.text) == normalised(theirs.text))
    verdict.shows("words", ours.text, theirs.text)
    if not verdict.alike:
        verdict.reasons.append(_why(_stretches(ours.text), _stretches(theirs.text)))
    speakers = [list(row.facts.get("speakers") or ()) for row in (ours, theirs)]
    if all(speakers) and not any(
        same_person(one, other) for one in speakers[0] for other in speakers[1]
    ):
        verdict.forbids(
            "said by somebody else",
            "said_by",
            *(", ".join(names) for names in speakers),
        )
    return verdict


def _why(ours: list[str], theirs: list[str]) -> str:
    if within(ours, theirs):
        return "the known words are a part of these"
    if within(theirs, ours):
        return "a part of the known words"
    return "the words differ"
