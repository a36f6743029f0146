"""What is counted from another day: "yesterday", "last month", "three days later", "two years ago"."""

import re
from dataclasses import replace

from . import lexicon
from .arithmetic import YEARS, neighbour, shifted
from .context import Context
from .finding import DateReading
from .numerals import SPACES, day_number, number, unit
from .patterns import END, NUMBER, PART_OF_DAY, SPACE, UNIT, WHERE_IN, either
from .point import CalendarPoint, checked_day, day_point
from .reading import about, dated, undated
from .rule import DateRule
from .tense import Tense
from .terms import rolling

NEAR = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
BACK = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "before": -1,
}
AHEAD = {
    "next": 1,
    "following": 1,
    "coming": 1,
    "upcoming": 1,
    "subsequent": 1,
    "after": 1,
}
STEPS = BACK | AHEAD
OF_THE_STORY = ("that", "same", "following", "previous", "preceding", "subsequent")
"""Words that count from the date mentioned last, not from the day of publication."""
BACK_WORDS = ("ago", "earlier", "before", "previously", "prior", "beforehand")
SPEAKING_WORDS = ("ago", "from now", "hence")
"""What is counted from the day of publication."""
FRIDAY = 4
LENGTH_UNITS = {"second", "minute", "hour"}

TITLE = re.compile(r"\b[A-Z]\w+\s$")
"""Of a newspaper that is called so."""


