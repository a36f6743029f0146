"""The periods of a whole dispute with how many entries each has: what a long timeline is walked by."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from factcheck.ledger import View, live
from factcheck.text import edtf
from timeline.pages.periods import name_of, period_of

MONTH_DIGITS = edtf.DAY_DIGITS - 2


class Stretch(NamedTuple):
    """A period: its heading, its fragment in a page, its entries, and the places before and behind it."""

    name: str
    key: str
    count: int
    start: str
    end: str


def stretches(view: View, dispute: tuple[str, ...]) -> list[Stretch]:
    """The periods of the dispute's entries, earliest first; `dispute` is its uid and those merged into it."""
    found: dict[str, list] = {}
    for key, n in _months(view.head_hash, view, dispute):
        period = found.setdefault(period_of(key), [0, key, key])
        period[0] += n
        period[2] = key
    return [
        Stretch(
            name_of(written),
            f"in-{written or 'no-day'}",
            n,
            f"{first}-0",
            f"{_after(last)}-0",
        )
        for written, (n, first, last) in found.items()
    ]


def years(view: View, dispute: tuple[str, ...]) -> list[tuple[str, int]]:
    """(year as EDTF, entries) of every year in which dated entries of the dispute begin, earliest first."""
    found = Counter()
    for key, n in _months(view.head_hash, view, dispute):
        if key < edtf.UNDATED:
            found[edtf.read_key(key)[0].year] += n
    return [
        (f"{'-' * (year < 0)}{abs(year):04d}", n)
        for year, n in sorted(found.items())
        if abs(year) < 10_000
    ]


@lru_cache(maxsize=64)
def _months(
    _head_hash: str, view: View, dispute: tuple[str, ...]
) -> list[tuple[str, int]]:
    """(the first key, entries) of every month and precision, in order. One GROUP BY, until a line is appended."""
    stands, marks = live(view, "f"), ", ".join(["%s"] * len(dispute))
    month = f"SUBSTR(f.happened_key, 1, {MONTH_DIGITS}), SUBSTR(f.happened_key, {edtf.DAY_DIGITS + 1}, 1)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MIN(f.happened_key) AS first, COUNT(*) FROM factcheck_facet AS f WHERE f.kind = 'entry' "
            f"AND f.name = 'dispute' AND f.value IN ({marks}) {stands.text} GROUP BY {month} ORDER BY first",
            (*dispute, *stands.params),
        )
        return cursor.fetchall()


def _after(key: str) -> str:
    """A key behind every day of the month that this one lies in."""
    return str(int(key[:MONTH_DIGITS]) + 1).zfill(MONTH_DIGITS).ljust(len(key), "0")
