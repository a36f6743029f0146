"""Who speaks, within the sentence of a quotation: the steps of the sieve, most precise first.

Each gives (phrase, step) or None. There is no step that takes the nearest name.
"""

from collections.abc import Sequence

from .cues import (
    BE,
    FINITE_SAY,
    FIRST_WORDS,
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
    main_subject,
    phrase_after,
    phrase_before,
)
from .sentences import Token
from .subjects import NEAR, Attributed, is_passive, subject_of
from .verbs import SAY

FURTHEST, FURTHEST_AFTER, FURTHEST_BEFORE = 80, 28, 26


def within(tokens: Sequence[Token], at: int, is_closed: bool) -> Attributed | None:
    """The speaker of the quotation at token `at`, from its own clause. `is_closed`: it ends in a stop or a comma."""
    return (
        labelled(tokens, at)
        or told(tokens, at)
        or after(tokens, at, is_closed)
        or at_the_end(tokens, at)
        or before(tokens, at)
    )


def labelled(tokens: Sequence[Token], at: int) -> Attributed | None:
    """X: “...”, where a short label and no sentence stands before the colon."""
    if at < 2 or tokens[at - 1].text != ":":
        return None
    first = at - 1
    while (
        first
        and tokens[first - 1].text not in "—–―-.?!;"
        and not tokens[first - 1].is_quotation
    ):
        first -= 1
    phrase = (first, at - 2)
    is_short = 0 < at - 1 - first <= 6 and tokens[first].low not in VERBS
    return (
        Attributed(phrase, "label") if is_short and _is_name(tokens, phrase) else None
    )


def told(tokens: Sequence[Token], at: int) -> Attributed | None:
    """X said, “...”: a verb of saying with its comma or colon directly before the quotation."""
    verb = at - 2
    if (
        verb < 0
        or tokens[at - 1].text not in ",:"
        or not is_verb(tokens, verb)
        or tokens[verb].low not in SAY
    ):
        return None
    found = subject_of(tokens, verb, at)
    return found if found and found.step == "verb before" else None


def after(tokens: Sequence[Token], at: int, is_closed: bool) -> Attributed | None:
    """“...,” said X; “...,” X said; “...” - X."""
    end, first = len(tokens), at + 1
    while first < end and tokens[first].text in ",—–―.?!)":
        first += 1
    if first >= end:
        return None
    if signed := _signature(tokens, first, end):
        return Attributed(signed, "signature")
    verb = first + (tokens[first].low == "also")
    if verb < end and is_verb(tokens, verb) and tokens[verb].low in FINITE_SAY:
        phrase = phrase_after(tokens, verb + 1, end)
        if phrase:
            return Attributed(phrase, "verb after, inverted", verb)
    if not (is_closed or first > at + 1):
        return None
    return _subject_and_verb(tokens, first, end) or _name_and_past(tokens, first, end)


def signature(tokens: Sequence[Token]) -> Attributed | None:
    """- X, and nothing else."""
    if not tokens or tokens[0].text not in "—–―-":
        return None
    phrase = _signature(tokens, 1, len(tokens)) if len(tokens) > 1 else None
    return Attributed(phrase, "signature") if phrase else None


def _signature(tokens: Sequence[Token], first: int, end: int) -> Phrase | None:
    rest = range(first, end)
    is_short = (
        tokens[first - 1].text in "—–―-"
        and tokens[first].is_capital
        and end - first <= 12
    )
    if not is_short or any(
        is_verb(tokens, i) or tokens[i].text[0].isdigit() for i in rest
    ):
        return None
    return phrase_after(tokens, first, end)


def _subject_and_verb(
    tokens: Sequence[Token], first: int, end: int
) -> Attributed | None:
    for verb in range(first + 1, min(end, first + FURTHEST_AFTER)):
        if tokens[verb].is_quotation or tokens[verb].text in ";:":
            return None
        if not (is_verb(tokens, verb) and tokens[verb].low in SAY):
            continue
        phrase = phrase_before(tokens, verb - 1, first)
        if phrase is None or phrase[0] - first > 2:
            return None
        begins = tokens[phrase[0]]
        if begins.is_capital or begins.low in FIRST_WORDS or verb - first <= 6:
            return Attributed(phrase, "verb after", verb)
        return None
    return None


def _name_and_past(tokens: Sequence[Token], first: int, end: int) -> Attributed | None:
    """“...,” X riffed; “...,” riffed X: whatever the verb is, a quotation with a name and a past tense is said."""
    verb = next(
        (i for i in range(first, min(end, first + 6)) if _is_past(tokens[i])), None
    )
    if verb is None:
        return None
    phrase = phrase_after(tokens, verb + 1, end) if verb == first else (first, verb - 1)
    if phrase is None or not _is_name(tokens, phrase):
        return None
    return Attributed(phrase, "other verb after", verb)


def _is_past(token: Token) -> bool:
    return token.text.islower() and token.low.endswith("ed") and len(token.low) > 4


def _is_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    words = tokens[phrase[0] : phrase[1] + 1]
    is_pronoun = len(words) == 1 and words[0].low in ("he", "she", "they")
    return is_pronoun or all(
        word.is_capital and word.text[0].isalpha() for word in words
    )


