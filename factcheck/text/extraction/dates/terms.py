"""Terms that run to the day of publication or from it: "the past 30 days", "within weeks", "in two weeks"."""

import re

from .arithmetic import WEEKS, neighbour, shifted
from .context import Context
from .finding import DateReading
from .lexicon import UNIT_LETTERS
from .numerals import number, unit
from .point import CalendarPoint
from .tense import Tense
from .writing import edtf, timex

LATELY = re.compile(r"\b(?:last|past)\b", re.IGNORECASE)
SOON = re.compile(r"\b(?:next|coming|following)\b", re.IGNORECASE)
WITHIN = re.compile(r"\b[Ww]ithin\s$")
PROMISED = re.compile(
    r"\b(?:promis|vow|pledg|threaten|offer|demand|hop|expect|want|agree|order)(?:e|ed|es|ing|s)?\b[^.!?\n]*$"
)
CLAUSE = 80
"""Characters before a length of time in which a promise or a wish is looked for.

No shipped text tells other values apart: to measure it, give `make quality DATA=` more news.
"""
STEP = "time from the day of publication"
AFTER = re.compile(r"\b[Ii]n\s$")


def term(match: re.Match[str], context: Context) -> DateReading | None:
    """The extent that a length of time has when it is counted from the day of publication; None when it is not."""
    today = context.today
    if today is None:
        return None
    words = match["number"]
    amount = number(words.strip()) if words else None
    count = None if amount is None else int(amount)
    if count != amount:
        return None
    if LATELY.search(match.group()):
        return _until_today(match, today, count)
    if not _lies_ahead(match, context):
        return None
    before = context.text[max(0, match.start() - 10) : match.start()]
    return _ahead(match, before, today, count)


def _ahead(
    match: re.Match[str], before: str, today: CalendarPoint, count: int | None
) -> DateReading | None:
    """A length of time that is to come, with the text before it: some day within it, or the day at its end."""
    if WITHIN.search(before) or SOON.search(match.group()):
        return _from_today(match, today, count)
    if not count or not AFTER.search(before):
        return None
    return _at_its_end(match, today, count)


def _lies_ahead(match: re.Match[str], context: Context) -> bool:
    """Whether the sentence speaks of what is to come, or of what somebody promised, wants or expects."""
    if context.tense(*match.span()) is Tense.FUTURE:
        return True
    clause = context.text[max(0, match.start() - CLAUSE) : match.start()]
    return PROMISED.search(clause) is not None


def rolling(match: re.Match[str], context: Context) -> DateReading | None:
    """ "The past year", "the past decade": the twelve months or ten years up to the day of publication."""
    return _until_today(match, context.today, 1) if context.today else None


def _until_today(
    match: re.Match[str], today: CalendarPoint, count: int | None
) -> DateReading | None:
    named = unit(match["unit"])
    if count is None or named == "weekend":
        return _extent(match, f"../{edtf(today)}", "day")
    first = _counted(today, -count, named)
    if not first:
        return None
    last: CalendarPoint | None = today
    if first.precision != "day":
        last = neighbour(today, 0, first.precision)
    value = _from_to(first, last) if last else None
    return _extent(match, value, first.precision) if value else None


def _from_to(first: CalendarPoint, last: CalendarPoint) -> str | None:
    """EDTF from the first day of one to the last day of the other; None for a year that it does not hold."""
    starts, ends = edtf(first), edtf(last)
    if starts is None or ends is None:
        return None
    return f"{starts.partition('/')[0]}/{ends.rpartition('/')[2]}"


def _extent(match: re.Match[str], value: str, precision: str) -> DateReading:
    step = "time up to the day of publication"
    return DateReading(
        *match.span(), value, "DATE", step, None, value, precision, False
    )


def _from_today(
    match: re.Match[str], today: CalendarPoint, count: int | None
) -> DateReading | None:
    """On some day from today on: by the end of the term, where its length is said."""
    named = unit(match["unit"])
    last = _counted(today, count, named) if count else None
    if count and not last:
        return None
    value = f"[{edtf(today)}..{edtf(last) if last else ''}]"
    length = f"P{count or 'X'}{UNIT_LETTERS[named]}"
    return DateReading(
        *match.span(), length, "DURATION", STEP, None, value, "day", False
    )


def _at_its_end(
    match: re.Match[str], today: CalendarPoint, count: int
) -> DateReading | None:
    """ "In two days" is that day, "in two weeks" about then."""
    named = unit(match["unit"])
    last, value = (
        _counted(today, count, named),
        shifted(today, count, named),
    )
    if not (last and value):
        return None
    last = last if named == "day" else last.about()
    return DateReading(
        *match.span(),
        timex(value),
        "DATE",
        STEP,
        value,
        edtf(last),
        last.precision,
        False,
    )


def _counted(today: CalendarPoint, count: int, named: str) -> CalendarPoint | None:
    if named in WEEKS:
        return shifted(today, 7 * count * WEEKS[named], "day")
    return shifted(today, count, named)
