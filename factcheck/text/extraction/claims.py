"""Indirect speech: what somebody is reported to assert, with the verb and whose verb it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .adverbials import is_lead_in
from .cues import (
    AHEAD,
    BE,
    DENIES,
    FINITE_SAY,
    FIRST_WORDS,
    OWNED,
    REPORTS,
    WITH_OBJECT,
)
from .phrases import Phrase, is_verb, phrase_after, phrase_before
from .sentences import Sentences, Token
from .subjects import subject_of
from .verbs import BASE, SAY, words

BEGINS = (FIRST_WORDS | words("there this these those that")) - {"who"}
SHORTEST, LONGEST = 4, 60
"""Words that a claim has: fewer is no sentence, more is no claim."""
TO_DO = words(
    "threatened threatens pledged pledges vowed vows promised promises agreed agrees"
)
ASSERTS = FINITE_SAY | words("denies alleged alleges announced estimates estimated")
CUES, WORD = ASSERTS | TO_DO | SAY, re.compile(r"[a-z]+")
FINITE = CUES - BASE
ASIDE = 10
"""Words behind “..., X said” that tell whom and when; more is what X said."""
NO_THAT = words(
    "said says say believe believes believed think thinks argued claims claimed insisted added explained"
)
"""Verbs behind which “that” is often left out."""
HELPING = words(
    "is are was were has have had will would can could may might must should does did do"
)
RELATIVE = words("who which that whose")


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is asserted stands from `start` to `end`; who asserts it from `speaker_start` to `speaker_end`."""

    start: int
    end: int
    speaker_start: int
    speaker_end: int
    cue: str
    step: str
    role: str
    claim_kind: str


def claims(sentences: Sentences) -> Iterator[Claimed]:
    """The indirect speech of a text, one claim a sentence; what stands in quotation marks is a quote's business."""
    for number, (start, end) in enumerate(sentences.spans):
        written = WORD.findall(sentences.masked, start, end)
        if FINITE.isdisjoint(written) and (
            "that" not in written or CUES.isdisjoint(written)
        ):
            continue  # most sentences have no cue, and cutting one into tokens costs more than this look
        tokens = sentences.tokens(number)
        if found := _that_clause(tokens) or _at_the_end(tokens) or _to_do(tokens):
            yield found


def _that_clause(tokens: Sequence[Token]) -> Claimed | None:
    """X said that ..., X said ..."""
    for verb in range(1, len(tokens) - SHORTEST):
        if (
            not (is_verb(tokens, verb) and tokens[verb].low in ASSERTS)
            or tokens[verb - 1].low in BE
        ):
            continue
        if (
            tokens[verb - 1].text == ","
            and _is_clause(tokens, 0, verb - 1)
            and not _is_clause(tokens, verb + 1)
        ):
            continue  # “The bridge is old, said the mayor”
        first = _clause_start(tokens, verb)
        said = subject_of(tokens, verb, len(tokens) + LONGEST) if first else None
        if said and (
            made := _claimed(
                tokens, first, len(tokens), said.phrase, verb, "that-clause"
            )
        ):
            return made
    return None


def _clause_start(tokens: Sequence[Token], verb: int) -> int:
    """Where what is asserted begins: behind “that”, or at once behind a verb that does without; 0 where nothing is."""
    reach = verb + (10 if tokens[verb].low in WITH_OBJECT else 5)
    for at in range(verb + 1, min(reach, len(tokens))):
        if tokens[at].low == "that":
            return at + 1
        if tokens[at].is_quotation or tokens[at].text in ",;:.":
            return 0
    begins = tokens[verb + 1]
    is_begun = begins.is_capital or begins.low in BEGINS or begins.text[0].isdigit()
    does_without = tokens[verb].low in NO_THAT and is_begun
    return (
        verb + 1 if does_without and phrase_after(tokens, verb + 1, len(tokens)) else 0
    )


def _at_the_end(tokens: Sequence[Token]) -> Claimed | None:
    """..., X said; ..., said X."""
    for verb in range(len(tokens) - 1, SHORTEST, -1):
        if not (is_verb(tokens, verb) and tokens[verb].low in FINITE_SAY):
            continue
        if tokens[verb - 1].text == ",":
            if _is_clause(tokens, verb + 1):
                return None  # “X, the treasurer, said five had come”
            subject, end = phrase_after(tokens, verb + 1, len(tokens)), verb - 1
        else:
            subject = phrase_before(tokens, verb - 1, 0)
            end = (
                subject[0] - 1
                if subject and subject[0] and tokens[subject[0] - 1].text == ","
                else 0
            )
        if (
            not subject
            or end < SHORTEST
            or _goes_on(tokens, max(verb, subject[1]) + 1)
            or is_lead_in(tokens, 0, end)
        ):
            return None
        return _claimed(tokens, 0, end, subject, verb, "said at the end")
    return None


def _is_clause(tokens: Sequence[Token], first: int, end: int | None = None) -> bool:
    """Whether a stretch of words has a finite verb of its own, as far as its form shows it."""
    in_relative = False
    for token in tokens[first:end]:
        if token.text in ",;:":
            in_relative = False
        elif token.low in RELATIVE and token.text.islower():
            in_relative = True
        elif (
            not in_relative
            and token.text.islower()
            and (token.low in HELPING or token.low.endswith("ed"))
        ):
            return True
    return False


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether more is said behind the verb than to whom and when."""
    rest = tokens[at:]
    return len(rest) > ASIDE or any(
        token.is_quotation or token.text in ",:;" or token.low == "that"
        for token in rest
    )


def _to_do(tokens: Sequence[Token]) -> Claimed | None:
    """X threatened to ..."""
    for verb in range(1, len(tokens) - SHORTEST):
        if (
            tokens[verb].low in TO_DO
            and tokens[verb + 1].low == "to"
            and tokens[verb - 1].low not in OWNED
        ):
            subject = phrase_before(tokens, verb - 1, 0)
            return (
                _claimed(
                    tokens,
                    verb + 1,
                    len(tokens),
                    subject,
                    verb,
                    "infinitive",
                    subject and subject[0],
                )
                if subject
                else None
            )
    return None


def _claimed(
    tokens: Sequence[Token],
    first: int,
    end: int,
    subject: Phrase,
    verb: int,
    step: str,
    whole: int | None = None,
) -> Claimed | None:
    """The claim from token `first` to `end`, unless it is too short, too long, or mostly quoted."""
    while end > first and not (
        tokens[end - 1].text[0].isalnum() or tokens[end - 1].text in ")%"
    ):
        end -= 1
    inside = tokens[first:end]
    quoted = sum(token.end - token.start for token in inside if token.is_quotation)
    if (
        not SHORTEST <= len(inside) <= LONGEST
        or quoted * 2 > inside[-1].end - inside[0].start
    ):
        return None
    cue = tokens[verb].low
    is_ahead = step == "infinitive" or any(token.low in AHEAD for token in inside)
    return Claimed(
        tokens[first if whole is None else whole].start,
        tokens[end - 1].end,
        tokens[subject[0]].start,
        tokens[subject[1]].end,
        tokens[verb].text,
        step,
        "denies" if cue in DENIES else "reports" if cue in REPORTS else "asserts",
        "forecast" if is_ahead else "fact",
    )
