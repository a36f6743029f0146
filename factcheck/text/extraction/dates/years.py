"""Years, decades and centuries: "1951", "in 493 BC", "the late 1980s", "the 19th century"."""

import re
from dataclasses import replace

from . import lexicon
from .context import Context
from .finding import DateReading
from .numerals import is_before_christ, ordinal, year_number
from .patterns import ABOUT, BEFORE_DATE, DASH, END, ERA, SPACE, THE, WHERE_IN, either
from .point import CalendarPoint
from .reading import about, dated
from .rule import DateRule

LEADS_IN = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Oo]f|[Ff]rom|[Dd]uring|[Tt]hrough(?:out)?|[Bb]efore|[Aa]fter|[Bb]etween"
    r"|[Ee]arly|[Ll]ate|[Mm]id|[Yy]ear|[Yy]ears|[Cc]irca|[Bb]ack in|[Aa]s of|[Pp]re|[Pp]ost|[Tt]he|[Aa]|its|their|his|her|[Cc]lass of)[\s-]{1,2}|[(\n\u201c\"]|^"
    r"|[0-9]{4}(?:\s?[-\u2010-\u2015/,]\s?|\s(?:and|to|or)\s)|(?:[Ff]ound|[Ee]lect)ed\s)$"
)
WEAK = re.compile(
    r"(?:\b(?:of|the|a|from|to|between|by|after|before|about|around|for|until)\s|[(\n\u201c\"]|^)$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\b(?:to|and|or|around|about|for)\s$")
YEAR_BEFORE = re.compile(r"[0-9]{4},?\s(?:to|and|or)\s$|from [^.\n]{0,25} to $")
CAPITAL_BEFORE = re.compile(r"\b[A-Z][a-z]+\s$")
COUNTED = re.compile(
    r"\s(?:(?:[a-z]+\s)?(?!was\b|is\b|has\b|this\b|as\b|its\b|his\b|us\b|does\b|across\b|towards?\b|besides\b|elections\b|protests\b)[a-z]{2,20}s"
    r"|(?:[a-z]+\s){0,2}(?:men|people|women|children)|men|people|women|(?:school)?children|percent|per cent|km|feet|troops|dead|m|ft|kg|acres)\b|\s?[%$€£°]|-(?:strong|man|foot|mile|metre|meter|seat)"
)
OPENS, VERB = (
    re.compile(r"(?:^|[.!?]\s|\n)$"),
    re.compile(r"\s(?:also\s)?(?:saw|was|is|will|began|ended|marked|brought)\b"),
)
"""As in "2007 saw a change"."""
APART, ENDS = re.compile(r"[a-z],\s$"), re.compile(r"[.;)\n]")
"""As in “from our files, 2008.”"""
PASSING = re.compile(
    r"\b(?:[Oo]f|[Tt]he|[Tt]o|[Ff]rom|[Ss]ince|[Aa]fter|[Bb]efore|its|[Aa])\s$|[a-z],\s$"
)
"""As in "the treaty of 1951": what is told meanwhile is not of that year."""
CURRENCY = re.compile(
    r"[$€£#№]\s?$|\b(?:No|no|p|pp|Rs|DKK|USD|EUR|article|Article|Resolution|Flight|Route|Highway|page)\.?\s$"
)


