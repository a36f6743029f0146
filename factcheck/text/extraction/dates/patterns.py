"""Pieces of patterns that the rules are put together from. Every repetition is bounded, so that reading is linear."""

import re
from collections.abc import Iterable

from . import lexicon


def either(words: Iterable[str]) -> str:
    """One of the words, in small letters or with a capital first; the longest is tried first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(_word, ordered)) + ")"


def _word(word: str) -> str:
    first, rest = word[0], re.escape(word[1:]).replace(r"\ ", SPACE)
    if not first.isalpha():
        return re.escape(first) + rest
    return f"[{first.upper()}{first.lower()}]{rest}"


def names(words: Iterable[str]) -> str:
    """One of the names, as they are written or in capitals throughout."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join([*ordered, *map(str.upper, ordered)]) + ")"


SPACE = r"\s{1,2}"
DASH = r"[-\u2010-\u2015]"
END = r"(?!\w)"
THE = rf"(?:[Tt]he{SPACE})?"

MONTH = names(lexicon.MONTHS)
MONTH_SHORT = (
    "(?:"
    + names(lexicon.MONTHS)
    + "|(?:"
    + "|".join(sorted(lexicon.MONTH_ABBREVIATIONS, key=len, reverse=True))
    + r")\.?)"
)
WEEKDAY = names(lexicon.WEEKDAYS)
WEEKDAY_SHORT = (
    "(?:"
    + WEEKDAY
    + "|(?:"
    + "|".join(sorted(lexicon.WEEKDAY_ABBREVIATIONS, key=len, reverse=True))
    + r")\.?)"
)
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z]|[.,:][0-9])"
ERA = r"(?:BCE|BC|B\.C\.E\.|B\.C\.?|CE|AD|A\.D\.)"
YEAR = rf"(?:[0-9]{{1,4}}\s?{ERA}{END}|AD\s[0-9]{{1,4}}{END}|[0-9]{{4}}(?![\w]|[.,:][0-9]))"
YEAR_TAIL = rf"(?:,{SPACE}|,|{SPACE}of{SPACE}|{SPACE})(?P<year>{YEAR})"
SAME_YEAR = (
    rf"(?:{SPACE}of{SPACE}(?P<same>that|the same|this|last|next|the following|the next|the previous){SPACE}year"
    rf"|(?={SPACE}(?P<beside>this|last|next){SPACE}year))"
)
SEASON = either(lexicon.SEASONS)
CLOCK = (
    r"(?:(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?::[0-5][0-9])?\s?(?:[ap]\.?m\.?|[AP]\.?M\.?)(?![A-Za-z])"
    r"|(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])(?:\s?(?:hrs?|hours)(?![a-z]))?"
    r"|(?:1[0-2]|0?[1-9])\s?(?:[ap]\.?m\.?|[AP]\.?M\.?)(?![A-Za-z]))"
)
ZONE = r"(?:\s(?:GMT|UTC|CET|CEST|EST|EDT|ET|CT|CST|CDT|PST|PDT|PT|BST|IST|WGT|local time)(?![A-Za-z]))"
PART_OF_DAY = either(["morning", "afternoon", "evening", "night"])

# "early", "the end of", "about": they belong to what is marked, and say no more of the calendar than the date itself.
WHERE_IN = (
    rf"(?:{THE}(?:very{SPACE})?(?:[Ee]arly|[Ll]ate|[Mm]id|[Ll]ater|[Ee]arlier)"
    rf"(?:{SPACE}in{SPACE}(?:the{SPACE})?|{SPACE}on{SPACE}|{DASH}|{SPACE})"
    rf"|{THE}(?:[Vv]ery{SPACE})?(?:[Ee]nd|[Bb]eginning|[Ss]tart|[Mm]iddle|[Rr]est|[Cc]lose|[Ll]atter part|[Ee]arly part|[Ll]ate part)"
    rf"{SPACE}of{SPACE}(?:the{SPACE})?)"
)
ABOUT = rf"(?:(?:[Aa]bout|[Aa]round|[Cc]irca|[Aa]pproximately|[Rr]oughly){SPACE}|[Cc]a?\.\s?)"
BEFORE_DATE = rf"(?P<about>{ABOUT})?(?P<where>{WHERE_IN})?"
OF_DAY = rf"(?:{THE}(?:[Ee]arly{SPACE}|[Ll]ate{SPACE})?(?P<part>{PART_OF_DAY}|{either(['eve'])}){SPACE}of{SPACE}(?:the{SPACE})?)"

DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,4}(?:\.[0-9]{1,2})?"
NUMBER_WORD = (
    rf"(?:{either(lexicon.TENS)}(?:[-\s](?:{'|'.join(lexicon.ONES[:9])}))?|{either(lexicon.ONES)}"
    rf"|{either(['a single', 'a dozen', 'a hundred', 'a thousand', 'a couple of', 'half a', 'an', 'a'])})"
)
VAGUE = either(lexicon.VAGUE_NUMBERS)
NUMBER = rf"(?:{DIGITS}|{VAGUE}|{NUMBER_WORD})(?:{SPACE}and{SPACE}a{SPACE}half)?"
UNIT = (
    "(?:[Ss]econds|[Mm]inutes?|[Hh]ours?|[Dd]ays?|[Nn]ights?|[Ww]eekends?|[Ww]eeks?|[Ff]ortnights?|[Mm]onths?|[Yy]ears?"
    "|[Dd]ecades?|[Cc]entur(?:y|ies))"
)
