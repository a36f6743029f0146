"""All rules in the order in which they are tried, and one pass over a text with all of them."""

import re
from collections.abc import Iterator
from functools import cache

from . import (
    clock,
    days,
    holidays,
    lengths,
    months,
    references,
    relative,
    seasons,
    weekdays,
    years,
)
from .context import Context
from .finding import DateReading
from .places import needs, places_for
from .rule import DateRule

RULES = (
    *days.RULES,
    *holidays.RULES,
    *months.RULES,
    *seasons.RULES,
    *relative.RULES,
    *weekdays.RULES,
    *lengths.RULES,
    *years.RULES,
    *clock.RULES,
    *references.RULES,
)
NEEDS = {rule.name: needs(rule.pattern) for rule in RULES}
places = places_for(rule.pattern for rule in RULES)


@cache
def rules_for(sorts: int) -> tuple[DateRule, ...]:
    """The rules that need a word of one of these sorts, in the order in which they are tried."""
    return tuple(rule for rule in RULES if NEEDS[rule.name] & sorts)


def read(text: str, context: Context) -> Iterator[DateReading]:
    """The dates of a text from the first to the last, each resolved against what went before it."""
    end = 0
    for place, sorts in places(text):
        if place < end or _is_tail(text, place, end):
            continue
        matched = _first_match(text, place, sorts)
        if matched is None:
            continue
        rule, match = matched
        end = match.end()
        for reading in rule.build(match, context):
            yield reading
            if reading.point is not None and reading.anchors:
                context.mention(reading.point, reading.end)


def _is_tail(text: str, place: int, end: int) -> bool:
    """Whether a place is the second half of a word with a hyphen, and no date ended before the hyphen."""
    return place > 0 and text[place - 1] == "-" and place - 1 != end


def _first_match(
    text: str, place: int, sorts: int
) -> tuple[DateRule, re.Match[str]] | None:
    """The first rule that matches at a place, and what it matched."""
    for rule in rules_for(sorts):
        match = rule.regex.match(text, place)
        if match:
            return rule, match
    return None
