"""Who is named where: the noun phrases that can be a subject, as (first, last) token of a sentence."""

from collections.abc import Sequence

from .adverbials import after_lead_in, before_adverbials, is_adverb
from .cues import (
    AUXILIARIES,
    BASE_AFTER,
    BESIDE_NAMES,
    CONJUNCTIONS,
    DETERMINERS,
    FIRST_WORDS,
    LEAD_INS,
    LEADS,
    NOUN_LIKE,
    OWNED,
    PREPOSITIONS,
    PRONOUNS,
    SMALL,
    SUBJECT_ENDS,
    VERBS,
)
from .sentences import TextToken
from .verbs import BASE

Phrase = tuple[int, int]
LONGEST = 14
"""Tokens of a phrase. Measured by `make quality`, as MOST_SEGMENTS is."""
MOST_SEGMENTS = 5
STOPS = frozenset(',;:—–―()[]!?.“”"')
ENDS = frozenset(",;:()—–―.!?")
PARTICLES = frozenset(("de", "von", "van", "al", "of", "bin"))
INSIDE = frozenset(("of", "for", "from", "at", "with", "and"))
NO_NAME = FIRST_WORDS | LEAD_INS | {"of", "there", "here"}
ASIDES = PREPOSITIONS | LEADS | {"who", "which", "whose", "of"}
BASE_OR_NOUN = BASE | NOUN_LIKE
SUBORDINATING = CONJUNCTIONS - {"and", "but"}
PHRASE_ENDS = SMALL - INSIDE


def is_verb(tokens: Sequence[TextToken], at: int) -> bool:
    """Whether the token is one of our verbs, and not the noun that is written alike."""
    word = tokens[at].low
    if word in ("put", "puts"):
        return at + 1 < len(tokens) and tokens[at + 1].low == "it"
    if word not in VERBS:
        return False
    before = tokens[at - 1].low if at else ""
    if before in OWNED:
        return False
    return word not in BASE_OR_NOUN or _is_no_noun(tokens, at, before)


def is_verb_of(tokens: Sequence[TextToken], at: int, verbs: frozenset[str]) -> bool:
    """Whether the token is one of these verbs, and not the noun that is written alike."""
    return tokens[at].low in verbs and is_verb(tokens, at)


def may_name_somebody(word: TextToken) -> bool:
    """Whether a phrase that begins with this word may be somebody: a capital, a pronoun or an article."""
    return word.is_capital or word.low in FIRST_WORDS


def _is_no_noun(tokens: Sequence[TextToken], at: int, before: str) -> bool:
    """Whether a word that is a noun too is the verb, by what stands before and behind it."""
    if before.endswith(("'s", "s'")):
        return False
    if at and tokens[at].is_capital:
        return False
    if tokens[at].low in BASE:
        return before in BASE_AFTER or _is_plural(before)
    return _is_finite(tokens, at, before)


def _is_finite(tokens: Sequence[TextToken], at: int, before: str) -> bool:
    """Whether a word of NOUN_LIKE stands as a verb does: behind a pronoun, or before what is said."""
    if before in PRONOUNS or at + 1 == len(tokens):
        return True
    behind = tokens[at + 1]
    if behind.low in (",", ":", ".", "that"):
        return True
    return behind.is_quotation and at > 0 and tokens[at - 1].is_capital


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("'s", "ss", "us", "is"))


def phrase_before(tokens: Sequence[TextToken], last: int, first: int) -> Phrase | None:
    """The phrase that ends before a verb, or None.

    `last` is the token before the verb and `first` the first one that may belong to
    the phrase. Appositions and brackets are stepped over.
    """
    last = before_adverbials(tokens, last, first)
    while last >= first and tokens[last].text == ")":
        opened = _opening_bracket(tokens, last, first)
        if opened <= first:
            return None
        last = opened - 1
    if last < first or tokens[last].low in ("and", "but", "or", "then"):
        return None
    if tokens[last].text in ",—–―":
        phrase = _before_apposition(tokens, last, first)
    else:
        phrase = _within(tokens, boundary(tokens, last, first), last)
    if phrase is None or not _is_somebody(tokens, phrase):
        return None
    return phrase


