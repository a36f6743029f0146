"""Whose verb it is: the subject of a verb of saying, also when it is inverted, a participle or a relative clause."""

from collections.abc import Sequence
from typing import NamedTuple

from .adverbials import is_adverb
from .cues import (
    AUXILIARIES,
    BE,
    FINITE_SAY,
    FIRST_WORDS,
    NEW_CLAUSE,
    PARTICIPLES,
    PRONOUNS,
    WITH_OBJECT,
)
from .phrases import (
    Phrase,
    boundary,
    is_verb,
    main_subject,
    phrase_after,
    phrase_before,
)
from .sentences import Token
from .verbs import SAY

NAMED = frozenset(
    ("called", "dubbed", "labeled", "labelled", "named", "nicknamed", "titled", "known")
)
NOT_PASSIVE = frozenset(("asked", "told", "quoted", "said", "hit", "put"))
INVERTIBLE = FINITE_SAY - WITH_OBJECT
FURTHEST, NEAR, LEVELS = 26, 4, 3


class Attributed(NamedTuple):
    """Who is taken to speak, by which step, and the token of the cue, if there is one."""

    phrase: Phrase
    step: str
    cue: int | None = None


def subject_of(
    tokens: Sequence[Token], verb: int, at: int, levels: int = LEVELS
) -> Attributed | None:
    """Whose verb it is, for a quotation at token `at` behind it; what is told in another's words is the other's."""
    if phrase := _inverted(tokens, verb, at):
        return Attributed(phrase, "inverted before", verb)
    is_progressive = verb and tokens[verb - 1].low in BE
    if tokens[verb].low in PARTICIPLES and not is_progressive:
        return _of_participle(tokens, verb, levels)
    if (relative := _relative(tokens, verb)) is not None:
        return _of_relative(tokens, verb, relative, levels)
    if is_passive(tokens, verb):
        return None
    phrase = phrase_before(tokens, verb - 1, 0)
    if phrase and _is_named(tokens, phrase, verb):
        return None
    if (
        phrase is None
        or tokens[phrase[0]].low == "to"
        or (verb > 1 and tokens[verb - 1].low == "to")
    ):
        phrase = main_subject(tokens, 0, verb)
    if phrase is None:
        return None
    step = "verb before" if at - verb <= NEAR else "verb before, further"
    outer = _reporting_verb(tokens, phrase, 9 if tokens[verb].low in SAY else 25)
    if outer is not None and (
        tokens[verb].low not in SAY or tokens[phrase[0]].low in PRONOUNS
    ):
        upper = _upper(tokens, outer, levels)
        phrase = upper.phrase if upper else phrase
    return Attributed(phrase, step, verb)


def _upper(tokens: Sequence[Token], verb: int, levels: int) -> Attributed | None:
    """Whose verb of saying it is, in whose words another speaks."""
    return (
        subject_of(tokens, verb, len(tokens) + FURTHEST, levels - 1) if levels else None
    )


def is_passive(tokens: Sequence[Token], verb: int) -> bool:
    """“It is often described as “...””: by whom, nobody knows."""
    at = verb - 1
    while at > 0 and (is_adverb(tokens[at]) or tokens[at].low == "often"):
        at -= 1
    return (
        at >= 0
        and tokens[at].low in BE
        and tokens[verb].low not in PARTICIPLES | NOT_PASSIVE
    )


def _is_named(tokens: Sequence[Token], phrase: Phrase, verb: int) -> bool:
    """“A show called “...””: it has that name, nobody speaks."""
    is_bare = verb + 1 < len(tokens) and (
        tokens[verb + 1].is_quotation or tokens[verb + 1].low in ("a", "an")
    )
    return (
        is_bare and tokens[verb].low in NAMED and tokens[phrase[0]].low in ("a", "an")
    )


def _inverted(tokens: Sequence[Token], verb: int, at: int) -> Phrase | None:
    """Said X: “...”"""
    word = tokens[verb].low
    is_near = at <= len(tokens) and at - verb <= 14 and tokens[at - 1].text in ",:"
    if not is_near or word not in INVERTIBLE:
        return None
    if (
        verb
        and tokens[verb - 1].text not in ",—–―"
        and tokens[verb - 1].low not in ("but", "and", "as")
    ):
        return None
    phrase = phrase_after(tokens, verb + 1, at)
    if phrase is None or phrase[1] < at - 2:
        return None
    begins = tokens[phrase[0]]
    return phrase if begins.is_capital or begins.low in FIRST_WORDS else None


def _of_participle(
    tokens: Sequence[Token], verb: int, levels: int
) -> Attributed | None:
    """“With X adding that ...” is X's; else it is the sentence's subject who is “calling it ...”."""
    if verb and tokens[verb - 1].text not in ",—–―":
        first = boundary(tokens, verb - 1, 0)
        if tokens[first].low == "with" and first + 1 <= verb - 1:
            return Attributed((first + 1, verb - 1), "with", verb)
    if found := _said_before(tokens, verb, levels):
        return found._replace(step="participle", cue=verb)
    phrase = (
        _subject_behind(tokens, verb) if verb < 2 else main_subject(tokens, 0, verb)
    )
    return Attributed(phrase, "participle", verb) if phrase else None


def _said_before(tokens: Sequence[Token], verb: int, levels: int) -> Attributed | None:
    """“..., X said on Friday, adding ...”"""
    for at in range(verb - 2, max(0, verb - 9), -1):
        if tokens[at].is_quotation or tokens[at].text in ";:":
            return None
        if is_verb(tokens, at) and tokens[at].low in SAY - PARTICIPLES:
            return _upper(tokens, at, levels)
    return None


def _subject_behind(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """“Calling it “...,” X left”: the subject comes when the participle's clause is over."""
    for at in range(verb + 1, len(tokens) - 1):
        ends = tokens[at].text == "," or tokens[at].is_quotation
        if ends and (tokens[at + 1].is_capital or tokens[at + 1].low in FIRST_WORDS):
            return main_subject(tokens, at + 1, len(tokens))
    return None


def _relative(tokens: Sequence[Token], verb: int) -> int | None:
    """The token of “who” in “who said” or “who also said”."""
    at = verb - 1
    while at > 0 and (tokens[at].low in AUXILIARIES or tokens[at].low.endswith("ly")):
        at -= 1
    return at if at >= 0 and tokens[at].low in ("who", "which", "that") else None


def _of_relative(
    tokens: Sequence[Token], verb: int, relative: int, levels: int
) -> Attributed | None:
    """Who said it, unless it is told in another's words; a thing that says something is said by who shows it."""
    outer = _reporting_verb(tokens, (relative, relative))
    if outer is not None and (upper := _upper(tokens, outer, levels)):
        return Attributed(upper.phrase, "relative clause", verb)
    if tokens[relative].low == "who":
        return Attributed((relative, relative), "relative clause", verb)
    phrase = main_subject(tokens, 0, verb)
    return Attributed(phrase, "relative clause", verb) if phrase else None


def _reporting_verb(
    tokens: Sequence[Token], phrase: Phrase, within: int = 9
) -> int | None:
    """“X said he wanted”: the verb of saying in whose words the phrase is a subject."""
    for i in range(phrase[0] - 1, max(-1, phrase[0] - within), -1):
        if (
            tokens[i].text in ";:."
            or tokens[i].is_quotation
            or tokens[i].low in NEW_CLAUSE
        ):
            return None
        if is_verb(tokens, i) and tokens[i].low in FINITE_SAY:
            return i
    return None
