"""Seasons, quarters and halves of a year. Which months a season has is left to the reader of EDTF."""

import re

from . import lexicon
from .context import Context
from .finding import DateReading
from .numerals import ordinal, year_number
from .patterns import BEFORE_DATE, END, SEASON, SPACE, THE, YEAR, YEAR_TAIL, either
from .point import CalendarPoint
from .reading import about, dated
from .rule import DateRule

LEADS_IN = re.compile(
    r"\b(?:in|during|by|until|since|through|throughout|of|for|last|next|this|that|early|late|the following)\s(?:the\s)?$|(?:^|\n)$",
    re.IGNORECASE,
)
LEADS_IN_TO_FALL = re.compile(r"\b(?:[Ii]n|last|next|this)\s$")
RANGE_YEAR = re.compile(rf"\s?(?:[-\u2010-\u2015/]|to|and|or)\s?{SEASON}{YEAR_TAIL}")
NOT_SEASON = re.compile(
    r"\s(?:of|in|from|on|to|down|below|short|apart|into|under|for|out|up|back)\b|-"
)


def read_season_year(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    year = year_number(match["year"] or match["year_first"])
    if year is None:
        return ()
    return (_reading(match, year, "season of a year"),)


def read_season(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    if not match["where"] and not _is_season(match, context):
        return ()
    ahead = RANGE_YEAR.match(context.text, match.end())
    year = year_number(ahead["year"]) if ahead else _year(match, context)
    if year is None:
        return ()
    return (_reading(match, year, "season, year inherited"),)


def _is_season(match: re.Match[str], context: Context) -> bool:
    """Spring and fall are verbs and other nouns too."""
    season = match["season"].lower()
    if season in ("fall", "spring") and NOT_SEASON.match(context.text, match.end()):
        return False
    before = context.text[max(0, match.start() - 20) : match.start()]
    if season == "fall":
        return LEADS_IN_TO_FALL.search(before) is not None
    return bool(match["the"]) or LEADS_IN.search(before) is not None


def _year(match: re.Match[str], context: Context) -> int | None:
    month = CalendarPoint(
        "season", 1, number=lexicon.SEASONS[match["season"].lower()]
    ).first_month
    return context.year_of(month, 0, match.start(), match.end())


def read_season_beside(
    match: re.Match[str], context: Context
) -> tuple[DateReading, ...]:
    """ "Last summer" is the latest that is over, "next summer" the next to begin, "this summer" of the year itself."""
    here, number = context.speaking, lexicon.SEASONS[match["season"].lower()]
    if here is None:
        return ()
    month, which = (
        CalendarPoint("season", 1, number=number).first_month,
        match["which"].lower(),
    )
    year = here.year
    if which in ("last", "past", "previous"):
        is_winter = month == 12  # it ends in the year after the one that it is named by
        year -= is_winter or here.first_month < month + 3
    elif which not in ("this", "that"):
        year += here.first_month >= month
    point = CalendarPoint("season", year, number=number)
    return (dated(*match.span(), point, "season beside this one"),)


def read_half(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    which = match["which"].lower()
    count = {"latter": 2, "last": 4, "final": 4}.get(which) or ordinal(which)
    precision = "quarter"
    if count and match["unit"].lower() == "half":
        precision, count = "half", min(count, 2)
    year = _year_of_part(match, context)
    if not year or not count or count > 4:
        return ()
    point = CalendarPoint(precision, year, number=count)
    return (dated(*match.span(), point, "part of a year"),)


def _year_of_part(match: re.Match[str], context: Context) -> int | None:
    if match["year"]:
        return year_number(match["year"])
    return context.telling.year if context.telling else None


def _reading(match: re.Match[str], year: int, step: str) -> DateReading:
    point = CalendarPoint(
        "season", year, number=lexicon.SEASONS[match["season"].lower()]
    )
    reading = dated(*match.span(), point, step)
    return about(reading) if match["about"] else reading


NAMED = rf"(?P<season>{SEASON})"
RULES = (
    DateRule("season_year", rf"{BEFORE_DATE}{THE}(?:[Ee]arly{SPACE}|[Ll]ate{SPACE}|[Mm]id-?\s?)?(?:{NAMED}{YEAR_TAIL})(?:[-/\u2013][0-9]{{2}}(?![0-9]))?"
         rf"(?P<year_first>(?!))?", read_season_year),
    DateRule("year_season", rf"(?P<about>(?!))?(?P<year>(?!))?(?P<year_first>[12][0-9]{{3}}){SPACE}{NAMED}{END}", read_season_year),
    DateRule("season_beside", rf"{THE}(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat|[Pp]ast|[Cc]oming|[Pp]revious|[Ff]ollowing){SPACE}{NAMED}{END}", read_season_beside),
    DateRule("season", rf"{BEFORE_DATE}(?P<the>[Tt]he{SPACE})?(?:[Ee]arly{SPACE}|[Ll]ate{SPACE}|[Mm]id-?\s?)?{NAMED}{END}", read_season),
    DateRule("half", rf"{THE}(?P<which>{either(['first', 'second', 'third', 'fourth', 'latter', 'last', 'final'])}){SPACE}(?P<unit>half|quarter)"
         rf"{SPACE}of{SPACE}(?:(?P<year>{YEAR})|the{SPACE}year|(?:this|that|the same){SPACE}year){END}", read_half),
)  # fmt: skip