def _opening_bracket(tokens: Sequence[TextToken], last: int, first: int) -> int:
    """The token that opens the bracket that ends at `last`; `first` where none does."""
    for at in range(last, first - 1, -1):
        if tokens[at].text == "(":
            return at
    return first


def phrase_after(tokens: Sequence[TextToken], first: int, end: int) -> Phrase | None:
    """The phrase that begins after an inverted verb, as in “said the minister”."""
    first = _after_auxiliaries(tokens, first, end)
    if first >= end:
        return None
    if tokens[first].low in PRONOUNS:
        return first, first
    if not _may_begin_phrase(tokens[first]):
        return None
    last = first
    while last < end and not _ends_phrase(tokens, last, last > first):
        last += 1
    return (first, last - 1) if last > first else None


def _after_auxiliaries(tokens: Sequence[TextToken], first: int, end: int) -> int:
    """The first token from `first` on that is no auxiliary and no adverb, or `end`."""
    while first < end:
        token = tokens[first]
        if token.low not in AUXILIARIES and not is_adverb(token):
            return first
        first += 1
    return first


def _may_begin_phrase(word: TextToken) -> bool:
    """Not a participle, a sign, or a small preposition or conjunction."""
    if word.text.islower() and word.low.endswith("ing"):
        return False
    if not word.text[0].isalnum():
        return False
    return word.is_capital or word.low not in SMALL


def main_subject(tokens: Sequence[TextToken], first: int, end: int) -> Phrase | None:
    """The first subject of a sentence: what stands before its first finite verb."""
    first = after_lead_in(tokens, first, end)
    if first >= end:
        return None
    if tokens[first].low in PRONOUNS:
        return first, first
    last = first
    if tokens[first].low in CONJUNCTIONS:
        return None
    while last < end and not _ends_subject(tokens, last, first):
        last += 1
    return (first, last - 1) if last > first else None


def boundary(tokens: Sequence[TextToken], last: int, first: int) -> int:
    """Where the clause that ends at `last` begins, not before `first`."""
    for at in range(last, first - 1, -1):
        token = tokens[at]
        if token.is_quotation or token.text in STOPS:
            return at + 1
        if at == last or token.low not in CONJUNCTIONS:
            continue
        joins_names = token.low == "and" and at > first and _joins_names(tokens, at)
        if not joins_names:
            return at + 1
    return first


def _joins_names(tokens: Sequence[TextToken], at: int) -> bool:
    """Whether an “and” within a sentence stands between two words with a capital."""
    return tokens[at - 1].is_capital and tokens[at + 1].is_capital


def names(tokens: Sequence[TextToken], first: int, last: int) -> list[Phrase]:
    """Runs of words with a capital, with the small words that names have."""
    runs: list[Phrase] = []
    at = first
    while at <= last:
        if _begins_name(tokens[at]):
            end = _name_end(tokens, at, last)
            runs.append((at, end))
            at = end
        at += 1
    return runs


def _begins_name(token: TextToken) -> bool:
    if not token.is_capital or token.low in NO_NAME:
        return False
    return not token.low.endswith("ly")


def _name_end(tokens: Sequence[TextToken], at: int, last: int) -> int:
    """The last token of the name that begins at `at`, at most `last`."""
    while at < last:
        behind = tokens[at + 1]
        if not behind.is_capital and behind.low not in PARTICLES:
            break
        at += 1
    return at


def _before_apposition(
    tokens: Sequence[TextToken], comma: int, first: int
) -> Phrase | None:
    """“X, the head of Y, said”: the leftmost piece between commas that can be a name."""
    segments = _segments(tokens, comma, first)
    if not segments:
        return None
    best = segments[0]
    for low, high in segments:
        if tokens[low].low in ASIDES:
            continue
        if _begins_clause(tokens[low], tokens[best[0]]):
            break
        begins = boundary(tokens, high, low)
        word = tokens[begins]
        if may_name_somebody(word):
            best = (begins, high)
        if _ends_search(tokens, low, high, begins):
            break
    return _within(tokens, *best)


