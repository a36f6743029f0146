"""Times, adverbs and datelines: what stands between a speaker and the verb, or before the sentence begins."""

from collections.abc import Sequence

from .cues import AUXILIARIES, DAYS, LATER, LEAD_INS, TIMES
from .sentences import TextToken

UNITS = frozenset(("hour", "minute", "decade", "moment"))
TIME_ENDS = TIMES | LATER
COUNTED = TIMES | UNITS
"""What is counted before “later” or “ago”."""
TIME_OPENERS = frozenset(
    ("on", "at", "in", "by", "during", "late", "early", "earlier", "last", "this")
)
BEFORE_TIME_OPENERS = frozenset(
    ("on", "at", "in", "late", "early", "earlier", "later", "by")
)
"""As in “late on Friday”."""
LINKING = frozenset(("then", "and", "but", "now", "yet", "so", "still", "later"))
MOST_LEAD_INS = 3
"""Lead-ins that are stepped over, one behind the other. Measured by `make quality`."""


def before_adverbials(tokens: Sequence[TextToken], last: int, first: int) -> int:
    """The last token that is no auxiliary, adverb or time, as in “X also”, “X on Friday”, “X late last night”."""
    while last >= first:
        if _is_between(tokens[last]):
            last -= 1
            continue
        length = _time_length(tokens, last, first)
        if not length:
            break
        last -= length
    return last


def _time_length(tokens: Sequence[TextToken], last: int, first: int) -> int:
    """How many tokens before a verb tell a time; 0 where a time is itself the subject."""
    word = tokens[last].low
    if word in LATER and last - first > 2 and _is_counted(tokens[last - 1]):
        return 3  # “two hours later”
    if word not in TIMES:
        return 0
    opener = _time_opener(tokens, last, first)
    if opener is not None:
        return _length_from(tokens, opener, last, first)
    return 1 if _is_bare_day(tokens, last, first) else 0


def _is_counted(token: TextToken) -> bool:
    return token.low.rstrip("s") in COUNTED


def _time_opener(tokens: Sequence[TextToken], last: int, first: int) -> int | None:
    """The token that opens a time, as “on” does, up to three tokens before its end."""
    for at in range(last - 1, max(first, last - 3) - 1, -1):
        if tokens[at].low in TIME_OPENERS:
            return at
    return None


def _length_from(tokens: Sequence[TextToken], at: int, last: int, first: int) -> int:
    """The tokens of a time that opens at `at`, with one more as in “late on Friday”."""
    if at == first:
        return 0
    is_more = tokens[at - 1].low in BEFORE_TIME_OPENERS
    return last - at + 1 + is_more


def _is_bare_day(tokens: Sequence[TextToken], last: int, first: int) -> bool:
    """A day without a preposition, behind the word or the bracket that is the subject."""
    if tokens[last].low not in DAYS or last <= first:
        return False
    before = tokens[last - 1].text
    return before[0].isalnum() or before == ")"


def after_lead_in(tokens: Sequence[TextToken], first: int, end: int) -> int:
    """Where a sentence begins behind its dateline and its adverbials, as in “On Friday, X said”."""
    first = _after_dateline(tokens, first, end)
    for number in range(MOST_LEAD_INS):
        comma = _comma_or_quotation(tokens, first, end)
        if comma is None:
            break
        is_place = number > 0 and _is_place(tokens, first, comma)
        if not is_place and not is_lead_in(tokens, first, comma):
            break
        first = comma + (tokens[comma].text == ",")
        if first < end and tokens[first - 1].is_quotation:
            break
    while first < end - 1 and tokens[first].low in LINKING:
        first += 1
    return first


def _after_dateline(tokens: Sequence[TextToken], first: int, end: int) -> int:
    """Behind the dash of a dateline, as in “NUUK, Greenland — X said”; `first` without one."""
    dash = _dash(tokens, first, min(end, first + 14))
    if not dash:
        return first
    opener = tokens[first].text
    if opener.isupper() and len(opener) > 2:
        return dash + 1
    for token in tokens[first + 1 : min(dash, first + 4)]:
        if token.text == "(":
            return dash + 1
    return first


def _dash(tokens: Sequence[TextToken], first: int, end: int) -> int | None:
    for at in range(first, end):
        if tokens[at].text in "—–―-":
            return at
    return None


def _comma_or_quotation(
    tokens: Sequence[TextToken], first: int, end: int
) -> int | None:
    """The first comma or quotation of a stretch."""
    for at in range(first, end):
        if tokens[at].text == "," or tokens[at].is_quotation:
            return at
    return None


def _is_place(tokens: Sequence[TextToken], first: int, comma: int) -> bool:
    """The second half of “in Salem, New Hampshire, X left”."""
    if not 0 < comma - first <= 3 or comma + 1 == len(tokens):
        return False
    if not all(token.is_capital for token in tokens[first:comma]):
        return False
    behind = tokens[comma + 1]
    return behind.is_capital or behind.low in ("he", "she", "they", "it")


def is_lead_in(tokens: Sequence[TextToken], first: int, comma: int) -> bool:
    tells_time = tokens[comma - 1].low in TIME_ENDS and comma - first <= 6
    return comma > first and (_leads_in(tokens[first]) or tells_time)


def _is_between(token: TextToken) -> bool:
    return token.low in AUXILIARIES or is_adverb(token)


def is_adverb(token: TextToken) -> bool:
    return token.text.islower() and token.low.endswith("ly")


def _leads_in(token: TextToken) -> bool:
    return token.low in LEAD_INS or token.low.endswith("ing")
