"""Holidays that fall on the same day of every year."""

import re

from . import lexicon
from .context import Context
from .finding import Reading
from .numerals import SPACES, year_number
from .patterns import END, WHERE_IN, YEAR_TAIL
from .point import checked_day
from .reading import dated
from .rule import Rule


def read_holiday(match: re.Match, context: Context) -> tuple[Reading, ...]:
    month, day = lexicon.HOLIDAYS[
        SPACES.sub(" ", match["name"]).replace("the F", "the F")
    ]
    year = (
        year_number(match["year"])
        if match["year"]
        else context.year_of(month, day, *match.span())
    )
    point = year is not None and checked_day(year, month, day)
    return (dated(*match.span(), point, "holiday of a fixed date"),) if point else ()


NAMES = "|".join(
    re.escape(name) for name in sorted(lexicon.HOLIDAYS, key=len, reverse=True)
)
RULES = (
    Rule(
        "holiday",
        rf"(?:{WHERE_IN})?(?P<name>{NAMES}){END}(?:{YEAR_TAIL})?",
        read_holiday,
    ),
)
