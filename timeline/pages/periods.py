"""The timeline cut into the months and years that its headings name."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from factcheck import dates
from factcheck.pages.cards import Card

UNDATED = "Not dated"


class Period(NamedTuple):
    """A heading of the timeline and the entries under it."""

    name: str
    key: str
    entries: list[Card]


def periods(entries: Iterable[Card]) -> list[Period]:
    """The entries in their order, under a heading a month; under their year, or their own words, where that is all."""
    grouped = groupby(entries, key=lambda entry: period_of(entry.payload["when"]))
    return [Period(name, key, list(cards)) for (name, key), cards in grouped]


def period_of(written: str) -> tuple[str, str]:
    """(heading, fragment) of the period that a date is listed under: where its first day, else its last, lies."""
    date = dates.parse(written) if written else None
    bound = date and (date.earliest or date.latest)
    if not bound:
        return UNDATED, "not-dated"
    if date.precision in ("day", "month") and bound.year > 0:
        month = f"{bound.year:04d}-{bound.month:02d}"
        return dates.words(month), f"in-{month}"
    if date.precision == "year":
        return dates.words(f"{bound.year:04d}") if bound.year > 0 else dates.words(written), f"in-{bound.year}"
    said = dates.words(written)
    return said[0].upper() + said[1:], f"in-{bound.key}"
