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
REACH = 160


def tense_at(text: str, start: int, end: int, reach: int = REACH) -> Tense:
    """The tense of the nearest verb before, in the same sentence; else of the first one after."""
    before = CLAUSE.split(text[max(0, start - reach) : start])[-1]
    verbs = list(VERB.finditer(before))
    found = (
        verbs[-1] if verbs else VERB.search(CLAUSE.split(text[end : end + reach])[0])
    )
    if found is None:
        return Tense.UNKNOWN
    return Tense.FUTURE if found["future"] else Tense.PAST
