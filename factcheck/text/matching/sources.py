"""Is a source one that is known? By its address; without one by title and what else it is cited by."""

from rapidfuzz import fuzz

from .comparison import IDF, Comparable, Comparison, likeness
from .days import apart
from .fingerprints import normalised
from .folding import stems, words
from .parties import different_people
from .urls import canonical_url

LEAST = 0.6
"""Below this likeness two sources have nothing to do with each other."""
TITLED, TELLING_WORDS = 0.95, 4
"""The likeness of two of one title, and how many words a title has that tells much.

All three were measured by `pytest tests/matching/test_which_sources_are_the_same.py`.
"""
ADDRESS = "address:"


def keys(row: Comparable) -> list[str]:
    """What a source is looked up by: its address, and the stems of its title."""
    terms = list(stems(row.text))
    if address(row):
        terms.append(ADDRESS + address(row))
    return terms


def address(row: Comparable) -> str:
    return canonical_url(row.fact("url"))


def likeness_of(ours: Comparable, theirs: Comparable, idf: IDF) -> float:
    if same_address(ours.fact("url"), theirs.fact("url")):
        return 1.0
    our_title, their_title = normalised(ours.text), normalised(theirs.text)
    if our_title == their_title:
        return TITLED
    spelled = fuzz.ratio(our_title, their_title) / 100
    return min(max(0.9 * spelled, likeness(keys(ours), keys(theirs), idf)), 0.9)


def same_address(ours: str, theirs: str) -> bool:
    """Whether two addresses are of one page; an empty one is of none."""
    canonical = canonical_url(ours)
    return bool(canonical) and canonical == canonical_url(theirs)


def different_addresses(ours: str, theirs: str) -> bool:
    return not same_address(ours, theirs)


def compare(
    ours: Comparable,
    theirs: Comparable,
    score: float,
    lexicon: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare two sources that are alike to this score."""
    is_same = same_address(ours.fact("url"), theirs.fact("url"))
    comparison = Comparison(score, alike=is_same or _cited_alike(ours, theirs))
    comparison.shows("title", ours.text, theirs.text)
    if not comparison.alike:
        comparison.reasons.append("too little is the same to be sure")
    for differ, reason, name, fact in FACTS:
        comparison.forbids_if(differ, reason, name, ours.fact(fact), theirs.fact(fact))
    return comparison


def _cited_alike(ours: Comparable, theirs: Comparable) -> bool:
    """The same title, which either tells much or goes with the same publisher."""
    title = normalised(ours.text)
    if not title or title != normalised(theirs.text):
        return False
    if ours.facts.get("publisher") and theirs.facts.get("publisher"):
        return True
    return len(words(ours.text)) >= TELLING_WORDS


FACTS = (
    (different_addresses, "another address", "url", "url"),
    (apart, "published at another time", "published_on", "published_on"),
    (different_people, "published by somebody else", "published_by", "publisher"),
)
"""How a fact of two sources differs, what is said then, under which name, and the fact."""