def read_year(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    if not _names_a_year(match, context) and not _is_year(match, context):
        return ()
    reading = _reading(match, CalendarPoint("year", int(match["year"])), "year")
    before = context.text[max(0, match.start() - 12) : match.start()]
    return (replace(reading, anchors=not PASSING.search(before)),)


def _names_a_year(match: re.Match[str], context: Context) -> bool:
    """Whether the words of the match itself make it a year: “the end of 1951”, “about 1951”, “the year 1951”."""
    if match["where"] or match["called"]:
        return True
    return bool(match["about"]) and not COUNTED.match(context.text, match.end())


def _is_year(match: re.Match[str], context: Context) -> bool:
    """A bare number is a year only where the words around it say so."""
    year, end = int(match["year"]), match.end()
    before = context.text[max(0, match.start() - 40) : match.start()]
    if CURRENCY.search(before) or not 1000 <= year <= 2199:
        return False
    is_recent = 1900 <= year <= 2100
    if is_recent and _stands_apart(context.text, before, end):
        return True
    if COUNTED.match(context.text, end):
        return _stands_firm(year, before)
    if NUMBERED.search(before):
        return YEAR_BEFORE.search(before) is not None
    if LEADS_IN.search(before):
        return True
    return is_recent and CAPITAL_BEFORE.search(before) is not None


def _stands_firm(year: int, before: str) -> bool:
    """Whether a number is a year though what follows could be counted by it: no round one, and well led in."""
    if year % 100 == 0 or NUMBERED.search(before) or WEAK.search(before):
        return False
    return LEADS_IN.search(before) is not None


def _stands_apart(text: str, before: str, end: int) -> bool:
    """A year behind a comma that ends a sentence, or one that begins a sentence and a verb follows."""
    if APART.search(before) and ENDS.match(text, end):
        return True
    return OPENS.search(before) is not None and VERB.match(text, end) is not None


def read_era(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    year = year_number(match["year"])
    if year is None:
        return ()
    return (_reading(match, CalendarPoint("year", year), "year with its era"),)


def read_old_year(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """Three digits are a year only in a text that has been telling of years before Christ."""
    if not context.before_christ or COUNTED.match(context.text, match.end()):
        return ()
    return (
        _reading(
            match,
            CalendarPoint("year", 1 - int(match["year"])),
            "year before Christ, era inherited",
        ),
    )


def read_years(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "1861-1863", "1995-96", "499-493 BC"."""
    first, second = match["first"], match["second"]
    if len(second) == 2 < len(first):
        second = first[:-2] + second
    early, late = int(first), int(second)
    if match["era"] and is_before_christ(match["era"]):
        early, late = 1 - early, 1 - late
    elif len(first) < 4 and not match["era"]:
        return ()
    if not early < late <= early + 1000 or early == 0:
        return ()
    cut = match.start("second")
    return (
        dated(
            match.start(),
            match.end("first"),
            CalendarPoint("year", early),
            "first year of a range",
        ),
        dated(
            cut,
            match.end(),
            CalendarPoint("year", late),
            "last year of a range",
            anchors=False,
        ),
    )


def read_short_year(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """'89: of the century that the text is in."""
    here = context.telling
    if here is None:
        return ()
    year = here.year // 100 * 100 + int(match["year"])
    if year > here.year + 20:
        year -= 100
    return (
        dated(*match.span(), CalendarPoint("year", year), "year without its century"),
    )


def read_decade(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    year = _decade(match, context)
    if year is None:
        return ()
    return (_reading(match, CalendarPoint("decade", year), "decade"),)


def _decade(match: re.Match[str], context: Context) -> int | None:
    """The first year of a decade; None for three digits without an era."""
    digits = match["digits"]
    if match["bc"]:
        return 1 - int(digits)
    if digits:
        return int(digits) if len(digits) == 4 else None
    if match["short"]:
        return _nearest_decade(int(match["short"]), context.speaking)
    return _nearest_decade(lexicon.DECADES[match["word"].lower()], context.speaking)


def _nearest_decade(short: int, here: CalendarPoint | None) -> int:
    """The century is that of the text, or the one before where that would lie ahead; without a date the twentieth."""
    if here is None:
        return 1900 + short
    century = here.year // 100 * 100 if here.year > 999 else 1900
    is_ahead = century + short > here.year + YEARS_AHEAD
    return century - 100 + short if is_ahead else century + short


def read_century(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    count = ordinal(match["ordinal"])
    if not count or count > 30:
        return ()
    before = match["era"] and is_before_christ(match["era"])
    first = -100 * (count - 1) if before else 100 * (count - 1)
    return (
        replace(
            _reading(match, CalendarPoint("century", first), "century"), anchors=False
        ),
    )


def _reading(match: re.Match[str], point: CalendarPoint, step: str) -> DateReading:
    reading = dated(*match.span(), point, step)
    return about(reading) if match["about"] else reading


YEARS_AHEAD = 10
"""So far ahead a decade without its century may lie. Measured by `make quality`."""
ALONE = r"(?![\w]|[.,:][0-9]|-[0-9])"
OF_FOUR_OR_TWO_DIGITS = (
    rf"(?:(?<=[0-9][0-9][-\u2010-\u2015 ][0-9][0-9])|(?<=[0-9]{{4}})){ALONE}"
)
LOOSE_BEFORE = rf"(?P<about>{ABOUT})?(?P<where>{WHERE_IN})?{THE}(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[-\s])?"
RULES = (
    DateRule(
        "years",
        rf"(?P<first>[0-9]{{1,4}})(?:\s?{DASH}\s?|\s(?:to|and|until)\s(?=[0-9]{{1,4}}\s?{ERA}))"
        rf"(?P<second>[0-9]{{1,4}})(?:\s?(?P<era>{ERA}){END}|{OF_FOUR_OR_TWO_DIGITS})",
        read_years,
    ),
    DateRule(
        "era",
        rf"{BEFORE_DATE}(?P<year>[0-9]{{1,4}}\s?{ERA}{END}|AD\s[0-9]{{1,4}}{END})",
        read_era,
    ),
    DateRule(
        "decade",
        rf"{LOOSE_BEFORE}(?:(?P<digits>[0-9]{{2,3}}0)['’]?s(?:\s?(?P<bc>BCE?|B\.C\.))?"
        rf"|['’‘](?P<short>[2-9]0)s|(?<=[Tt]he )(?P<word>{either(lexicon.DECADES)})){END}",
        read_decade,
    ),
    DateRule(
        "century",
        rf"{LOOSE_BEFORE}(?P<ordinal>[0-9]{{1,2}}(?:st|nd|rd|th)|{either(lexicon.ORDINALS)})"
        rf"[-\s][Cc]entury(?:\s(?P<era>{ERA}))?{END}",
        read_century,
    ),
    DateRule(
        "year",
        rf"{BEFORE_DATE}(?P<called>[Tt]he{SPACE}year{SPACE})?(?P<year>[12][0-9]{{3}})(?![\w/]|[.,:][0-9]|-[0-9])",
        read_year,
    ),
    DateRule("short_year", r"['’](?P<year>[0-9]{2})(?![\w'’])", read_short_year),
    DateRule(
        "old_year",
        rf"(?P<about>{ABOUT})?(?P<where>{WHERE_IN})?(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=of )|(?<=after ))"
        r"(?P<year>[1-9][0-9]{2})(?![\w]|[.,][0-9])",
        read_old_year,
    ),
)
