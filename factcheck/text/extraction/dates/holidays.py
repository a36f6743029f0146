"""Holidays that fall on the same day of every year."""

import re

from . import lexicon
from .context import Context
from .finding import DateReading
from .numerals import SPACES, year_number
from .patterns import END, WHERE_IN, YEAR_TAIL
from .point import checked_day
from .reading import dated
from .rule import DateRule


def read_holiday(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    month, day = lexicon.HOLIDAYS[SPACES.sub(" ", match["name"])]
    year = _year(match, context, month, day)
    point = year is not None and checked_day(year, month, day)
    return (dated(*match.span(), point, "holiday of a fixed date"),) if point else ()


def _year(match: re.Match[str], context: Context, month: int, day: int) -> int | None:
    if match["year"]:
        return year_number(match["year"])
    return context.year_of(month, day, *match.span())


NAMES = "|".join(
    re.escape(name) for name in sorted(lexicon.HOLIDAYS, key=len, reverse=True)
)
RULES = (
    DateRule(
        "holiday",
        rf"(?:{WHERE_IN})?(?P<name>{NAMES}){END}(?:{YEAR_TAIL})?",
        read_holiday,
    ),
)
