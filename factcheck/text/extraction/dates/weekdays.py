"""Days of the week, counted from the day of publication: "on Tuesday", "next Friday", "Monday morning"."""

import datetime
import re

from . import lexicon
from .context import Context
from .finding import DateReading
from .numerals import weekday_number
from .patterns import END, PART_OF_DAY, SPACE, THE, WEEKDAY
from .point import day_point
from .reading import dated, undated
from .rule import DateRule
from .tense import Tense

DEADLINE = re.compile(r"\b(?:[Uu]ntil|[Tt]ill|[Bb]y)\s$")


def read_weekday(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    number = weekday_number(match["weekday"])
    if match["every"]:
        value = f"XXXX-WXX-{number + 1}"
        return (undated(*match.span(), value, "SET", "every such weekday"),)
    if context.published_on is None:
        step = "weekday without a document date"
        return (undated(*match.span(), None, "DATE", step),)
    day = _day(match, context, context.published_on, number)
    if day is None:
        return ()
    time = lexicon.PARTS_OF_DAY.get((match["part"] or "").lower(), "")
    step = "weekday against the document date"
    return (dated(*match.span(), day_point(day, time), step),)


def _day(
    match: re.Match[str], context: Context, here: datetime.date, number: int
) -> datetime.date | None:
    """The day that is meant, seen from the day of publication."""
    back = (here.weekday() - number) % 7
    ahead = (number - here.weekday()) % 7
    which = (match["which"] or "").lower()
    if which in ("last", "past", "previous"):
        return _moved(here, -(back or 7))
    if which in ("next", "following"):
        return _moved(here, ahead or 7)
    if which == "this":
        return _moved(here, number - here.weekday())
    if which == "coming" or _is_ahead(match, context):
        return _moved(here, ahead)
    return _moved(here, -back)


def _is_ahead(match: re.Match[str], context: Context) -> bool:
    """Told to come; or a day until which something stands."""
    tense = context.tense(*match.span())
    if tense is not Tense.UNKNOWN:
        return tense is Tense.FUTURE
    before = context.text[max(0, match.start() - 8) : match.start()]
    return DEADLINE.search(before) is not None


def _moved(day: datetime.date, days: int) -> datetime.date | None:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


RULES = (
    DateRule("weekday", rf"(?:(?P<every>[Ee]very|[Ee]ach){SPACE}|{THE}(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming|[Pp]revious|[Ff]ollowing){SPACE}"
         rf"|(?:[Ee]arly|[Ll]ate)(?:{SPACE}on)?{SPACE})?(?P<weekday>{WEEKDAY})(?:{SPACE}(?P<part>{PART_OF_DAY}))?{END}", read_weekday),
)  # fmt: skip
