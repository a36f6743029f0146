"""Is a party one that is known? By name, by alias, by acronym; never by a surname alone."""

from rapidfuzz import fuzz

from .comparison import Known, Verdict
from .party_names import folded_name, same_name, shares_surname, taken_apart
from .similarity import IDF

LEAST = 0.55
CLOSE = 0.85
SURNAME = 0.6


def keys(row: Known) -> list[str]:
    """What a party is looked up by: the parts of its names, and the acronyms that they are or have."""
    found = []
    for written in row.texts:
        name = taken_apart(written)
        found += [*name.full, name.spelled, name.acronym]
    return [key for key in found if len(key) > 1]


def likeness_of(ours: Known, theirs: Known, idf: IDF) -> float:
    return max(
        (_alike(one, other) for one in ours.texts for other in theirs.texts),
        default=0.0,
    )


def _alike(ours: str, theirs: str) -> float:
    if folded_name(ours) == folded_name(theirs):
        return 1.0
    if same_name(ours, theirs):
        return 0.95
    spelled = (
        fuzz.token_sort_ratio(
            " ".join(taken_apart(ours).parts), " ".join(taken_apart(theirs).parts)
        )
        / 100
    )
    return min(
        max(
            spelled if spelled >= CLOSE else 0.6 * spelled,
            SURNAME if shares_surname(ours, theirs) else 0,
        ),
        0.9,
    )


def same_person(ours: str, theirs: str) -> bool:
    """Two names, of which each may be folded away to the other: used where a record only names a party."""
    return folded_name(ours) == folded_name(theirs) or same_name(ours, theirs)


def compare(
    ours: Known, theirs: Known, score: float, lexicon: frozenset[str] = frozenset()
) -> Verdict:
    """The verdict on two parties that are alike to this score."""
    pairs = [(one, other) for one in ours.texts for other in theirs.texts]
    verdict = Verdict(score, alike=any(same_person(*pair) for pair in pairs))
    verdict.shows("name", ours.text, theirs.text)
    if not verdict.alike:
        verdict.reasons.append(_why(pairs))
    kinds = [str(row.facts.get("party_kind") or "") for row in (ours, theirs)]
    if all(kinds) and kinds[0] != kinds[1]:
        verdict.forbids("another kind of party", "party_kind", *kinds)
    return verdict


def _why(pairs: list[tuple[str, str]]) -> str:
    if any(taken_apart(one).rank != taken_apart(other).rank for one, other in pairs):
        return "another of the family: junior, senior or a number"
    if any(shares_surname(*pair) for pair in pairs):
        return "no more than the surname is surely the same"
    return "the names are spelled differently"
