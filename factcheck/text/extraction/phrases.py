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
from .sentences import Token
from .verbs import BASE

Phrase = tuple[int, int]
LONGEST = 14
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


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is one of our verbs, and not the noun that is written alike."""
    word, before = tokens[at].low, tokens[at - 1].low if at else ""
    if word in ("put", "puts"):
        return at + 1 < len(tokens) and tokens[at + 1].low == "it"
    if word not in VERBS or before in OWNED:
        return False
    if word in BASE_OR_NOUN and (
        before.endswith(("'s", "s'")) or at and tokens[at].is_capital
    ):
        return False
    if word in BASE:
        return before in BASE_AFTER or at > 0 and _is_plural(tokens[at - 1])
    if word in NOUN_LIKE:
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            before in PRONOUNS
            or behind is None
            or behind.low in (",", ":", ".", "that")
        ):
            return True
        return behind.is_quotation and at > 0 and tokens[at - 1].is_capital
    return True


def _is_plural(token: Token) -> bool:
    return token.low.endswith("s") and not token.low.endswith(("'s", "ss", "us", "is"))


def phrase_before(tokens: Sequence[Token], last: int, first: int) -> Phrase | None:
    """The phrase that ends before a verb: `last` is the token before it; appositions and brackets are stepped over."""
    last = before_adverbials(tokens, last, first)
    while last >= first and tokens[last].text == ")":
        opened = next(
            (i for i in range(last, first - 1, -1) if tokens[i].text == "("), first
        )
        if opened <= first:
            return None
        last = opened - 1
    if last < first or tokens[last].low in ("and", "but", "or", "then"):
        return None
    if tokens[last].text in ",—–―":
        phrase = _before_apposition(tokens, last, first)
    else:
        phrase = _within(tokens, boundary(tokens, last, first), last)
    return phrase if phrase and _is_somebody(tokens, phrase) else None


def phrase_after(tokens: Sequence[Token], first: int, end: int) -> Phrase | None:
    """The phrase that begins after an inverted verb, as in “said the minister”."""
    while first < end and (
        tokens[first].low in AUXILIARIES or is_adverb(tokens[first])
    ):
        first += 1
    if first >= end:
        return None
    word = tokens[first]
    if word.low in PRONOUNS:
        return first, first
    if word.text.islower() and word.low.endswith("ing"):
        return None
    if not word.text[0].isalnum() or (word.low in SMALL and not word.is_capital):
        return None
    last = first
    while last < end and not _ends_phrase(tokens, last, last > first):
        last += 1
    return (first, last - 1) if last > first else None


def main_subject(tokens: Sequence[Token], first: int, end: int) -> Phrase | None:
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


def boundary(tokens: Sequence[Token], last: int, first: int) -> int:
    """Where the clause that ends at `last` begins, not before `first`."""
    for at in range(last, first - 1, -1):
        token = tokens[at]
        if token.is_quotation or token.text in STOPS:
            return at + 1
        joins_names = (
            token.low == "and"
            and first < at < last
            and tokens[at - 1].is_capital
            and tokens[at + 1].is_capital
        )
        if token.low in CONJUNCTIONS and at < last and not joins_names:
            return at + 1
    return first


def names(tokens: Sequence[Token], first: int, last: int) -> list[Phrase]:
    """Runs of words with a capital, with the small words that names have."""
    found, at = [], first
    while at <= last:
        token = tokens[at]
        if (
            token.is_capital
            and token.low not in NO_NAME
            and not token.low.endswith("ly")
        ):
            end = at
            while end < last and (
                tokens[end + 1].is_capital or tokens[end + 1].low in PARTICLES
            ):
                end += 1
            found.append((at, end))
            at = end
        at += 1
    return found


def _before_apposition(
    tokens: Sequence[Token], comma: int, first: int
) -> Phrase | None:
    """“X, the head of Y, said”: the leftmost piece between commas that can be a name."""
    segments = _segments(tokens, comma, first)
    best = segments[0] if segments else None
    for low, high in segments:
        word = tokens[low]
        if word.low in ASIDES:
            continue
        if word.low in SUBORDINATING or (
            word.low in ("and", "but") and tokens[best[0]].is_capital
        ):
            break
        begins = boundary(tokens, high, low)
        word = tokens[begins]
        if word.is_capital or word.low in FIRST_WORDS:
            best = (begins, high)
        has_verb = any(_looks_like_verb(token) for token in tokens[low : high + 1])
        if has_verb or (
            begins != low
            and tokens[low].low not in DETERMINERS
            and not tokens[low].text.islower()
        ):
            break
    return _within(tokens, *best) if best else None


def _segments(tokens: Sequence[Token], comma: int, first: int) -> list[Phrase]:
    """The pieces between commas before a comma, nearest first."""
    found, high = [], comma - 1
    for at in range(comma - 1, first - 2, -1):
        is_edge = at < first or tokens[at].text in ",—–―;:()" or tokens[at].is_quotation
        if not is_edge:
            continue
        if high > at:
            found.append((at + 1, high))
        if at < first or tokens[at].text not in ",—–―" or len(found) == MOST_SEGMENTS:
            break
        high = at - 1
    return found


def _within(tokens: Sequence[Token], low: int, high: int) -> Phrase | None:
    """The somebody in a stretch of words: a pronoun at its end, a name after a preposition, else all of it."""
    if low > high:
        return None
    if tokens[low].low in BESIDE_NAMES:
        pronoun = next(
            (at for at in range(high, low - 1, -1) if tokens[at].low in PRONOUNS), None
        )
        if pronoun is not None:
            return pronoun, pronoun
        named = names(tokens, low + 1, high)
        return named[-1] if named else (min(low + 1, high), high)
    low = max(low, high - LONGEST)
    if tokens[high].low in PRONOUNS:
        return high, high
    verb = next(
        (
            at
            for at in range(high - 1, low - 1, -1)
            if tokens[at].low in VERBS and tokens[at].text.islower()
        ),
        None,
    )
    return (verb + 1 if verb is not None else low), high


def _looks_like_verb(token: Token) -> bool:
    return token.low in VERBS and token.text.islower()


def _is_nobody(word: Token) -> bool:
    """Whether a single word can be no subject: a number, “he’d”, “having”."""
    pronoun, contracted, _ = word.low.partition("'")
    is_clause = bool(contracted) and pronoun in PRONOUNS | {"that", "there"}
    return (
        word.text[0].isdigit()
        or is_clause
        or word.text.islower()
        and word.low.endswith(("ing", "ed"))
    )


def _is_somebody(tokens: Sequence[Token], phrase: Phrase) -> bool:
    words = tokens[phrase[0] : phrase[1] + 1]
    if all(word.low in BESIDE_NAMES or not word.text[0].isalnum() for word in words):
        return False
    if words[0].low in PREPOSITIONS and not any(word.is_capital for word in words[1:]):
        return False
    if words[-1].low.endswith("n't"):
        return False
    return not (len(words) == 1 and _is_nobody(words[0]))


def _ends_phrase(tokens: Sequence[Token], at: int, has_begun: bool) -> bool:
    token = tokens[at]
    if token.text in ENDS or token.is_quotation:
        return True
    small = token.low in PHRASE_ENDS
    return has_begun and (small or (is_verb(tokens, at) and token.text.islower()))


def _ends_subject(tokens: Sequence[Token], at: int, first: int) -> bool:
    token = tokens[at]
    if token.text in ENDS or token.is_quotation:
        return True
    if not (token.text.islower() and at > first):
        return False
    if token.low in SUBJECT_ENDS:
        return True
    looks_finite = token.low.endswith(("ed", "s")) and token.low not in DETERMINERS
    return looks_finite and tokens[at - 1].is_capital
