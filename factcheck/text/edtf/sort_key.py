"""One text by which dates sort, under plain comparison and in any collation: it is digits alone.

23 digits of the first day allowed (else the last), one of the precision, three of the place that an editor chose among
what has this date, four of the time of day.
"""

from .parts import PRECISIONS, YEAR_DIGITS, Day, EdtfDate

DAY_MINUTES = 24 * 60
DAY_DIGITS = 23
PLACE_AT = DAY_DIGITS + 1
PLACE_DIGITS = 3
NO_PLACE = "9" * PLACE_DIGITS  # behind every place that is given
LAST_PLACE = 10**PLACE_DIGITS - 2
WIDTH = PLACE_AT + PLACE_DIGITS + 4
UNDATED = "9" * WIDTH


def sort_key(
    date: EdtfDate | None, minutes: int | None = None, place: int | None = None
) -> str:
    """The place of a date in a list: by its first day, then coarser before finer, then by `place`, then by the time.

    `minutes` count from 00:00 UTC of the day written, as `utc_minutes` gives them: a zone may bring them below 0 or
    past 1439. A date without a time of day comes before 00:00. `place` is 1 to LAST_PLACE; what has none comes behind
    what has one. What is not dated comes last. Raises ValueError for a time or a place out of its bounds.
    """
    bound = (date.earliest or date.latest) if date else None
    if date is None or bound is None:
        return UNDATED
    precision = PRECISIONS.index(date.precision)
    return f"{bound.key}{precision}{_place_key(place)}{_time_key(minutes)}"


def wholly_before(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether the last day of one is known to lie before the first day of the other; an open side is not known."""
    return (
        one.latest is not None
        and other.earliest is not None
        and one.latest < other.earliest
    )


def without_places(key: str) -> str:
    """A key that was made before there were places, as one of today: with the digits of what has none."""
    return f"{key[:PLACE_AT]}{NO_PLACE}{key[PLACE_AT:]}"


def _place_key(place: int | None) -> str:
    if place is None:
        return NO_PLACE
    if not 1 <= place <= LAST_PLACE:
        raise ValueError(f"{place} is no place from 1 to {LAST_PLACE}")
    return f"{place:0{PLACE_DIGITS}d}"


def _time_key(minutes: int | None) -> str:
    if minutes is None:
        return "0000"
    if not -DAY_MINUTES <= minutes < 2 * DAY_MINUTES:
        raise ValueError(
            f"{minutes} minutes are more than a day away from the day they belong to"
        )
    return f"{minutes + DAY_MINUTES + 1:04d}"


def read_key(key: str) -> tuple[Day, str]:
    """The day and the precision that a key of `sort_key` was made from; not for UNDATED."""
    year, month, day = (
        int(key[:19]) - 10**YEAR_DIGITS,
        int(key[19:21]),
        int(key[21:DAY_DIGITS]),
    )
    return Day(year, month, day), PRECISIONS[int(key[DAY_DIGITS])]