def _begins_clause(word: TextToken, best: TextToken) -> bool:
    """Whether a piece begins a clause of its own, given how the best one so far begins."""
    if word.low in SUBORDINATING:
        return True
    return word.low in ("and", "but") and best.is_capital


def _ends_search(tokens: Sequence[TextToken], low: int, high: int, begins: int) -> bool:
    """Whether what stands left of a piece cannot be the subject any more.

    So it is where the piece has a verb, or where only its end, from `begins`, is of the
    clause and the rest is no small noun.
    """
    for token in tokens[low : high + 1]:
        if _looks_like_verb(token):
            return True
    if begins == low or tokens[low].low in DETERMINERS:
        return False
    return not tokens[low].text.islower()


def _segments(tokens: Sequence[TextToken], comma: int, first: int) -> list[Phrase]:
    """The pieces between commas before a comma, nearest first."""
    pieces: list[Phrase] = []
    high = comma - 1
    for at in range(comma - 1, first - 2, -1):
        is_start = at < first
        if not is_start and not _is_edge(tokens[at]):
            continue
        if high > at:
            pieces.append((at + 1, high))
        if is_start or len(pieces) == MOST_SEGMENTS or tokens[at].text not in ",—–―":
            break
        high = at - 1
    return pieces


def _is_edge(token: TextToken) -> bool:
    """Whether a piece of a sentence may end at this sign."""
    return token.text in ",—–―;:()" or token.is_quotation


def _within(tokens: Sequence[TextToken], low: int, high: int) -> Phrase | None:
    """The somebody in a stretch of words: a pronoun at its end, a name after a preposition, else all of it."""
    if low > high:
        return None
    if tokens[low].low in BESIDE_NAMES:
        return _behind_small_word(tokens, low, high)
    low = max(low, high - LONGEST)
    if tokens[high].low in PRONOUNS:
        return high, high
    for at in range(high - 1, low - 1, -1):
        if _looks_like_verb(tokens[at]):
            return at + 1, high
    return low, high


def _behind_small_word(tokens: Sequence[TextToken], low: int, high: int) -> Phrase:
    """The last pronoun of a stretch that begins with a preposition or the like; else its last name."""
    for at in range(high, low - 1, -1):
        if tokens[at].low in PRONOUNS:
            return at, at
    named = names(tokens, low + 1, high)
    return named[-1] if named else (min(low + 1, high), high)


def _looks_like_verb(token: TextToken) -> bool:
    return token.low in VERBS and token.text.islower()


def _is_nobody(word: TextToken) -> bool:
    """Whether a single word can be no subject: a number, “he’d”, “having”."""
    if word.text[0].isdigit():
        return True
    pronoun, apostrophe, _ = word.low.partition("'")
    if apostrophe and (pronoun in PRONOUNS or pronoun in ("that", "there")):
        return True
    return word.text.islower() and word.low.endswith(("ing", "ed"))


def _is_somebody(tokens: Sequence[TextToken], phrase: Phrase) -> bool:
    words = tokens[phrase[0] : phrase[1] + 1]
    if all(word.low in BESIDE_NAMES or not word.text[0].isalnum() for word in words):
        return False
    if words[0].low in PREPOSITIONS and not any(word.is_capital for word in words[1:]):
        return False
    if words[-1].low.endswith("n't"):
        return False
    return len(words) > 1 or not _is_nobody(words[0])


def _ends_phrase(tokens: Sequence[TextToken], at: int, has_begun: bool) -> bool:
    token = tokens[at]
    if token.text in ENDS or token.is_quotation:
        return True
    if not has_begun:
        return False
    if token.low in PHRASE_ENDS:
        return True
    return token.text.islower() and is_verb(tokens, at)


def _ends_subject(tokens: Sequence[TextToken], at: int, first: int) -> bool:
    token = tokens[at]
    if token.text in ENDS or token.is_quotation:
        return True
    if not (token.text.islower() and at > first):
        return False
    if token.low in SUBJECT_ENDS:
        return True
    looks_finite = token.low.endswith(("ed", "s")) and token.low not in DETERMINERS
    return looks_finite and tokens[at - 1].is_capital
