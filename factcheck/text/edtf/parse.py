"""EDTF text in, a date with its bounds out; whatever is not a date is refused with what to write instead."""

import re
from functools import lru_cache

from .bounds import SEASONS, coarsest, earliest, latest, month_length, runs_backwards
from .english import MONTHS
from .error_messages import check_text, check_whole, shown, unreadable
from .parts import YEAR_DIGITS, DateError, EdtfDate, EdtfPoint, EdtfSpan, Gap

CALENDAR = re.compile(
    r"(?P<sign>-?)(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%]?)"
)
LONG_YEAR = re.compile(r"Y(?P<year>-?[0-9]+)(?P<mark>[?~%]?)")


@lru_cache(maxsize=4096)
def parse(text: str) -> EdtfDate:
    """Read EDTF of level 0 and 1, and one of a set of level 2. Raises DateError, and nothing else.

    What is read is frozen and follows from the text alone, so that a page need not read the same day a dozen times.
    """
    check_text(text)
    check_whole(text)
    form, spans = _read(text)
    points = [point for span in spans for point in span.points]
    return EdtfDate(
        text=text,
        earliest=earliest(spans),
        latest=latest(spans),
        precision=coarsest(points),
        form=form,
        approximate=any(point.mark in ("~", "%") for point in points),
        uncertain=any(point.mark in ("?", "%") for point in points),
        spans=spans,
    )


def _read(text: str) -> tuple[str, tuple[EdtfSpan, ...]]:
    if text.startswith("[") and text.endswith("]"):
        return "one_of", _set(text[1:-1])
    if "/" in text:
        start, _, end = text.partition("/")
        return "interval", (_span(text, _end(start), _end(end)),)
    point = _point(text)
    return "single", (EdtfSpan(point, point),)


# Intervals and sets


def _end(text: str) -> EdtfPoint | Gap:
    return Gap(text) if text in ("", "..") else _point(text)


def _span(text: str, start: EdtfPoint | Gap, end: EdtfPoint | Gap) -> EdtfSpan:
    span = EdtfSpan(start, end)
    if not span.points:
        raise DateError(
            f"{shown(text)} names no date at either end: write one, as in 2026-01-14/.., or leave it empty"
        )
    if runs_backwards(span):
        raise DateError(
            f"{shown(text)} ends before it starts: write the earlier date first"
        )
    return span


def _set(inner: str) -> tuple[EdtfSpan, ...]:
    spans = tuple(_choice(item.strip(" ")) for item in inner.split(","))
    if len(spans) == 1 and spans[0].start is spans[0].end:
        raise DateError(
            f"one date alone is no choice: write {inner} without the brackets"
        )
    return spans


def _choice(text: str) -> EdtfSpan:
    start, dots, end = text.partition("..")
    if not dots:
        point = _point(start)
        return EdtfSpan(point, point)
    return _span(text, _end(start or ".."), _end(end or ".."))


# One date


def _point(text: str) -> EdtfPoint:
    match = CALENDAR.fullmatch(text)
    if match:
        return _calendar_point(**match.groupdict())
    match = LONG_YEAR.fullmatch(text)
    if match:
        return _long_year(**match.groupdict())
    raise DateError(unreadable(text))


def _long_year(year: str, mark: str) -> EdtfPoint:
    digits = year.lstrip("-").lstrip("0")
    if len(digits) > YEAR_DIGITS:
        raise DateError(
            f"a year of {len(digits)} digits is too long: {YEAR_DIGITS} are the most that can be kept"
        )
    if len(digits) < 5:
        short = year[: year.startswith("-")] + digits.zfill(4)
        raise DateError(f"Y is for years of more than four digits: write {short}")
    return EdtfPoint(int(year), int(year), mark=mark)


def _calendar_point(
    sign: str, year: str, month: str | None, day: str | None, mark: str
) -> EdtfPoint:
    masked = len(year) - len(year.rstrip("X"))
    first, last = _years(sign, year, masked)
    if masked and month:
        raise DateError(
            f"a month needs a year that is fully known: write {sign}{year} alone"
        )
    number = _month(sign + year, month, day)
    known_day = None
    if number is not None and day is not None and day != "XX":
        known_day = _day(first, number, day)
    return EdtfPoint(first, last, number, known_day, masked, _hidden(month, day), mark)


def _hidden(month: str | None, day: str | None) -> str:
    if day == "XX":
        return "day"
    return "month" if month == "XX" else ""


def _years(sign: str, year: str, masked: int) -> tuple[int, int]:
    known = year[: len(year) - masked]
    if "X" in known:
        raise DateError(
            f"{year} leaves out a digit before a known one: write X only last, as in 196X or 19XX"
        )
    if not known:
        raise DateError("a year with no known digit says nothing: leave the date empty")
    low, high = int(known + "0" * masked), int(known + "9" * masked)
    if not sign:
        return low, high
    if high == 0:
        raise DateError("there is no year -0000: write 0000 for 1 BC")
    return -high, -max(low, 1)


def _month(year: str, month: str | None, day: str | None) -> int | None:
    """The number of a month or season, or None where none is written or known."""
    if month is None:
        return None
    if month == "XX":
        if day not in (None, "XX"):
            raise DateError(f"a day needs a month that is known: write {year}-XX-XX")
        return None
    if "X" in month:
        raise DateError(
            f"half a month is no month: write {year}-XX when the month is not known"
        )
    number = int(month)
    if number in SEASONS and day:
        raise DateError(
            f"{number} is a season, which has no days: write {year}-{number}, or a month from 01 to 12"
        )
    if number not in SEASONS and not 1 <= number <= 12:
        raise DateError(
            f"{month} is not a month: write 01 to 12, or 21 to 24 for spring, summer, autumn and winter"
        )
    return number


def _day(year: int, month: int, day: str) -> int:
    if "X" in day:
        raise DateError("half a day is no day: write XX when the day is not known")
    number, length = int(day), month_length(year, month)
    if 1 <= number <= length:
        return number
    name = MONTHS[month - 1]
    if (month, number) == (2, 29):
        raise DateError(
            f"{year} is not a leap year: write 28 February or 1 March, or leave the day out"
        )
    raise DateError(
        f"{name} {year} has {length} days, and no day {day}: write 01 to {length}, or leave the day out"
    )
