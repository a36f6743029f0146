"""Times, adverbs and datelines: what stands between a speaker and the verb, or before the sentence begins."""

from collections.abc import Sequence

from .cues import AUXILIARIES, DAYS, LATER, LEAD_INS, TIMES
from .sentences import Token

UNITS = frozenset(("hour", "minute", "decade", "moment"))
TIME_ENDS = TIMES | LATER


def before_adverbials(tokens: Sequence[Token], last: int, first: int) -> int:
    """The last token that is no auxiliary, adverb or time, as in “X also”, “X on Friday”, “X late last night”."""
    while last >= first:
        if _is_between(tokens[last]):
            last -= 1
        elif length := _time_length(tokens, last, first):
            last -= length
        else:
            break
    return last


def _time_length(tokens: Sequence[Token], last: int, first: int) -> int:
    """How many tokens before a verb tell a time; 0 where a time is itself the subject."""
    if (
        tokens[last].low in LATER
        and last - first > 2
        and tokens[last - 1].low.rstrip("s") in TIMES | UNITS
    ):
        return 3
    if tokens[last].low not in TIMES:
        return 0
    at = last
    while at > first and last - at < 3:
        at -= 1
        if tokens[at].low in (
            "on",
            "at",
            "in",
            "by",
            "during",
            "late",
            "early",
            "earlier",
            "last",
            "this",
        ):
            is_more = at > first and tokens[at - 1].low in (
                "on",
                "at",
                "in",
                "late",
                "early",
                "earlier",
                "later",
                "by",
            )
            return last - at + 1 + is_more if at > first else 0
    is_bare = (
        tokens[last].low in DAYS
        and last > first
        and (tokens[last - 1].text[0].isalnum() or tokens[last - 1].text == ")")
    )
    return 1 if is_bare else 0


def after_lead_in(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where a sentence begins behind its dateline and its adverbials, as in “On Friday, X said”."""
    dash = next(
        (i for i in range(first, min(end, first + 14)) if tokens[i].text in "—–―-"),
        None,
    )
    is_dateline = (
        tokens[first].text.isupper() and len(tokens[first].text) > 2
        if first < end
        else False
    )
    if dash and (
        is_dateline
        or any(token.text == "(" for token in tokens[first + 1 : min(dash, first + 4)])
    ):
        first = dash + 1
    for times in range(3):
        comma = next(
            (
                i
                for i in range(first, end)
                if tokens[i].text == "," or tokens[i].is_quotation
            ),
            None,
        )
        is_in = comma is not None and (
            is_lead_in(tokens, first, comma)
            or (times and _is_place(tokens, first, comma))
        )
        if not is_in:
            break
        first = comma + (tokens[comma].text == ",")
        if first < end and tokens[first - 1].is_quotation:
            break
    while first < end - 1 and tokens[first].low in (
        "then",
        "and",
        "but",
        "now",
        "yet",
        "so",
        "still",
        "later",
    ):
        first += 1
    return first


def _is_place(tokens: Sequence[Token], first: int, comma: int) -> bool:
    """The second half of “in Salem, New Hampshire, X left”."""
    rest = tokens[comma + 1] if comma + 1 < len(tokens) else None
    is_name = 0 < comma - first <= 3 and all(
        token.is_capital for token in tokens[first:comma]
    )
    return (
        is_name
        and rest is not None
        and (rest.is_capital or rest.low in ("he", "she", "they", "it"))
    )


def is_lead_in(tokens: Sequence[Token], first: int, comma: int) -> bool:
    tells_time = tokens[comma - 1].low in TIME_ENDS and comma - first <= 6
    return comma > first and (_leads_in(tokens[first]) or tells_time)


def _is_between(token: Token) -> bool:
    return token.low in AUXILIARIES or is_adverb(token)


def is_adverb(token: Token) -> bool:
    return token.text.islower() and token.low.endswith("ly")


def _leads_in(token: Token) -> bool:
    return token.low in LEAD_INS or token.low.endswith("ing")
