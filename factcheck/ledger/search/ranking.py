"""How well a text answers what was asked, the same on either database: a whole number, more is better."""

from .query_text import Phrase, Words

USUAL, STEP = (
    400,
    100,
)  # letters of a text of the usual length, and those that make it no longer
SOON_ENOUGH = 1.5  # how many times a phrase must stand before more of it hardly counts
IN_TITLE, AS_TITLE = 1.5, 1.0


def score(asked: Words, text: str) -> int:
    """Of search text as the index keeps it: its first line is the title."""
    title, _, rest = text.partition("\n")
    title, whole = f" {title} ", f" {title} {rest} ".replace("\n", " ")
    return round(1000 * sum(_weight(phrase, title, whole) for phrase in asked.wanted))


def _weight(phrase: Phrase, title: str, whole: str) -> float:
    looked_for = f" {' '.join(phrase)} "
    if not (times := whole.count(looked_for)):
        return 0.0
    length = len(whole) // STEP * STEP
    often = times / (times + SOON_ENOUGH * (0.3 + 0.7 * length / USUAL))
    return often + IN_TITLE * (looked_for in title) + AS_TITLE * (looked_for == title)
