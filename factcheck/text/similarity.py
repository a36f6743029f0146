"""Is a stretch of a newer text what a passage became, or does it only look like it? Pure text, signs folded."""

import re

from rapidfuzz import fuzz

from .fuzzy_match import Place, fit

STAYED = 0.8
"""So much of the surroundings must have stayed for other names or numbers to be a change and not another passage.

Tuned on `tests/anchoring/test_lookalikes.py`, which has cases of both sorts.
"""
TELLING = 24
CLEARLY = 0.1
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
    place: Place, text: str, exact: str, prefix: str, suffix: str, old_text: str
) -> bool:
    """Whether these changed words are another passage: one that stood in the old text too, or is of something else."""
    words = text[place.start : place.end]
    if len(words) >= TELLING and (
        _stood_before(words, exact, text, old_text)
        or _stood_beside(words, exact, prefix, suffix)
    ):
        return True
    return place.fits < STAYED and _disagree(
        _sentence(text, place), _told(exact, prefix, suffix)
    )


def is_taken(
    start: int, text: str, exact: str, own_fit: float, old_text: str, own_start: int
) -> bool:
    """Whether the same words at this place are clearly those that stood at another place of the old text."""
    place = Place(start, start + len(exact))
    at, seen = old_text.find(exact), 0
    while at >= 0 and seen < MOST_PLACES:
        around = (
            old_text[max(0, at - AROUND) : at],
            old_text[at + len(exact) : at + len(exact) + AROUND],
        )
        if at != own_start and fit(text, place, *around) > own_fit + CLEARLY:
            return True
        at, seen = old_text.find(exact, at + 1), seen + 1
    return False


def _stood_before(words: str, exact: str, text: str, old_text: str) -> bool:
    """As often as now, outside of the passage."""
    before = old_text.count(words) - exact.count(words)
    return before > 0 and before >= text.count(words)


def _stood_beside(words: str, exact: str, prefix: str, suffix: str) -> bool:
    """They begin as what followed the passage, or end as what came before it, and the passage itself did not."""
    head, tail = words[:TELLING], words[-TELLING:]
    return (head in suffix and head not in exact) or (
        tail in prefix and tail not in exact
    )


def _told(exact: str, prefix: str, suffix: str) -> str:
    """The sentence that the passage stood in, as far as it is known."""
    before = ENDS.split(prefix)[-1]
    after = "" if ENDS.search(exact[-2:]) else ENDS.split(suffix)[0]
    return f"{before}{exact}{after}"


def _sentence(text: str, place: Place) -> str:
    words = text[place.start : place.end]
    near = (
        text[max(0, place.start - 2 * AROUND) : place.start],
        text[place.end : place.end + 2 * AROUND],
    )
    return _told(words, *near)


def _disagree(one: str, other: str) -> bool:
    """Each names somebody, or a number, that the other does not."""
    return _apart(_names(one), _names(other)) or _apart(
        set(NUMBER.findall(one)), set(NUMBER.findall(other))
    )


def _apart(ours: set[str], theirs: set[str]) -> bool:
    missing, new = ours - theirs, theirs - ours
    return bool(missing and new) and not any(
        fuzz.ratio(a, b) > 80 for a in missing for b in new if not a.isdigit()
    )


def _names(text: str) -> set[str]:
    return {name for name in NAME.findall(text) if not COMMON.fullmatch(name)}
