"""Times of day: "5:34 AM", "19:15", "noon"; and parts of a day that the text has already named."""

import re
from dataclasses import replace

from ...certain_match import certain
from . import lexicon
from .context import Context
from .finding import DateReading
from .patterns import CLOCK, END, SPACE, ZONE, either
from .reading import dated, undated
from .rule import DateRule

HOURS = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?(?::[0-9]{2})?\s?(?P<half>[ap])?",
    re.IGNORECASE,
)

OF_ANOTHER_DAY = re.compile(r",?\son\s")


def time_value(words: str) -> str:
    """The tail of a TIMEX value: T17:30."""
    match = certain(HOURS.match(words))
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{match['minute'] or '00'}"


def read_clock(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    return (_on_the_day(match, context, time_value(match["clock"])),)


def read_part(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    return (_on_the_day(match, context, lexicon.PARTS_OF_DAY[match["part"].lower()]),)


def _on_the_day(match: re.Match[str], context: Context, time: str) -> DateReading:
    day = context.telling
    if OF_ANOTHER_DAY.match(context.text, match.end()):
        day = None
    if day is None or day.precision != "day":
        return undated(*match.span(), "XXXX-XX-XX" + time, "TIME", "time of day")
    return dated(
        *match.span(),
        replace(day, time=time, approximate=False),
        "time of the day named before",
    )


PART = either(["morning", "afternoon", "evening", "night"])
RULES = (
    DateRule("clock", rf"(?P<clock>{CLOCK}){ZONE}?", read_clock),
    DateRule(
        "noon",
        rf"(?P<part>noon|midday|midnight|dawn|dusk|(?<=[Aa]t )(?:Noon|Midnight)){END}",
        read_part,
    ),
    DateRule(
        "part",
        rf"(?:[Tt]hat|[Tt]he{SPACE}same|[Tt]he){SPACE}(?P<part>{PART}){END}",
        read_part,
    ),
)
