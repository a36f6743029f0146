"""Whose verb it is: the subject of a verb of saying, also when it is inverted, a participle or a relative clause."""

from collections.abc import Sequence
from typing import NamedTuple

from .adverbials import is_adverb
from .cues import (
    AUXILIARIES,
    BE,
    FINITE_SAY,
    NEW_CLAUSE,
    PARTICIPLES,
    PRONOUNS,
    WITH_OBJECT,
)
from .phrases import (
    Phrase,
    boundary,
    is_verb_of,
    main_subject,
    may_name_somebody,
    phrase_after,
    phrase_before,
)
from .sentences import TextToken
from .verbs import SAY

NAMED = frozenset(
    ("called", "dubbed", "labeled", "labelled", "named", "nicknamed", "titled", "known")
)
NOT_PASSIVE = frozenset(("asked", "told", "quoted", "said", "hit", "put"))
NEVER_PASSIVE = PARTICIPLES | NOT_PASSIVE
INVERTIBLE = FINITE_SAY - WITH_OBJECT
FURTHEST, NEAR, LEVELS = 26, 4, 3
OUTER_NEAR, OUTER_FAR = 9, 25
"""Tokens back in which a verb of saying around another one is looked for.

The first three are measured by `make quality`; no shipped text tells other values of these two apart: to measure
them, give it more texts with `DATA=`.
"""


class Attributed(NamedTuple):
    """Who is taken to speak, by which step, and the token of the cue, if there is one."""

    phrase: Phrase
    step: str
    cue: int | None = None


def attributed(
    phrase: Phrase | None, step: str, cue: int | None = None
) -> Attributed | None:
    """The speaker that a step gives, if it gives a phrase."""
    return Attributed(phrase, step, cue) if phrase else None


def subject_of(
    tokens: Sequence[TextToken], verb: int, at: int, levels: int = LEVELS
) -> Attributed | None:
    """Whose verb it is, for a quotation at token `at` behind it; what is told in another's words is the other's.

    `levels` is how many verbs of saying may stand one in the words of the other.
    """
    if phrase := _inverted(tokens, verb, at):
        return Attributed(phrase, "inverted before", verb)
    is_progressive = verb > 0 and tokens[verb - 1].low in BE
    if tokens[verb].low in PARTICIPLES and not is_progressive:
        return _of_participle(tokens, verb, levels)
    relative = _relative(tokens, verb)
    if relative is not None:
        return _of_relative(tokens, verb, relative, levels)
    if is_passive(tokens, verb):
        return None
    phrase = _own_subject(tokens, verb)
    if phrase is None:
        return None
    step = "verb before" if at - verb <= NEAR else "verb before, further"
    return Attributed(_reporter(tokens, verb, phrase, levels), step, verb)


def _own_subject(tokens: Sequence[TextToken], verb: int) -> Phrase | None:
    """The phrase before a finite verb; for an infinitive the subject of the sentence."""
    phrase = phrase_before(tokens, verb - 1, 0)
    if phrase is not None and _is_named(tokens, phrase, verb):
        return None
    is_infinitive = verb > 1 and tokens[verb - 1].low == "to"
    if phrase is None or is_infinitive or tokens[phrase[0]].low == "to":
        return main_subject(tokens, 0, verb)
    return phrase


def _reporter(
    tokens: Sequence[TextToken], verb: int, phrase: Phrase, levels: int
) -> Phrase:
    """The subject of the verb of saying around this one, as in “X said he wanted”; else `phrase`."""
    is_saying = tokens[verb].low in SAY
    outer = _reporting_verb(tokens, phrase, OUTER_NEAR if is_saying else OUTER_FAR)
    if outer is None:
        return phrase
    if is_saying and tokens[phrase[0]].low not in PRONOUNS:
        return phrase
    upper = _upper(tokens, outer, levels)
    return upper.phrase if upper else phrase


def _upper(tokens: Sequence[TextToken], verb: int, levels: int) -> Attributed | None:
    """Whose verb of saying it is, in whose words another speaks."""
    if not levels:
        return None
    return subject_of(tokens, verb, len(tokens) + FURTHEST, levels - 1)


def is_passive(tokens: Sequence[TextToken], verb: int) -> bool:
    """“It is often described as “...””: by whom, nobody knows."""
    at = verb - 1
    while at > 0 and (is_adverb(tokens[at]) or tokens[at].low == "often"):
        at -= 1
    if at < 0 or tokens[at].low not in BE:
        return False
    return tokens[verb].low not in NEVER_PASSIVE


