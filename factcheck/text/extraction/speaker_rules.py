"""Who speaks, within the sentence of a quotation: one rule after another, the most precise first.

Each gives (phrase, step) or None. There is no step that takes the nearest name.
"""

from collections.abc import Sequence

from .cues import (
    BE,
    FINITE_SAY,
    NOUNS,
    PARTICIPLES,
    POSSESSIVES,
    PREPOSITIONS,
    VERBS,
    WITH_OBJECT,
)
from .phrases import (
    Phrase,
    boundary,
    is_verb,
    is_verb_of,
    main_subject,
    may_name_somebody,
    phrase_after,
    phrase_before,
)
from .sentences import TextToken
from .subjects import NEAR, Attributed, attributed, is_passive, subject_of
from .verbs import SAY

FURTHEST, FURTHEST_AFTER, FURTHEST_BEFORE = 80, 28, 26
"""Tokens in which a verb of saying is looked for: anywhere, behind, before a quotation.

Measured by `make quality`, as the other numbers of tokens in this module are.
"""


def within(tokens: Sequence[TextToken], at: int, is_closed: bool) -> Attributed | None:
    """The speaker of the quotation at token `at`, from its own clause. `is_closed`: it ends in a stop or a comma."""
    return (
        labelled(tokens, at)
        or directly_before(tokens, at)
        or after(tokens, at, is_closed)
        or at_the_end(tokens, at)
        or before(tokens, at)
    )


