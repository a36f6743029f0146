"""One text by which dates sort, under plain comparison and in any collation: it is digits alone.

23 digits of the first day allowed (else the last), one of the precision, four of the time of day.
"""

from .parts import PRECISIONS, YEAR_DIGITS, Day, EdtfDate

DAY_MINUTES = 24 * 60
DAY_DIGITS = 23
WIDTH = DAY_DIGITS + 5
UNDATED = "9" * WIDTH


def sort_key(date: EdtfDate | None, minutes: int | None = None) -> str:
    """The place of a date in a list: by its first day, then coarser before finer, then by the time of day.

    `minutes` count from 00:00 UTC of the day written, as `utc_minutes` gives them: a zone may bring them below 0 or
    past 1439. A date without a time of day comes before 00:00. What is not dated comes last.
    """
    bound = date and (date.earliest or date.latest)
    if not bound:
        return UNDATED
    return f"{bound.key}{PRECISIONS.index(date.precision)}{_time_key(minutes)}"


def wholly_before(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether the last day of one is known to lie before the first day of the other; an open side is not known."""
    return (
        one.latest is not None
        and other.earliest is not None
        and one.latest < other.earliest
    )


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