def _is_named(tokens: Sequence[TextToken], phrase: Phrase, verb: int) -> bool:
    """“A show called “...””: it has that name, nobody speaks."""
    if tokens[verb].low not in NAMED or tokens[phrase[0]].low not in ("a", "an"):
        return False
    if verb + 1 == len(tokens):
        return False
    behind = tokens[verb + 1]
    return behind.is_quotation or behind.low in ("a", "an")


def _inverted(tokens: Sequence[TextToken], verb: int, at: int) -> Phrase | None:
    """Said X: “...”"""
    if tokens[verb].low not in INVERTIBLE or not _leads_in(tokens, verb, at):
        return None
    if verb and not _may_stand_before_inversion(tokens[verb - 1]):
        return None
    phrase = phrase_after(tokens, verb + 1, at)
    if phrase is None or phrase[1] < at - 2:
        return None
    begins = tokens[phrase[0]]
    return phrase if may_name_somebody(begins) else None


def _leads_in(tokens: Sequence[TextToken], verb: int, at: int) -> bool:
    """Whether a verb stands a few tokens before a quotation that a comma or a colon leads in."""
    return at <= len(tokens) and at - verb <= 14 and tokens[at - 1].text in ",:"


def _may_stand_before_inversion(token: TextToken) -> bool:
    return token.text in ",—–―" or token.low in ("but", "and", "as")


def _of_participle(
    tokens: Sequence[TextToken], verb: int, levels: int
) -> Attributed | None:
    """“With X adding that ...” is X's; else it is the sentence's subject who is “calling it ...”."""
    if verb and tokens[verb - 1].text not in ",—–―":
        first = boundary(tokens, verb - 1, 0)
        if tokens[first].low == "with" and first + 1 <= verb - 1:
            return Attributed((first + 1, verb - 1), "with", verb)
    if upper := _saying_before(tokens, verb, levels):
        return upper._replace(step="participle", cue=verb)
    subject = _subject_behind if verb < 2 else _subject_of_sentence
    phrase = subject(tokens, verb)
    return attributed(phrase, "participle", verb)


def _saying_before(
    tokens: Sequence[TextToken], verb: int, levels: int
) -> Attributed | None:
    """“..., X said on Friday, adding ...”"""
    for at in range(verb - 2, max(0, verb - OUTER_NEAR), -1):
        if tokens[at].is_quotation or tokens[at].text in ";:":
            return None
        if is_verb_of(tokens, at, FINITE_SAY):
            return _upper(tokens, at, levels)
    return None


def _subject_behind(tokens: Sequence[TextToken], verb: int) -> Phrase | None:
    """“Calling it “...,” X left”: the subject comes when the participle's clause is over."""
    for at in range(verb + 1, len(tokens) - 1):
        if tokens[at].text != "," and not tokens[at].is_quotation:
            continue
        behind = tokens[at + 1]
        if may_name_somebody(behind):
            return main_subject(tokens, at + 1, len(tokens))
    return None


def _subject_of_sentence(tokens: Sequence[TextToken], verb: int) -> Phrase | None:
    return main_subject(tokens, 0, verb)


def _relative(tokens: Sequence[TextToken], verb: int) -> int | None:
    """The token of “who” in “who said” or “who also said”."""
    at = verb - 1
    while at > 0 and (tokens[at].low in AUXILIARIES or tokens[at].low.endswith("ly")):
        at -= 1
    if at >= 0 and tokens[at].low in ("who", "which", "that"):
        return at
    return None


def _of_relative(
    tokens: Sequence[TextToken], verb: int, relative: int, levels: int
) -> Attributed | None:
    """Who said it, unless it is told in another's words; a thing that says something is said by who shows it."""
    outer = _reporting_verb(tokens, (relative, relative), OUTER_NEAR)
    upper = _upper(tokens, outer, levels) if outer is not None else None
    if upper:
        return Attributed(upper.phrase, "relative clause", verb)
    if tokens[relative].low == "who":
        return Attributed((relative, relative), "relative clause", verb)
    phrase = main_subject(tokens, 0, verb)
    return attributed(phrase, "relative clause", verb)


def _reporting_verb(
    tokens: Sequence[TextToken], phrase: Phrase, within: int
) -> int | None:
    """“X said he wanted”: the verb of saying in whose words the phrase is a subject.

    It is looked for in the `within` tokens before the phrase, up to the next clause.
    """
    for at in range(phrase[0] - 1, max(-1, phrase[0] - within), -1):
        token = tokens[at]
        if token.text in ";:." or token.is_quotation or token.low in NEW_CLAUSE:
            return None
        if is_verb_of(tokens, at, FINITE_SAY):
            return at
    return None