def read_near(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Today" is the day of publication; without one it is not known."""
    before = context.text[max(0, match.start() - 20) : match.start()]
    if match["near"] == "Today" and TITLE.search(before):
        return ()
    near = SPACES.sub(" ", match["near"].lower())
    at_night = "TNI" if near == "tonight" else ""
    time = lexicon.PARTS_OF_DAY.get((match["part"] or "").lower(), at_night)
    day = context.today and shifted(context.today, NEAR[near], "day")
    if day is None:
        step = "day without a document date"
        return (undated(*match.span(), f"XXXX-XX-XX{time}", "DATE", step),)
    reading = dated(
        *match.span(), replace(day, time=time), "day beside the document date"
    )
    return (reading,)


def read_beside(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Last week", "this year", "that month", "the following decade"."""
    which, named = match["which"].lower(), unit(match["unit"])
    extent = rolling(match, context) if which == "past" else None
    if extent:
        return (extent,)
    counts_from_story = match["the"] or which in OF_THE_STORY
    base = context.telling if counts_from_story else context.speaking
    step = STEPS.get(which, 0)
    if _is_over(match, context, which, named):
        step = -1
    point = base and neighbour(base, step, named)
    if not point:
        return (_no_date(match, named),)
    goes_on = step >= 0 and named != "century"
    return (
        dated(*match.span(), point, "calendar unit beside another", anchors=goes_on),
    )


def _no_date(match: re.Match[str], named: str) -> DateReading:
    """A unit of time for which no date is known that it could be counted from."""
    return undated(*match.span(), _blank(named), "DATE", "no date to count from")


def _is_over(match: re.Match[str], context: Context, which: str, named: str) -> bool:
    """ "This past week", and "this weekend" told on a Tuesday of what has happened."""
    if which.startswith("this") and which.endswith("past"):
        return True
    if named != "weekend" or which != "this" or context.published_on is None:
        return False
    if context.published_on.weekday() >= FRIDAY:
        return False
    return context.tense(*match.span()) is not Tense.FUTURE


def read_weekend(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Over the weekend": the one that is over, or the one that is told to come."""
    day = context.published_on
    if day is None:
        return ()
    is_over = day.weekday() <= FRIDAY and context.tense(*match.span()) != Tense.FUTURE
    point = neighbour(day_point(day), -1 if is_over else 0, "weekend")
    return _dated(match, point, "weekend against the document date")


def _dated(
    match: re.Match[str], point: CalendarPoint | None, step: str
) -> tuple[DateReading, ...]:
    """The reading of a match; none where the calendar has no such date."""
    return (dated(*match.span(), point, step),) if point else ()


def read_year_end(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "By year's end"."""
    point = context.speaking and neighbour(context.speaking, 0, "year")
    return _dated(match, point, "part of the unit named before")


def read_other_day(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "The next day", "the year before", "the same day"."""
    named = unit(match["unit"])
    step, base = STEPS.get(match["which"].lower(), 0), context.telling
    time = lexicon.PARTS_OF_DAY.get(named, "")
    point = base and shifted(base, step, "day" if time else named)
    if not point:
        return (_no_date(match, named),)
    reading = dated(
        *match.span(),
        replace(point, time=time),
        "day beside the one named before",
        anchors=step >= 0,
    )
    return (reading,)


def read_counted(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Two years ago" counts from the day of publication, "two years later" from the date mentioned last."""
    word, named = match["word"].lower(), unit(match["unit"])
    if named in LENGTH_UNITS:
        return ()
    is_back = word in BACK_WORDS
    count, counted_unit = _count(match, named)
    if count is None:
        vague = "PAST_REF" if is_back else "FUTURE_REF"
        return (undated(*match.span(), vague, "DATE", "distance without a number"),)
    base = _counted_from(word, context)
    point = base and shifted(base, -count if is_back else count, counted_unit)
    if not point:
        return (_no_date(match, counted_unit),)
    reading = dated(
        *match.span(), point, "counted from another date", anchors=not is_back
    )
    is_rough = match["about"] or named in ("decade", "century")
    return (about(reading) if is_rough else reading,)


def _count(match: re.Match[str], named: str) -> tuple[int | None, str]:
    """How many of which unit; None where no whole number is named. Half a decade is five years."""
    count = number(match["number"]) if match["number"] else None
    if count == 0.5 and named in YEARS:
        count, named = YEARS[named] / 2, "year"
    if count is None or count != int(count):
        return None, named
    return int(count), named


def _counted_from(word: str, context: Context) -> CalendarPoint | None:
    if word in SPEAKING_WORDS or (word == "earlier" and context.last is None):
        return context.speaking
    return context.telling


def read_ordinal_day(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "On the 14th": of the month that the text is in."""
    base = context.telling
    if base is None or base.precision not in ("day", "month"):
        return ()
    point = checked_day(base.year, base.month, day_number(match["day"]))
    return _dated(match, point, "day of the month named before")


def read_within_year(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    """ "Later in the year", "earlier this month", "the end of the year"."""
    which = match["which"].lower()
    is_here = which.strip() in ("", "this", "the")
    if is_here and which != "this":
        is_here = not context.same_sentence(match.start())
    base = context.speaking if is_here else context.telling
    point = base and neighbour(base, 0, unit(match["unit"]))
    return _dated(match, point, "part of the unit named before")


def _blank(named: str) -> str:
    return {
        "week": "XXXX-WXX",
        "month": "XXXX-XX",
        "year": "XXXX",
        "decade": "XXX",
        "century": "XX",
    }.get(named, "XXXX-XX-XX")


MODIFIER = (
    r"(?P<about>(?:[Aa]bout|[Aa]round|[Aa]pproximately|[Rr]oughly|[Ss]ome|[Nn]early|[Aa]lmost|[Oo]ver|[Mm]ore than"
    rf"|[Ll]ess than|[Aa]t least){SPACE})?"
    r"(?:(?:[Oo]nly|[Jj]ust over|[Jj]ust under|[Jj]ust|[Bb]arely|[Ss]lightly|[Aa] mere|[Aa] full)"
    rf"{SPACE})?"
)
STEP_WORDS = either(
    [
        "last",
        "past",
        "previous",
        "preceding",
        "next",
        "following",
        "coming",
        "upcoming",
        "subsequent",
    ]
)
DISTANCES = either(
    ["ago", "later", "earlier", "from now", "hence", "previously", "beforehand"]
)
CALENDAR_UNIT = (
    r"(?P<unit>[Ww]eekend|[Ww]eek|[Mm]onth|[Qq]uarter|[Yy]ear|[Dd]ecade|[Cc]entury)"
)
OF_SOMETHING = rf"{SPACE}(?:the|a|his|her|its|their|[A-Z])"
NO_RANK = r"(?! [a-z]*(?:floor|anniversary|century|day|time|birthday))"
RULES = (
    DateRule(
        "near",
        rf"(?:(?:[Ll]ate|[Ee]arly|[Ee]arlier|[Ll]ater){SPACE})?(?:[Tt]he{SPACE})?(?P<near>{either(NEAR)})"
        rf"(?:{SPACE}(?P<part>{PART_OF_DAY}))?{END}",
        read_near,
    ),
    DateRule(
        "beside",
        rf"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater|[Mm]id)[-\s])?(?P<the>[Tt]he{SPACE}|[Tt]hat{SPACE})?"
        rf"(?P<which>{STEP_WORDS}|[Tt]his(?:{SPACE}past|{SPACE}coming)?|[Tt]hat|[Ss]ame){SPACE}{CALENDAR_UNIT}{END}"
        rf"(?!{SPACE}of{SPACE})",
        read_beside,
    ),
    DateRule(
        "other_day",
        rf"(?:(?:[Ee]arly|[Ll]ate){SPACE})?(?:[Tt]he|[Tt]hat|[Tt]his){SPACE}(?:very{SPACE})?"
        rf"(?P<which>next|following|same|previous|preceding){SPACE}(?P<unit>day|night|morning|evening|afternoon){END}",
        read_other_day,
    ),
    DateRule(
        "day_other",
        rf"[Tt]he{SPACE}(?P<unit>day|week|month|year|night){SPACE}(?P<which>before|after|following|previous){END}"
        rf"(?!{OF_SOMETHING})",
        read_other_day,
    ),
    DateRule(
        "counted",
        rf"{MODIFIER}(?P<number>{NUMBER}{SPACE})?(?P<unit>{UNIT}){SPACE}"
        rf"(?P<word>{DISTANCES}|(?:before|after|prior)(?=[.,;:)]))(?!\w)",
        read_counted,
    ),
    DateRule(
        "within",
        rf"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater){SPACE}(?:in{SPACE})?|{WHERE_IN})"
        rf"(?P<which>[Tt]he{SPACE}same|the|this|that|(?<=the )){SPACE}?(?P<unit>year|month|week|decade|century){END}",
        read_within_year,
    ),
    DateRule(
        "weekend",
        r"(?:(?<=[Oo]ver )|(?<=[Dd]uring )|(?<=[Oo]n )|(?<=[Tt]hroughout ))the weekend(?! of)\b",
        read_weekend,
    ),
    DateRule("year_end", r"(?:[Tt]he )?year(?:['’]s)?[- ]end\b", read_year_end),
    DateRule(
        "ordinal_day",
        rf"(?<=[Oo]n )the (?P<day>(?:3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)){NO_RANK}"
        r"(?: of (?:that|the same|this) month)?(?!\w)",
        read_ordinal_day,
    ),
)
