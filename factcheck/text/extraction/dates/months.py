"""Months, with a year or without: "January 2026", "early May", "last March"."""

import re

from .context import Context
from .days import year_ahead
from .finding import DateReading
from .numerals import month_number, year_number
from .patterns import BEFORE_DATE, END, MONTH, MONTH_SHORT, SAME_YEAR, SPACE, YEAR_TAIL
from .point import CalendarPoint
from .reading import about, dated
from .rule import DateRule

LEADS_IN = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Uu]p to|[Tt]ill|[Oo]f|[Ff]rom|[Tt]o|[Dd]uring|[Tt]hrough|[Bb]efore|[Aa]fter|[Bb]etween"
    r"|[Aa]nd|[Oo]r|[Bb]ut|[Tt]hat|[Tt]hroughout|[Ff]or|[Ee]very|[Ee]ach|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|with|the)\s|[-\u2010-\u2015(/]\s?|^|\n)$"
)
SURE = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hrough|[Tt]hroughout|[Bb]etween|[Ee]arly|[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his)\s)$"
)
LEADS_IN_TO_MAY = re.compile(
    r"\b(?:[Oo]f|[Bb]y|[Ff]rom|[Tt]o|[Aa]nd|[Bb]efore|[Aa]fter)\s$"
)
ENDS = (",", ".", ";", ")")
FIRST_NAMES = ("April", "May", "June", "August")
POSSESSIVE = re.compile(r"['’]s\s[a-z]")
ADJECTIVE = re.compile(r"\b(?:[Aa]|its|his|their|our|[Tt]he(?= (?!March)))\s$")
NOUN_AFTER = re.compile(
    r"\s(?!(?:to|in|on|at|of|from|for|by|with|and|or|against|through)\b)[a-z]{3,20}\b"
)
NAME_AFTER = re.compile(r"\s[A-Z][a-z]|['’]s\s[A-Z]")
MONTH_BEFORE = re.compile(rf"{MONTH}\s?(?:[-\u2010-\u2015]|to|and|through|or)\s?$")
MONTH_NEIGHBOUR = re.compile(rf"\s?(?:[-\u2010-\u2015]|to|and|through|or)\s?{MONTH}")


def read_month_year(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    year = _year(match, context)
    if year is None:
        return ()
    return (_reading(match, year, "month of a year"),)


def _year(match: re.Match[str], context: Context) -> int | None:
    """The year that stands behind the month, in digits or as in “of that year”."""
    if match["year"]:
        return year_number(match["year"])
    return context.year_beside(match["same"] or match["beside"])


def read_month(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    if not match["where"] and not _is_month(match, context):
        return ()
    month = month_number(match["month"])
    year = year_ahead(match.end(), context, month)
    if not year:
        year = context.year_of(month, 0, match.start(), match.end())
    if year is None:
        return ()
    return (_reading(match, year, "month, year inherited"),)


def read_last_month(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Last March" is the latest one that is over, "next March" the first to come, "this March" of the year itself."""
    month, here = month_number(match["month"]), context.speaking
    if here is None:
        return ()
    year = here.year
    if match["which"].lower() in ("last", "past"):
        year -= month >= here.first_month
    elif match["which"].lower() != "this":
        year += month <= here.first_month
    return (
        dated(
            *match.span(), CalendarPoint("month", year, month), "month beside this one"
        ),
    )


def _reading(match: re.Match[str], year: int, step: str) -> DateReading:
    reading = dated(
        *match.span(), CalendarPoint("month", year, month_number(match["month"])), step
    )
    return about(reading) if match["about"] else reading


def _is_month(match: re.Match[str], context: Context) -> bool:
    """May, March, April and June may be verbs, marches and people: a month follows a word that leads in to one."""
    text, end = context.text, match.end()
    before = text[max(0, match.start() - 20) : match.start()]
    if NAME_AFTER.match(text, end) and not SURE.search(before):
        return False
    if MONTH_NEIGHBOUR.match(text, end) or _belongs_to_noun(match, context, before):
        return True
    if match["month"].upper() in ("MAY", "MARCH"):
        return _is_surely_month(match, context, before)
    if POSSESSIVE.match(text, end) and match["month"] not in FIRST_NAMES:
        return True
    return bool(LEADS_IN.search(before)) or text[end : end + 1] in ENDS


def _belongs_to_noun(match: re.Match[str], context: Context, before: str) -> bool:
    """As in “the January talks”, unless it is somebody called May."""
    if _may_be_a_person(match, context) or not ADJECTIVE.search(before):
        return False
    return NOUN_AFTER.match(context.text, match.end()) is not None


def _is_surely_month(match: re.Match[str], context: Context, before: str) -> bool:
    """Whether “May” or “March” stands behind a word that only a month or another month follows."""
    if SURE.search(before) or MONTH_BEFORE.search(before):
        return True
    if _may_be_a_person(match, context):
        return False
    return LEADS_IN_TO_MAY.search(before) is not None


def _may_be_a_person(match: re.Match[str], context: Context) -> bool:
    return match["month"] == "May" and context.names_a_may


RULES = (
    DateRule(
        "month_year",
        rf"{BEFORE_DATE}(?P<month>{MONTH_SHORT})(?:{YEAR_TAIL}|{SAME_YEAR})",
        read_month_year,
    ),
    DateRule(
        "last_month",
        rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){SPACE}(?P<month>{MONTH}){END}",
        read_last_month,
    ),
    DateRule("month", rf"{BEFORE_DATE}(?P<month>{MONTH}){END}", read_month),
)
