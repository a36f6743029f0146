"""Months, with a year or without: "January 2026", "early May", "last March"."""

import re

from .context import Context
from .days import year_ahead
from .finding import Reading
from .numerals import month_number, year_number
from .patterns import BEFORE_DATE, END, MONTH, MONTH_SHORT, SAME_YEAR, SPACE, YEAR_TAIL
from .point import Point
from .reading import about, dated
from .rule import Rule

LEADS_IN = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Uu]p to|[Tt]ill|[Oo]f|[Ff]rom|[Tt]o|[Dd]uring|[Tt]hrough|[Bb]efore|[Aa]fter|[Bb]etween"
    r"|[Aa]nd|[Oo]r|[Bb]ut|[Tt]hat|[Tt]hroughout|[Ff]or|[Ee]very|[Ee]ach|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|with|the)\s|[-\u2010-\u2015(/]\s?|^|\n)$"
)
SURE = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hrough|[Tt]hroughout|[Bb]etween|[Ee]arly|[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his)\s)$"
)
FIRST_NAMES = ("April", "May", "June", "August")
POSSESSIVE = re.compile(r"['’]s\s[a-z]")
ADJECTIVE = re.compile(r"\b(?:[Aa]|its|his|their|our|[Tt]he(?= (?!March)))\s$")
NOUN_AFTER = re.compile(
    r"\s(?!(?:to|in|on|at|of|from|for|by|with|and|or|against|through)\b)[a-z]{3,20}\b"
)
NAME_AFTER = re.compile(r"\s[A-Z][a-z]|['’]s\s[A-Z]")
MONTH_BEFORE = re.compile(rf"{MONTH}\s?(?:[-\u2010-\u2015]|to|and|through|or)\s?$")
MONTH_NEIGHBOUR = re.compile(rf"\s?(?:[-\u2010-\u2015]|to|and|through|or)\s?{MONTH}")


def read_month_year(match: re.Match, context: Context) -> tuple[Reading, ...]:
    year = _said_year(match, context)
    if year is None:
        return ()
    return (_reading(match, year, "month of a year"),)


def _said_year(match: re.Match, context: Context) -> int | None:
    return (
        year_number(match["year"])
        if match["year"]
        else context.year_beside(match["same"] or match["beside"])
    )


def read_month(match: re.Match, context: Context) -> tuple[Reading, ...]:
    if not (match["where"] or _is_month(match, context)):
        return ()
    month = month_number(match["month"])
    year = year_ahead(match.end(), context, month) or context.year_of(
        month, 0, match.start(), match.end()
    )
    return (_reading(match, year, "month, year inherited"),) if year is not None else ()


def read_last_month(match: re.Match, context: Context) -> tuple[Reading, ...]:
    """ "Last March" is the latest one that is over, "next March" the first to come, "this March" of the year itself."""
    month, here = month_number(match["month"]), context.speaking
    if here is None:
        return ()
    year = here.year
    if match["which"].lower() in ("last", "past"):
        year -= month >= here.first_month
    elif match["which"].lower() != "this":
        year += month <= here.first_month
    return (dated(*match.span(), Point("month", year, month), "month beside this one"),)


def _reading(match: re.Match, year: int, step: str) -> Reading:
    reading = dated(
        *match.span(), Point("month", year, month_number(match["month"])), step
    )
    return about(reading) if match["about"] else reading


def _is_month(match: re.Match, context: Context) -> bool:
    """May, March, April and June may be verbs, marches and people: a month follows a word that leads in to one."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    if NAME_AFTER.match(context.text, match.end()) and not SURE.search(before):
        return False
    if MONTH_NEIGHBOUR.match(context.text, match.end()):
        return True
    is_noun_next = NOUN_AFTER.match(context.text, match.end()) and not (
        match["month"] == "May" and context.names_a_may
    )
    if is_noun_next and ADJECTIVE.search(before):
        return True
    if match["month"].upper() in ("MAY", "MARCH"):
        is_named = match["month"] == "May" and context.names_a_may
        return (
            bool(SURE.search(before))
            or bool(MONTH_BEFORE.search(before))
            or (not is_named and _leads(before))
        )
    if (
        POSSESSIVE.match(context.text, match.end())
        and match["month"] not in FIRST_NAMES
    ):
        return True
    return bool(LEADS_IN.search(before)) or context.text[
        match.end() : match.end() + 1
    ] in (",", ".", ";", ")")


def _leads(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:[Oo]f|[Bb]y|[Ff]rom|[Tt]o|[Aa]nd|[Bb]efore|[Aa]fter)\s$", before
        )
    )


RULES = (
    Rule(
        "month_year",
        rf"{BEFORE_DATE}(?P<month>{MONTH_SHORT})(?:{YEAR_TAIL}|{SAME_YEAR})",
        read_month_year,
    ),
    Rule(
        "last_month",
        rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){SPACE}(?P<month>{MONTH}){END}",
        read_last_month,
    ),
    Rule("month", rf"{BEFORE_DATE}(?P<month>{MONTH}){END}", read_month),
)
