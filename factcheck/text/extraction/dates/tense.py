"""The tense of the words around a date: does the sentence look back or ahead?"""

import re
from enum import Enum


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


FUTURE = (
    r"will|would|may|might|shall|won't|won’t|'ll|’ll|going to|due|scheduled|expected|planned for|upcoming|slated|set (?:for|to)"
    r"|(?:is|are|was|were) to(?: be [a-z]+)?|to be [a-z]+|meets|opens|begins|starts|launches|takes place|runs|plans?"
    r"|expires?|ends"
    r"|to (?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|this\b|that\b|be held\b)[a-z]+(?= (?:on|by|from|in|until|until|before)\b)"
)
PAST = (
    r"(?<!\ban )(?<!\ba )(?<!\bthe )[a-z]{2,20}ed|was|were|had|did|said|told|met|held|went|came|took|gave|made|saw|began|left|became|got|found|won|lost"
    r"|spoke|wrote|sent|flew|sat|rose|fell|broke|struck|shot|fought|brought|bought|thought|caught|chose|drew|drove|grew"
    r"|knew|led|paid|put|ran|sold|stood|taught|threw|understood|wore|built|cut|hit|cast|kept|felt|heard"
)
VERB = re.compile(rf"\b(?:(?P<future>{FUTURE})|(?P<past>{PAST}))\b")
CLAUSE = re.compile(r"[.!?]\s|\n|;")
VERB_WITHIN = 160
"""Measured by `make quality`, on the sets of dates."""


def tense_at(text: str, start: int, end: int, within: int = VERB_WITHIN) -> Tense:
    """The tense of the nearest verb before, in the same sentence; else of the first one after.

    Verbs are looked for in `within` characters on either side.
    """
    before = CLAUSE.split(text[max(0, start - within) : start])[-1]
    verbs = list(VERB.finditer(before))
    verb = verbs[-1] if verbs else None
    if verb is None:
        verb = VERB.search(CLAUSE.split(text[end : end + within])[0])
    if verb is None:
        return Tense.UNKNOWN
    return Tense.FUTURE if verb["future"] else Tense.PAST
