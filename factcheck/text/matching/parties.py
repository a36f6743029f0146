"""Is a party one that is known? By name, by alias, by acronym; never by a surname alone."""

from itertools import product, starmap
from operator import ne

from rapidfuzz import fuzz

from .comparison import IDF, Comparable, Comparison
from .party_names import folded_name, same_name, shares_surname, taken_apart

LEAST = 0.55
"""Below this likeness two parties have nothing to do with each other."""
SPELLED_ALIKE = 0.85
"""From here on two names may be spellings of one; below it their letters count for less."""
SURNAME = 0.6
"""The likeness of two who share a surname, at least.

All three were measured by `pytest tests/matching/test_which_parties_are_the_same.py`.
"""


def keys(row: Comparable) -> list[str]:
    """What a party is looked up by: the parts of its names, and the acronyms that they are or have."""
    found: list[str] = []
    for written in row.texts:
        name = taken_apart(written)
        found += [*name.full, name.spelled, name.acronym]
    return [key for key in found if len(key) > 1]


def likeness_of(ours: Comparable, theirs: Comparable, idf: IDF) -> float:
    """The likeness of the two names that are most alike, aliases included."""
    most = 0.0
    for one, other in product(ours.texts, theirs.texts):
        most = max(most, _alike(one, other))
    return most


def _alike(ours: str, theirs: str) -> float:
    if folded_name(ours) == folded_name(theirs):
        return 1.0
    if same_name(ours, theirs):
        return 0.95
    our_parts, their_parts = taken_apart(ours).parts, taken_apart(theirs).parts
    spelled = fuzz.token_sort_ratio(" ".join(our_parts), " ".join(their_parts)) / 100
    if spelled < SPELLED_ALIKE:
        spelled *= 0.6
    by_surname = SURNAME if shares_surname(ours, theirs) else 0
    return min(max(spelled, by_surname), 0.9)


def same_person(ours: str, theirs: str) -> bool:
    """Two names, of which each may be folded away to the other: used where a record only names a party."""
    return folded_name(ours) == folded_name(theirs) or same_name(ours, theirs)


def different_people(ours: str, theirs: str) -> bool:
    return not same_person(ours, theirs)


def compare_people(
    comparison: Comparison, reason: str, name: str, ours: list[str], theirs: list[str]
) -> None:
    """Forbid it where people are named on both sides and none of them on both."""
    if not ours or not theirs:
        return
    for one, other in product(ours, theirs):
        if same_person(one, other):
            return
    comparison.forbids(reason, name, ", ".join(ours), ", ".join(theirs))


def compare(
    ours: Comparable,
    theirs: Comparable,
    score: float,
    lexicon: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare two parties that are alike to this score."""
    pairs = list(product(ours.texts, theirs.texts))
    comparison = Comparison(score, alike=any(starmap(same_person, pairs)))
    comparison.shows("name", ours.text, theirs.text)
    if not comparison.alike:
        comparison.reasons.append(_reason(pairs))
    comparison.forbids_if(
        ne,
        "another kind of party",
        "party_kind",
        ours.fact("party_kind"),
        theirs.fact("party_kind"),
    )
    return comparison


def _reason(pairs: list[tuple[str, str]]) -> str:
    """Why two parties are not surely one."""
    if any(taken_apart(one).rank != taken_apart(other).rank for one, other in pairs):
        return "another of the family: junior, senior or a number"
    if any(starmap(shares_surname, pairs)):
        return "no more than the surname is surely the same"
    return "the names are spelled differently"
