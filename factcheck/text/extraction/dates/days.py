"""Days of a month: "14 January 2026", "January 14", "Wednesday, January 14, 2026", "January 15 to 17"."""

import re
from dataclasses import replace

from . import lexicon
from .clock import time_value
from .context import Context
from .finding import DateReading
from .numerals import day_number, month_number, year_number
from .patterns import (
    ABOUT,
    CLOCK,
    DASH,
    DAY,
    MONTH,
    MONTH_SHORT,
    OF_DAY,
    PART_OF_DAY,
    SAME_YEAR,
    SPACE,
    WEEKDAY_SHORT,
    WHERE_IN,
    YEAR_TAIL,
    ZONE,
    either,
)
from .point import CalendarPoint, checked_day
from .reading import about, dated
from .rule import DateRule
from .writing import edtf

AND = rf"(?:\s?{DASH}\s?|{SPACE}(?:to|and|or|until|through){SPACE}(?:the{SPACE})?|,{SPACE})"
DAYS = rf"(?P<days>{DAY}(?:{AND}{DAY}){{0,3}})"
FRONT = rf"(?P<about>{ABOUT})?(?:{OF_DAY}|{WHERE_IN})?(?:{WEEKDAY_SHORT},?{SPACE})?(?:[Tt]he{SPACE})?"
BACK = rf"(?:{YEAR_TAIL}|{SAME_YEAR})?(?:,?{SPACE}(?:at{SPACE}|in the{SPACE})?(?:(?P<clock>{CLOCK}){ZONE}?|(?P<after>{PART_OF_DAY})(?!\w)))?"
CLOCK_FRONT = rf"(?:(?P<clock_first>{CLOCK}){ZONE}?,?{SPACE}(?:on{SPACE})?)?"
MONTH_FIRST = (
    rf"{CLOCK_FRONT}{FRONT}(?P<month>{MONTH_SHORT}){SPACE}(?:the{SPACE})?{DAYS}{BACK}"
)
DAY_FIRST = rf"{CLOCK_FRONT}{FRONT}{DAYS}(?:{SPACE}of)?(?:{SPACE}|-)(?P<month>{MONTH_SHORT})(?![a-z]){BACK}"
DAY_WORDS = lexicon.ORDINAL_NUMBERS | {
    f"twenty-{word}": 20 + n for n, word in enumerate(lexicon.ORDINALS[:9], 1)
}
DAY_WORDS |= {"thirtieth": 30, "thirty-first": 31}
DAY_IN_WORDS = (
    rf"(?:[Tt]he{SPACE})?(?P<word>{either(DAY_WORDS)}){SPACE}(?:day{SPACE})?of{SPACE}(?P<month>{MONTH})(?![a-z])"
    rf"(?:{YEAR_TAIL}|{SAME_YEAR})?"
)
YEAR_AHEAD = re.compile(
    rf"\s?(?:{DASH}|to\s|through\s|until\s|and\s|or\s|,\s)\s?(?:the\s)?(?:{DAY}\s)?(?P<month>{MONTH_SHORT})(?:\s{DAY})?{YEAR_TAIL}"
)
ONE_DAY = re.compile(DAY)
WHOLE_NUMBER = re.compile(r" (?:people|men|women|soldiers|troops|[a-z]{3,20}s)\b")
MONTH_ONLY = re.compile(MONTH)


