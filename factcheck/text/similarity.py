"""Is a stretch of a newer text what a passage became, or does it only look like it? Pure text, signs folded."""

import re
from collections.abc import Iterator
from itertools import islice, product, starmap

from rapidfuzz import fuzz

from .fuzzy_match import CandidatePlace, fit

# All were tuned on `pytest tests/anchoring/test_lookalikes.py`, which has cases of both sorts.
STAYED_IN_PLACE = 0.8
"""So much of the surroundings must have stayed for other names or numbers to be a change and not another passage."""
TELLING_LENGTH = 24
"""Characters; shorter words may stand anywhere."""
LEAST_LEAD = 0.1
"""By so much the surroundings of another place must fit better for words to be of that place."""
NAMES_ALIKE = 80
"""Per cent of letters that two spellings of one name share, more than."""
MOST_PLACES = 200
AROUND = 64
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
NAME = re.compile(r"\b[^\W\d_a-zà-öø-ÿ][\w'-]+")
ENDS = re.compile(r"[.!?…](?=['\s)]|$)")
COMMON = re.compile(
    r"an?|the|th[ioe]se?s?|those|s?he|it|they|we|you|his|her|its|their|our|in|on|at|by|for|from|with|and|or|but|as|if"
    r"|when|while|after|before|then|there|not?|yes|all|some|most|many|one|de[rnmst]|die|das|eine?|e[rst]|sie|wir|im|am"
    r"|det|e[nt]|han|hun|vi|og|men|i|på",
    re.IGNORECASE,
)
"""Words that begin sentences with a capital letter and name nobody."""


def is_another(
    place: CandidatePlace,
    text: str,
    exact: str,
    prefix: str,
    suffix: str,
    old_text: str,
) -> bool:
    """Whether these changed words are another passage: one that stood in the old text too, or is of something else."""
    words = text[place.start : place.end]
    if len(words) >= TELLING_LENGTH:
        if _stood_before(words, exact, text, old_text):
            return True
        if _stood_beside(words, exact, prefix, suffix):
            return True
    if place.fits >= STAYED_IN_PLACE:
        return False
    return _disagree(_sentence(text, place), _sentence_around(exact, prefix, suffix))


def is_taken(
    start: int, text: str, exact: str, own_fit: float, old_text: str, own_start: int
) -> bool:
    """Whether the same words at this place are clearly those that stood at another place of the old text."""
    place = CandidatePlace(start, start + len(exact))
    for at in islice(_occurrences(old_text, exact), MOST_PLACES):
        before = old_text[max(0, at - AROUND) : at]
        after = old_text[at + len(exact) : at + len(exact) + AROUND]
        if at != own_start and fit(text, place, before, after) > own_fit + LEAST_LEAD:
            return True
    return False


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _stood_before(words: str, exact: str, text: str, old_text: str) -> bool:
    """As often as now, outside of the passage."""
    before = old_text.count(words) - exact.count(words)
    return before > 0 and before >= text.count(words)


def _stood_beside(words: str, exact: str, prefix: str, suffix: str) -> bool:
    """They begin as what followed the passage, or end as what came before it, and the passage itself did not."""
    head, tail = words[:TELLING_LENGTH], words[-TELLING_LENGTH:]
    if head in suffix and head not in exact:
        return True
    return tail in prefix and tail not in exact


def _sentence_around(exact: str, prefix: str, suffix: str) -> str:
    """The sentence that the passage stood in, as far as it is known."""
    before = ENDS.split(prefix)[-1]
    after = "" if ENDS.search(exact[-2:]) else ENDS.split(suffix)[0]
    return f"{before}{exact}{after}"


def _sentence(text: str, place: CandidatePlace) -> str:
    """The sentence around a place of the text."""
    words = text[place.start : place.end]
    before = text[max(0, place.start - 2 * AROUND) : place.start]
    after = text[place.end : place.end + 2 * AROUND]
    return _sentence_around(words, before, after)


def _disagree(one: str, other: str) -> bool:
    """Each names somebody, or a number, that the other does not."""
    if _apart(_names(one), _names(other)):
        return True
    return _apart(set(NUMBER.findall(one)), set(NUMBER.findall(other)))


def _apart(ours: set[str], theirs: set[str]) -> bool:
    """Whether each has words that the other has not, and no two of these are spellings of one name."""
    missing, new = ours - theirs, theirs - ours
    if not missing or not new:
        return False
    return not any(starmap(_spell_one_name, product(missing, new)))


def _spell_one_name(one: str, other: str) -> bool:
    return not one.isdigit() and fuzz.ratio(one, other) > NAMES_ALIKE


def _names(text: str) -> set[str]:
    return {name for name in NAME.findall(text) if not COMMON.fullmatch(name)}
