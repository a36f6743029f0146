"""Lengths of time and repetitions: "three days", "the past week", "an 11-year lull", "every month", "daily"."""

import re

from . import lexicon
from .context import Context
from .finding import DateReading
from .numerals import number, unit
from .patterns import DASH, DIGITS, END, NUMBER, NUMBER_WORD, SPACE, UNIT, either
from .reading import undated
from .rule import DateRule
from .terms import term


def read_length(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    extent = term(match, context)
    if extent:
        return (extent,)
    half = " and a half" if match.groupdict().get("half") else ""
    value = _value((match["number"] or "") + half, unit(match["unit"]))
    return (undated(*match.span(), value, "DURATION", "length of time"),)


def _value(words: str | None, named: str) -> str:
    """The TIMEX3 value of so many units: P3D, PT2H, PXW where the number is not known."""
    count = number(words.strip()) if words else None
    letters = lexicon.UNIT_LETTERS[named]
    if count is not None and named == "fortnight":
        count *= 2
    if letters.startswith("T"):
        return f"PT{_digits(count)}{letters[1:]}"
    return f"P{_digits(count)}{letters}"


def _digits(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else str(count).lstrip("0")


def read_long(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Week-long"."""
    return (
        undated(
            *match.span(),
            _value("one", unit(match["unit"])),
            "DURATION",
            "length of time",
        ),
    )


def read_set(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    named = unit(match["unit"])
    return (undated(*match.span(), _value("one", named), "SET", "repeated"),)


def read_adverb(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    return (undated(*match.span(), ADVERBS[match["word"].lower()], "SET", "repeated"),)


SINGULAR = (
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "month",
    "year",
    "decade",
    "century",
)
ADVERBS = {
    "daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "annually": "XXXX", "yearly": "XXXX",
    "everyday": "XXXX-XX-XX", "nightly": "XXXX-XX-XXTNI",
}  # fmt: skip
MODIFIER = (
    r"(?:(?:[Mm]ore than|[Ll]ess than|[Aa]t least|[Aa]t most|[Aa]bout|[Aa]round|[Aa]pproximately|[Rr]oughly|[Nn]early"
    r"|[Aa]lmost|[Oo]ver|[Uu]nder|[Uu]p to|[Jj]ust over|[Jj]ust under|[Oo]nly|[Ss]ome|[Cc]lose to|[Ww]ell over|[Aa] mere"
    rf"|[Aa] full){SPACE})?"
)
ADJECTIVE = (
    r"(?:(?:full|more|whole|consecutive|straight|long|short|previous|following|next|last|past|first|final|other"
    rf"|additional){SPACE})?"
)
WHICH = (
    rf"(?:[Tt]he{SPACE}(?:(?:same|last|past|next|first|following|previous|coming|final|preceding|subsequent|entire)"
    rf"{SPACE})?|(?:[Ll]ast|[Pp]ast|[Nn]ext|[Aa]nother){SPACE})?"
)
NO_YEAR = r"(?![12][0-9]{3}\s(?:day|week|month|year)\b(?![-\s]old))"
UNCOUNTED = r"(?P<number>(?!))?"
RULES = (
    DateRule(
        "hyphened",
        rf"(?P<number>(?:{DIGITS}|{NUMBER_WORD}))(?:{DASH}|(?<![0-9]{{4}})\s)"
        r"(?P<unit>[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade|[Mm]inute)(?:[-\s](?:long|old))?(?![-\w])",
        read_length,
    ),
    DateRule(
        "length",
        rf"(?:{MODIFIER}|{WHICH}){NO_YEAR}(?P<number>{NUMBER}){SPACE}{ADJECTIVE}(?P<unit>{UNIT})"
        rf"(?P<half>{SPACE}and{SPACE}a{SPACE}half)?(?:{SPACE}of{SPACE}age)?{END}",
        read_length,
    ),
    DateRule(
        "vague_length",
        rf"[Tt]he{SPACE}(?:last|past|next|following|coming|previous|subsequent){SPACE}{UNCOUNTED}"
        rf"(?P<unit>days|weeks|months|years|decades|hours|centuries){END}",
        read_length,
    ),
    DateRule(
        "within_length",
        rf"(?<=[Ww]ithin ){UNCOUNTED}(?P<unit>days|weeks|months|years)\b",
        read_length,
    ),
    DateRule("long", r"(?P<unit>[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)-long\b", read_long),
    DateRule(
        "set",
        rf"(?:[Ee]very|[Ee]ach|[Pp]er){SPACE}(?P<unit>{either(SINGULAR)}){END}",
        read_set,
    ),
    DateRule("adverb", rf"(?P<word>{either(ADVERBS)}){END}", read_adverb),
)
