"""The timeline cut into the months and years that its headings name, read from the keys that it is ordered by."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import get_language, gettext

from factcheck.ledger import ListRow
from factcheck.pages.labels.dates_and_numbers import date_in_words
from factcheck.text import edtf

SEASONS = {3: 21, 6: 22, 9: 23, 12: 24}
MASKS = {"decade": "X", "century": "XX", "millennium": "XXX"}


class Period(NamedTuple):
    """A heading of the timeline, its name in the address, and what stands under it."""

    name: str
    key: str
    entries: list[ListRow]


def periods(rows: Iterable[ListRow]) -> list[Period]:
    """The rows in their order, under a heading a month; under their year or decade, where that is all."""
    found = []
    for period, entries in groupby(rows, key=lambda row: period_of(row.happened_key)):
        key = f"in-{period or 'no-day'}"
        found.append(Period(name_of(period), key, list(entries)))
    return found


def period_of(happened_key: str) -> str:
    """The EDTF date of the period that a key is listed under: where its first day, else its last, lies; or empty."""
    if happened_key >= edtf.UNDATED:
        return ""
    day, precision = edtf.read_key(happened_key)
    year = f"{day.year:04d}" if -10_000 < day.year < 10_000 else f"Y{day.year}"
    if precision in MASKS and 0 <= day.year < 10_000:
        mask = MASKS[precision]
        return year[: -len(mask)] + mask
    if precision == "season":
        return f"{year}-{SEASONS[day.month]}" if day.month in SEASONS else year
    has_month = precision in ("day", "month") and 0 < day.year < 10_000
    return f"{year}-{day.month:02d}" if has_month else year


def name_of(period: str) -> str:
    """A period as its heading calls it."""
    return _heading(period, get_language() or "en") if period else gettext("Not dated")


@lru_cache(maxsize=4096)
def _heading(period: str, language: str) -> str:
    words = edtf.words(period, language=language)
    return words[0].upper() + words[1:]


def day_of(row: ListRow) -> str:
    """What two rows of one day have in common."""
    return row.happened_key[: edtf.DAY_DIGITS]


def name_of_day(row: ListRow) -> str:
    """The day that a row is listed under, in words."""
    if row.happened_key >= edtf.UNDATED:
        return gettext("Not dated")
    day, _precision = edtf.read_key(row.happened_key)
    if not 0 < day.year < 10_000:
        return name_of(period_of(row.happened_key))
    return date_in_words(f"{day.year:04d}-{day.month:02d}-{day.day:02d}")
