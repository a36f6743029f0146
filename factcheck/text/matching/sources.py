"""Is a source one that is known? By its address; without one by title and what else it is cited by."""

from rapidfuzz import fuzz

from .comparison import Known, Verdict
from .days import apart
from .fingerprints import normalised
from .folding import stems, words
from .parties import same_person
from .similarity import IDF, likeness
from .urls import canonical_url

LEAST = 0.6
TITLED, TELLING_WORDS = 0.95, 4
ADDRESS = "address:"


def keys(row: Known) -> list[str]:
    """What a source is looked up by: its address, and the stems of its title."""
    found = list(stems(row.text))
    return [*found, ADDRESS + address(row)] if address(row) else found


def address(row: Known) -> str:
    return canonical_url(str(row.facts.get("url") or ""))


def likeness_of(ours: Known, theirs: Known, idf: IDF) -> float:
    if address(ours) and address(ours) == address(theirs):
        return 1.0
    if normalised(ours.text) == normalised(theirs.text):
        return TITLED
    spelled = fuzz.ratio(normalised(ours.text), normalised(theirs.text)) / 100
    return min(max(0.9 * spelled, likeness(keys(ours), keys(theirs), idf)), 0.9)


def compare(
    ours: Known, theirs: Known, score: float, lexicon: frozenset[str] = frozenset()
) -> Verdict:
    """The verdict on two sources that are alike to this score."""
    by_address = bool(address(ours)) and address(ours) == address(theirs)
    verdict = Verdict(score, alike=by_address or _cited_alike(ours, theirs))
    verdict.shows("title", ours.text, theirs.text)
    if not verdict.alike:
        verdict.reasons.append("too little is the same to be sure")
    addresses = [str(row.facts.get("url") or "") for row in (ours, theirs)]
    if all(addresses) and not by_address:
        verdict.forbids("another address", "url", *addresses)
    dates = [str(row.facts.get("published_on") or "") for row in (ours, theirs)]
    if all(dates) and apart(*dates):
        verdict.forbids("published at another time", "published_on", *dates)
    publishers = [str(row.facts.get("publisher") or "") for row in (ours, theirs)]
    if all(publishers) and not same_person(*publishers):
        verdict.forbids("published by somebody else", "published_by", *publishers)
    return verdict


def _cited_alike(ours: Known, theirs: Known) -> bool:
    """The same title, which either tells much or goes with the same publisher."""
    if not normalised(ours.text) or normalised(ours.text) != normalised(theirs.text):
        return False
    publishers = [row.facts.get("publisher") for row in (ours, theirs)]
    return all(publishers) or len(words(ours.text)) >= TELLING_WORDS
