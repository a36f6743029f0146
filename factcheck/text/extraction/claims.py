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
from .phrases import Phrase, is_verb_of, phrase_after, phrase_before
from .sentences import Sentences, TextToken
from .subjects import subject_of
from .verbs import BASE, SAY, words

BEGINS = (FIRST_WORDS | words("there this these those that")) - {"who"}
SHORTEST, LONGEST = 4, 60
"""Words that a claim has: fewer is no sentence, more is no claim.

Measured by `pytest tests/extraction/test_claims.py tests/extraction/test_what_is_claimed.py`, as ASIDE is.
"""
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
        # Most sentences have no cue, and cutting one into tokens costs more than this look.
        if not _may_report(WORD.findall(sentences.masked, start, end)):
            continue
        tokens = sentences.tokens(number)
        claim = _that_clause(tokens) or _at_the_end(tokens) or _to_do(tokens)
        if claim:
            yield claim


def _may_report(written: list[str]) -> bool:
    """Whether the words of a sentence hold a finite verb of saying, or any one with “that”."""
    if not FINITE.isdisjoint(written):
        return True
    return "that" in written and not CUES.isdisjoint(written)


def _that_clause(tokens: Sequence[TextToken]) -> Claimed | None:
    """X said that ..., X said ..."""
    for verb in range(1, len(tokens) - SHORTEST):
        if not _asserts(tokens, verb):
            continue
        first = _clause_start(tokens, verb)
        if not first:
            continue
        speaker = subject_of(tokens, verb, len(tokens) + LONGEST)
        if speaker is None:
            continue
        claim = _claimed(
            tokens, first, len(tokens), speaker.phrase, verb, "that-clause"
        )
        if claim:
            return claim
    return None


def _asserts(tokens: Sequence[TextToken], verb: int) -> bool:
    """Whether a token is a verb that asserts what comes behind it."""
    if not is_verb_of(tokens, verb, ASSERTS):
        return False
    before = tokens[verb - 1]
    if before.low in BE:
        return False
    if before.text != "," or not _is_clause(tokens, 0, verb - 1):
        return True
    return _is_clause(tokens, verb + 1)  # not so “The bridge is old, said the mayor”


def _clause_start(tokens: Sequence[TextToken], verb: int) -> int:
    """Where what is asserted begins: behind “that”, or at once behind a verb that does without; 0 where nothing is."""
    furthest = verb + (10 if tokens[verb].low in WITH_OBJECT else 5)
    for at in range(verb + 1, min(furthest, len(tokens))):
        if tokens[at].low == "that":
            return at + 1
        if tokens[at].is_quotation or tokens[at].text in ",;:.":
            return 0
    if tokens[verb].low not in NO_THAT or not _begins_clause(tokens[verb + 1]):
        return 0
    return verb + 1 if phrase_after(tokens, verb + 1, len(tokens)) else 0


def _begins_clause(word: TextToken) -> bool:
    return word.is_capital or word.low in BEGINS or word.text[0].isdigit()


def _at_the_end(tokens: Sequence[TextToken]) -> Claimed | None:
    """..., X said; ..., said X."""
    for verb in range(len(tokens) - 1, SHORTEST, -1):
        if is_verb_of(tokens, verb, FINITE_SAY):
            return _before_verb(tokens, verb)
    return None


def _before_verb(tokens: Sequence[TextToken], verb: int) -> Claimed | None:
    """The claim that ends before the speaker and the verb, or None."""
    if tokens[verb - 1].text == ",":
        if _is_clause(tokens, verb + 1):
            return None  # “X, the treasurer, said five had come”
        subject = phrase_after(tokens, verb + 1, len(tokens))
        end = verb - 1
    else:
        subject = phrase_before(tokens, verb - 1, 0)
        end = _comma_before(tokens, subject)
    if not subject or end < SHORTEST:
        return None
    if _goes_on(tokens, max(verb, subject[1]) + 1) or is_lead_in(tokens, 0, end):
        return None
    return _claimed(tokens, 0, end, subject, verb, "said at the end")


def _comma_before(tokens: Sequence[TextToken], subject: Phrase | None) -> int:
    """The token of the comma directly before a subject; 0 without one."""
    if not subject or not subject[0]:
        return 0
    before = subject[0] - 1
    return before if tokens[before].text == "," else 0


def _is_clause(tokens: Sequence[TextToken], first: int, end: int | None = None) -> bool:
    """Whether a stretch of words has a finite verb of its own, as far as its form shows it."""
    in_relative = False
    for token in tokens[first:end]:
        if token.text in ",;:":
            in_relative = False
        elif not token.text.islower():
            continue
        elif token.low in RELATIVE:
            in_relative = True
        elif not in_relative and _looks_finite(token):
            return True
    return False


def _looks_finite(token: TextToken) -> bool:
    return token.low in HELPING or token.low.endswith("ed")


def _goes_on(tokens: Sequence[TextToken], at: int) -> bool:
    """Whether more is said behind the verb than to whom and when."""
    rest = tokens[at:]
    return len(rest) > ASIDE or any(_opens_more(token) for token in rest)


def _opens_more(token: TextToken) -> bool:
    return token.is_quotation or token.text in ",:;" or token.low == "that"


def _to_do(tokens: Sequence[TextToken]) -> Claimed | None:
    """X threatened to ..."""
    for verb in range(1, len(tokens) - SHORTEST):
        if tokens[verb].low not in TO_DO or tokens[verb + 1].low != "to":
            continue
        if tokens[verb - 1].low in OWNED:
            continue
        subject = phrase_before(tokens, verb - 1, 0)
        if not subject:
            return None
        return _claimed(
            tokens,
            verb + 1,
            len(tokens),
            subject,
            verb,
            "infinitive",
            whole=subject[0],
        )
    return None


def _claimed(
    tokens: Sequence[TextToken],
    first: int,
    end: int,
    subject: Phrase,
    verb: int,
    step: str,
    whole: int | None = None,
) -> Claimed | None:
    """The claim from token `first` to `end`, unless it is too short, too long, or mostly quoted.

    `whole` is the token that the claim begins at for readers, where that is not `first`.
    """
    end = _without_signs(tokens, first, end)
    inside = tokens[first:end]
    if not SHORTEST <= len(inside) <= LONGEST or _is_mostly_quoted(inside):
        return None
    is_ahead = step == "infinitive" or any(token.low in AHEAD for token in inside)
    return Claimed(
        tokens[first if whole is None else whole].start,
        tokens[end - 1].end,
        tokens[subject[0]].start,
        tokens[subject[1]].end,
        tokens[verb].text,
        step,
        _role(tokens[verb].low),
        "forecast" if is_ahead else "fact",
    )


def _without_signs(tokens: Sequence[TextToken], first: int, end: int) -> int:
    """The end of a stretch without full stops and the like behind its last word."""
    while end > first:
        last = tokens[end - 1].text
        if last[0].isalnum() or last in ")%":
            break
        end -= 1
    return end


def _is_mostly_quoted(inside: Sequence[TextToken]) -> bool:
    quoted = sum(token.end - token.start for token in inside if token.is_quotation)
    return quoted * 2 > inside[-1].end - inside[0].start


def _role(cue: str) -> str:
    if cue in DENIES:
        return "denies"
    return "reports" if cue in REPORTS else "asserts"