def at_the_end(tokens: Sequence[Token], at: int) -> Attributed | None:
    """A sentence that ends in “, said X” or “, X said”: all that is quoted in it is X's."""
    for verb in range(len(tokens) - 2, at, -1):
        if tokens[verb].is_quotation:
            return None
        if not is_verb(tokens, verb) or tokens[verb].low not in FINITE_SAY:
            continue
        phrase = (
            phrase_after(tokens, verb + 1, len(tokens))
            if _may_invert(tokens, verb)
            else None
        )
        if phrase is None:
            phrase = phrase_before(tokens, verb - 1, at + 1)
            is_last = (
                phrase
                and phrase[0]
                and tokens[phrase[0] - 1].text == ","
                and len(tokens) - verb <= NEAR * 3 + 2
            )
            phrase = phrase if is_last else None
        return (
            Attributed(phrase, "end of the sentence", verb)
            if phrase and phrase[0] > at
            else None
        )
    return None


def _may_invert(tokens: Sequence[Token], verb: int) -> bool:
    is_after_comma = tokens[verb - 1].text in ",—–―" or tokens[verb - 1].is_quotation
    return (
        is_after_comma
        and tokens[verb].low not in WITH_OBJECT
        and tokens[verb + 1].low != "of"
    )


def before(tokens: Sequence[Token], at: int) -> Attributed | None:
    """X said: “...”; X, who added that “...”; her remark that “...”."""
    for i in range(at - 1, max(-1, at - FURTHEST_BEFORE), -1):
        if tokens[i].text == ";":
            return None
        if is_verb(tokens, i):
            if found := subject_of(tokens, i, at):
                return found
        elif _is_said_thing(tokens, i, at) and (owner := _owner(tokens, i)):
            return Attributed(owner, "noun", i)
    return None


def _is_said_thing(tokens: Sequence[Token], noun: int, at: int) -> bool:
    """Whether the quotation is the remark; in “his remark was ...” somebody else judges it."""
    is_near = tokens[noun].low in NOUNS and at - noun <= 2 * NEAR
    return is_near and not any(token.low in BE for token in tokens[noun + 1 : at])


def _owner(tokens: Sequence[Token], noun: int) -> Phrase | None:
    """Whose remark it is: “her”, or a name with 's."""
    for i in range(noun - 1, max(-1, noun - 6), -1):
        if tokens[i].low in POSSESSIVES:
            return i, i
        if tokens[i].low.endswith(("'s", "'")):
            first = boundary(tokens, i, 0)
            return (
                first + 1 if tokens[first].low in PREPOSITIONS and first < i else first
            ), i
        if not tokens[i].text[0].isalnum():
            return None
    return None


def according_to(tokens: Sequence[Token]) -> Attributed | None:
    """According to X, anywhere in the sentence."""
    for i in range(len(tokens) - 2):
        if tokens[i].low == "according" and tokens[i + 1].low == "to":
            phrase = phrase_after(tokens, i + 2, len(tokens))
            return Attributed(phrase, "according to", i) if phrase else None
    return None


def loosely(tokens: Sequence[Token], at: int) -> Attributed | None:
    """The last steps within a sentence, for a quotation that no verb stands close to."""
    return led_in(tokens, at) or anywhere(tokens, at) or past_before(tokens, at)


def anywhere(tokens: Sequence[Token], at: int) -> Attributed | None:
    """A verb of saying later in the sentence, else whose sentence it is."""
    for verb in range(at + 1, min(len(tokens), at + FURTHEST)):
        says = is_verb(tokens, verb) and tokens[verb].low in FINITE_SAY
        if says and (phrase := phrase_before(tokens, verb - 1, at + 1)):
            return Attributed(phrase, "elsewhere in the sentence", verb)
    for verb in range(at - 1, max(-1, at - FURTHEST), -1):
        says = is_verb(tokens, verb) and not is_passive(tokens, verb)
        if says and (phrase := main_subject(tokens, 0, verb)):
            return Attributed(phrase, "elsewhere in the sentence", verb)
    return None


def led_in(tokens: Sequence[Token], at: int) -> Attributed | None:
    """X did something: “...”"""
    phrase = main_subject(tokens, 0, at) if at and tokens[at - 1].text == ":" else None
    return Attributed(phrase, "colon") if phrase else None


def past_before(tokens: Sequence[Token], at: int) -> Attributed | None:
    """X intoned, “...”: whatever the verb is."""
    if at < 3 or tokens[at - 1].text not in ",:" or not _is_past(tokens[at - 2]):
        return None
    phrase = phrase_before(tokens, at - 3, 0)
    return Attributed(phrase, "other verb before", at - 2) if phrase else None


def introduced(tokens: Sequence[Token]) -> Attributed | None:
    """Who the sentence before a quotation is about, or says something in."""
    for verb in range(len(tokens) - 1, -1, -1):
        if not is_verb(tokens, verb) or tokens[verb].low not in SAY:
            continue
        is_participle = tokens[verb].low in PARTICIPLES
        phrase = (
            main_subject(tokens, 0, verb)
            if is_participle
            else phrase_before(tokens, verb - 1, 0)
        )
        if phrase:
            return Attributed(phrase, "introduced before", verb)
    phrase = main_subject(tokens, 0, len(tokens)) if tokens else None
    return Attributed(phrase, "introduced before") if phrase else None
