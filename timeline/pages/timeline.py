"""One page of a dispute's timeline: its rows, cut where a day ends; a day that is too long is parted."""

import json
from dataclasses import replace
from typing import NamedTuple

from django.http import QueryDict

from factcheck import ledger
from factcheck.ledger import Listing, ListRow, View
from factcheck.pages.query import pagination

from .filters import COMPACT, FULL, INDEX, TimelineForm
from .periods import day_of, name_of_day

SIZES = {COMPACT: 50, FULL: 50, INDEX: 200}
"""How many entries a page has, by the way in which they are shown."""
MOST = {COMPACT: 500, FULL: 500, INDEX: 2_000}
"""How many it has where a reader asks for all of them."""
LONGEST_DAY = 100
"""How many entries of one day stand on one page at least, before the day is parted."""
AFTER_ANY_TIME = "9" * 20


class DayPart(NamedTuple):
    """Which part of a day a page holds, from 1, and how many there are."""

    day: str
    number: int
    all: int


class TimelinePage(NamedTuple):
    """The rows of a page in their order, and the places of the pages before and after it, empty where there is none."""

    rows: list[ListRow]
    earlier: str = ""
    later: str = ""
    part: DayPart | None = None

    @property
    def slugs(self) -> list[str]:
        """The slugs of the entries."""
        return [json.loads(row.public_text)["slug"] for row in self.rows]

    @property
    def is_whole(self) -> bool:
        """Whether no other page comes before or after it."""
        return not (self.earlier or self.later)


def read_page(
    view: View, filters: TimelineForm, dispute: tuple[str, ...], params: QueryDict
) -> TimelinePage:
    """The page that the address names; an empty one where the form holds an error. Raises BadQuery."""
    after = pagination.read_place(params, "after")
    before = pagination.read_place(params, "before")
    backwards = bool(before and not after)
    # Only when the form is turned into a listing is it known whether a value is wrong.
    listing = filters.listing(dispute, after or before, backwards)
    if filters.errors:
        return TimelinePage([])
    sizes = MOST if filters.is_whole else SIZES
    rows, length = _whole_days(view, listing, sizes[filters.view])
    page = TimelinePage(
        *pagination.around(rows, length, backwards=backwards, is_start=after is None)
    )
    return page._replace(part=_part(view, listing, page, filters.view))


def rows_of_page(view: View, listing: Listing, size: int) -> list[ListRow]:
    """The rows of a page of at most `size`, but for a day that is longer."""
    rows, length = _whole_days(view, listing, size)
    return rows[:length]


def longest_part(shown_as: str) -> int:
    """How many entries of one day stand on one page at most."""
    return max(SIZES[shown_as], LONGEST_DAY)


def _whole_days(view: View, listing: Listing, size: int) -> tuple[list[ListRow], int]:
    """Rows of the list, and how many of them make a page of at most `size` that ends where a day ends.

    A day with more rows than that stands on one page up to `LONGEST_DAY`; a longer one is cut into such parts.
    """
    rows = ledger.page(view, listing, size + 1)
    if len(rows) <= size:
        return rows, len(rows)
    if end := _last_day_break(rows, size):
        return rows, end
    longest = max(size, LONGEST_DAY)
    if longest > size:
        rows = ledger.page(view, listing, longest + 1)
    end = _first_day_break(rows)
    if end <= longest:
        return rows, end
    return rows, _rest_of_parts(view, listing, rows[0], longest)


def _rest_of_parts(view: View, listing: Listing, row: ListRow, longest: int) -> int:
    """How many rows the part of a long day has, of which `row` was read first: read backwards the last may be short."""
    if not listing.backwards:
        return longest
    rows_up_to_here = _of_day(listing, row)
    before = ledger.count(view, replace(rows_up_to_here, after=listing.after))
    return before % longest or longest


def _part(
    view: View, listing: Listing, page: TimelinePage, shown_as: str
) -> DayPart | None:
    """Which part of its day a page is; None where it holds whole days. At most two queries."""
    rows = page.rows
    if page.is_whole or not rows or day_of(rows[0]) != day_of(rows[-1]):
        return None
    of_day = replace(_of_day(listing, rows[0]), after=None, backwards=False)
    longest = longest_part(shown_as)
    all_of_day = ledger.count(view, of_day)
    if all_of_day <= len(rows):
        return None
    first = ledger.After(rows[0].happened_key, rows[0].seq)
    before = ledger.count(view, replace(of_day, after=first, backwards=True))
    return DayPart(
        name_of_day(rows[0]), before // longest + 1, -(-all_of_day // longest)
    )


def _of_day(listing: Listing, row: ListRow) -> Listing:
    """The rows of a list that are of the day of `row`."""
    day = day_of(row)
    return replace(listing, key_from=day, key_before=day + AFTER_ANY_TIME)


def _last_day_break(rows: list[ListRow], size: int) -> int:
    """How many of the first `size` rows stand before the last change of day; 0 where all are of one day."""
    for index in range(size, 0, -1):
        if day_of(rows[index]) != day_of(rows[index - 1]):
            return index
    return 0


def _first_day_break(rows: list[ListRow]) -> int:
    """How many rows are of the first row's day."""
    for index, row in enumerate(rows):
        if day_of(row) != day_of(rows[0]):
            return index
    return len(rows)