def read_days(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "January 14", "14 and 15 January 2026"; none where the calendar has no such day or no year is known."""
    month = month_number(match["month"])
    days = list(ONE_DAY.finditer(context.text, *match.span("days")))
    if not match["year"] and _counts_people(match, context):
        return ()
    year = _year(match, context, month, day_number(days[0][0]))
    if year is None:
        return ()
    readings = []
    for index, day in enumerate(days):
        point = checked_day(year, month, day_number(day[0]))
        if point is None:
            return ()
        point = replace(point, time=_time(match))
        reading = dated(*_place(match, days, index), point, _step(match))
        readings.append(about(reading) if match["about"] else reading)
    return tuple(readings)


def _step(match: re.Match[str]) -> str:
    return "day of a month" if match["year"] else "day of a month, year inherited"


def _place(
    match: re.Match[str], days: list[re.Match[str]], index: int
) -> tuple[int, int]:
    """The whole expression for one day; of several, the first takes what stands before, the last what follows."""
    start = match.start() if index == 0 else days[index].start()
    end = match.end() if index == len(days) - 1 else days[index].end()
    return start, end


def _year(match: re.Match[str], context: Context, month: int, day: int) -> int | None:
    if match["year"]:
        return year_number(match["year"])
    beside = match["same"] or match["beside"]
    if beside:
        return context.year_beside(beside)
    ahead = year_ahead(match.end(), context, month)
    return ahead or context.year_of(month, day, match.start(), match.end())


def year_ahead(end: int, context: Context, month: int) -> int | None:
    """The year that the other end of a range is said with: "January 23 to March 9, 2014"."""
    ahead = YEAR_AHEAD.match(context.text, end)
    year = year_number(ahead["year"]) if ahead else None
    if ahead is None or year is None:
        return None
    return year - (month > month_number(ahead["month"]))


def _counts_people(match: re.Match[str], context: Context) -> bool:
    """ "In April 12 people died": the number counts what follows."""
    before = context.text[max(0, match.start() - 3) : match.start()].lower()
    return before == "in " and bool(WHOLE_NUMBER.match(context.text, match.end()))


def _time(match: re.Match[str]) -> str:
    clock = match["clock"] or match["clock_first"]
    if clock:
        return time_value(clock)
    part = match["part"] or match["after"] or ""
    return lexicon.PARTS_OF_DAY.get(part.lower(), "")


def read_day_in_words(
    match: re.Match[str], context: Context
) -> tuple[DateReading, ...]:
    """ "The fifth of January"."""
    month, day = month_number(match["month"]), DAY_WORDS[match["word"].lower()]
    year = _year(match, context, month, day)
    if year is None:
        return ()
    point = checked_day(year, month, day)
    return (dated(*match.span(), point, _step(match)),) if point else ()


def read_iso(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    point = checked_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if point is None or point.year == 0:
        return ()
    time = "T" + match["time"] if match["time"] else ""
    return (dated(*match.span(), replace(point, time=time), "numbers, year first"),)


def read_slashes(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """Day and month as numbers. Where either may be the day, both readings are given as one of a set."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    points: set[CalendarPoint] = set()
    for month, day in ((second, first), (first, second)):
        if point := checked_day(year, month, day):
            points.add(point)
    if not points or not year:
        return ()
    if len(points) == 1:
        return (dated(*match.span(), points.pop(), "numbers, year last"),)
    either_day = sorted(filter(None, map(edtf, points)))
    reading = DateReading(
        *match.span(),
        f"{year:04d}-XX-XX",
        "DATE",
        "numbers, order not known",
        CalendarPoint("year", year),
        f"[{','.join(either_day)}]",
        "day",
    )
    return (reading,)


RULES = (
    DateRule(
        "iso",
        r"(?P<year>[0-9]{4})(?P<dash>[-/])(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})"
        r"(?:[T ](?P<time>[0-2][0-9]:[0-5][0-9])(?::[0-5][0-9])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w/-])",
        read_iso,
    ),
    DateRule(
        "slashes",
        r"(?P<first>[0-9]{1,2})(?P<sep>[/.])(?P<second>[0-9]{1,2})[/.](?P<year>[0-9]{4})(?![\w/]|\.[0-9])",
        read_slashes,
    ),
    DateRule("month_first", MONTH_FIRST, read_days),
    DateRule("day_in_words", DAY_IN_WORDS, read_day_in_words),
    DateRule("day_first", DAY_FIRST, read_days),
)