def labelled(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """X: “...”, where a short label and no sentence stands before the colon."""
    if at < 2 or tokens[at - 1].text != ":":
        return None
    first = at - 1
    while first and not _ends_before_label(tokens[first - 1]):
        first -= 1
    phrase = (first, at - 2)
    if not 0 < at - 1 - first <= 6 or tokens[first].low in VERBS:
        return None
    return Attributed(phrase, "label") if _is_name(tokens, phrase) else None


def _ends_before_label(token: TextToken) -> bool:
    return token.text in "—–―-.?!;" or token.is_quotation


def directly_before(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """X said, “...”: a verb of saying with its comma or colon directly before the quotation."""
    verb = at - 2
    if verb < 0 or tokens[at - 1].text not in ",:":
        return None
    if not is_verb_of(tokens, verb, SAY):
        return None
    speaker = subject_of(tokens, verb, at)
    return speaker if speaker and speaker.step == "verb before" else None


def after(tokens: Sequence[TextToken], at: int, is_closed: bool) -> Attributed | None:
    """“...,” said X; “...,” X said; “...” - X."""
    end, first = len(tokens), at + 1
    while first < end and tokens[first].text in ",—–―.?!)":
        first += 1
    if first >= end:
        return None
    signed = _signature(tokens, first, end)
    if signed:
        return Attributed(signed, "signature")
    inverted = _verb_and_subject(tokens, first, end)
    if inverted:
        return inverted
    if not is_closed and first == at + 1:
        return None
    return _subject_and_verb(tokens, first, end) or _name_and_past(tokens, first, end)


def _verb_and_subject(
    tokens: Sequence[TextToken], first: int, end: int
) -> Attributed | None:
    """“...,” said X; “...,” also said X."""
    verb = first + (tokens[first].low == "also")
    if verb >= end or not is_verb_of(tokens, verb, FINITE_SAY):
        return None
    phrase = phrase_after(tokens, verb + 1, end)
    return attributed(phrase, "verb after, inverted", verb)


def signature(tokens: Sequence[TextToken]) -> Attributed | None:
    """- X, and nothing else."""
    if not tokens or tokens[0].text not in "—–―-":
        return None
    phrase = _signature(tokens, 1, len(tokens)) if len(tokens) > 1 else None
    return attributed(phrase, "signature")


def _signature(tokens: Sequence[TextToken], first: int, end: int) -> Phrase | None:
    if tokens[first - 1].text not in "—–―-" or end - first > 12:
        return None
    if not tokens[first].is_capital:
        return None
    for at in range(first, end):
        if tokens[at].text[0].isdigit() or is_verb(tokens, at):
            return None
    return phrase_after(tokens, first, end)


def _subject_and_verb(
    tokens: Sequence[TextToken], first: int, end: int
) -> Attributed | None:
    """“...,” X said: the first verb of saying behind the quotation, if its subject begins there."""
    for verb in range(first + 1, min(end, first + FURTHEST_AFTER)):
        if tokens[verb].is_quotation or tokens[verb].text in ";:":
            return None
        if is_verb_of(tokens, verb, SAY):
            return _subject_between(tokens, first, verb)
    return None


def _subject_between(
    tokens: Sequence[TextToken], first: int, verb: int
) -> Attributed | None:
    phrase = phrase_before(tokens, verb - 1, first)
    if phrase is None or phrase[0] - first > 2:
        return None
    begins = tokens[phrase[0]]
    if verb - first <= 6 or may_name_somebody(begins):
        return Attributed(phrase, "verb after", verb)
    return None


def _name_and_past(
    tokens: Sequence[TextToken], first: int, end: int
) -> Attributed | None:
    """“...,” X riffed; “...,” riffed X: whatever the verb is, a quotation with a name and a past tense is said."""
    verb = _first_past(tokens, first, min(end, first + 6))
    if verb is None:
        return None
    phrase: Phrase | None = (first, verb - 1)
    if verb == first:
        phrase = phrase_after(tokens, verb + 1, end)
    if phrase is None or not _is_name(tokens, phrase):
        return None
    return Attributed(phrase, "other verb after", verb)


def _first_past(tokens: Sequence[TextToken], first: int, end: int) -> int | None:
    for at in range(first, end):
        if _is_past(tokens[at]):
            return at
    return None


def _is_past(token: TextToken) -> bool:
    return token.text.islower() and token.low.endswith("ed") and len(token.low) > 4


def _is_name(tokens: Sequence[TextToken], phrase: Phrase) -> bool:
    words = tokens[phrase[0] : phrase[1] + 1]
    if len(words) == 1 and words[0].low in ("he", "she", "they"):
        return True
    return all(word.is_capital and word.text[0].isalpha() for word in words)


def at_the_end(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """A sentence that ends in “, said X” or “, X said”: all that is quoted in it is X's."""
    for verb in range(len(tokens) - 2, at, -1):
        if tokens[verb].is_quotation:
            return None
        if is_verb_of(tokens, verb, FINITE_SAY):
            phrase = _subject_at_the_end(tokens, verb, at)
            if phrase is None or phrase[0] <= at:
                return None
            return Attributed(phrase, "end of the sentence", verb)
    return None


def _subject_at_the_end(
    tokens: Sequence[TextToken], verb: int, at: int
) -> Phrase | None:
    """The subject behind an inverted verb; else the one before it, if a comma parts them from the rest."""
    if _may_invert(tokens, verb):
        inverted = phrase_after(tokens, verb + 1, len(tokens))
        if inverted is not None:
            return inverted
    phrase = phrase_before(tokens, verb - 1, at + 1)
    if not phrase or not phrase[0] or len(tokens) - verb > NEAR * 3 + 2:
        return None
    return phrase if tokens[phrase[0] - 1].text == "," else None


def _may_invert(tokens: Sequence[TextToken], verb: int) -> bool:
    before = tokens[verb - 1]
    if before.text not in ",—–―" and not before.is_quotation:
        return False
    return tokens[verb].low not in WITH_OBJECT and tokens[verb + 1].low != "of"


def before(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """X said: “...”; X, who added that “...”; her remark that “...”."""
    for place in range(at - 1, max(-1, at - FURTHEST_BEFORE), -1):
        if tokens[place].text == ";":
            return None
        speaker = _by_word(tokens, place, at)
        if speaker:
            return speaker
    return None


def _by_word(tokens: Sequence[TextToken], place: int, at: int) -> Attributed | None:
    """Whose quotation it is by the verb, or by the noun, that stands at a place."""
    if is_verb(tokens, place):
        return subject_of(tokens, place, at)
    return _by_remark(tokens, place, at)


def _by_remark(tokens: Sequence[TextToken], noun: int, at: int) -> Attributed | None:
    """Whose remark a quotation is, where the token names one."""
    if not _is_remark(tokens, noun, at):
        return None
    owner = _owner(tokens, noun)
    return attributed(owner, "noun", noun)


def _is_remark(tokens: Sequence[TextToken], noun: int, at: int) -> bool:
    """Whether the quotation is the remark; in “his remark was ...” somebody else judges it."""
    if tokens[noun].low not in NOUNS or at - noun > 2 * NEAR:
        return False
    return not any(token.low in BE for token in tokens[noun + 1 : at])


def _owner(tokens: Sequence[TextToken], noun: int) -> Phrase | None:
    """Whose remark it is: “her”, or a name with 's."""
    for at in range(noun - 1, max(-1, noun - 6), -1):
        if tokens[at].low in POSSESSIVES:
            return at, at
        if tokens[at].low.endswith(("'s", "'")):
            first = boundary(tokens, at, 0)
            is_led = first < at and tokens[first].low in PREPOSITIONS
            return first + is_led, at
        if not tokens[at].text[0].isalnum():
            return None
    return None


def according_to(tokens: Sequence[TextToken]) -> Attributed | None:
    """According to X, anywhere in the sentence."""
    for at in range(len(tokens) - 2):
        if tokens[at].low == "according" and tokens[at + 1].low == "to":
            phrase = phrase_after(tokens, at + 2, len(tokens))
            return attributed(phrase, "according to", at)
    return None


def loosely(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """The last steps within a sentence, for a quotation that no verb stands close to."""
    return led_in(tokens, at) or anywhere(tokens, at) or past_before(tokens, at)


def anywhere(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """A verb of saying later in the sentence, else whose sentence it is."""
    for verb in range(at + 1, min(len(tokens), at + FURTHEST)):
        if is_verb_of(tokens, verb, FINITE_SAY):
            phrase = phrase_before(tokens, verb - 1, at + 1)
            if phrase:
                return Attributed(phrase, "elsewhere in the sentence", verb)
    for verb in range(at - 1, max(-1, at - FURTHEST), -1):
        if is_verb(tokens, verb) and not is_passive(tokens, verb):
            phrase = main_subject(tokens, 0, verb)
            if phrase:
                return Attributed(phrase, "elsewhere in the sentence", verb)
    return None


def led_in(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """X did something: “...”"""
    if not at or tokens[at - 1].text != ":":
        return None
    phrase = main_subject(tokens, 0, at)
    return attributed(phrase, "colon")


def past_before(tokens: Sequence[TextToken], at: int) -> Attributed | None:
    """X intoned, “...”: whatever the verb is."""
    if at < 3 or tokens[at - 1].text not in ",:" or not _is_past(tokens[at - 2]):
        return None
    phrase = phrase_before(tokens, at - 3, 0)
    return attributed(phrase, "other verb before", at - 2)


def introduced(tokens: Sequence[TextToken]) -> Attributed | None:
    """Who the sentence before a quotation is about, or says something in."""
    for verb in range(len(tokens) - 1, -1, -1):
        if not is_verb_of(tokens, verb, SAY):
            continue
        if tokens[verb].low in PARTICIPLES:
            phrase = main_subject(tokens, 0, verb)
        else:
            phrase = phrase_before(tokens, verb - 1, 0)
        if phrase:
            return Attributed(phrase, "introduced before", verb)
    phrase = main_subject(tokens, 0, len(tokens)) if tokens else None
    return attributed(phrase, "introduced before")
