"""One page of a dispute's timeline: its rows, cut where a day ends."""

from typing import NamedTuple

from django.http import QueryDict

from factcheck import ledger
from factcheck.ledger import ListRow, View
from factcheck.pages.query import pagination

from .filters import TimelineForm
from .periods import day_of

SIZE = 200
MOST = 2_000  # entries on one page, where a reader asks for all of them or one day has more than fit


class TimelinePage(NamedTuple):
    """The rows of a page in their order, and the places of the pages before and after it, empty where there is none."""

    rows: list[ListRow]
    earlier: str = ""
    later: str = ""

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
    rows, length = _whole_days(view, listing, MOST if params.get("all") else SIZE)
    return TimelinePage(
        *pagination.around(rows, length, backwards=backwards, is_start=after is None)
    )


def _whole_days(
    view: View, listing: ledger.Listing, size: int
) -> tuple[list[ListRow], int]:
    """Rows of the list, and how many of them make a page of at most `size` that ends where a day ends.

    A day with more rows than that stands on one page all the same, up to `MOST`.
    """
    rows = ledger.page(view, listing, size + 1)
    if len(rows) <= size:
        return rows, len(rows)
    end = _last_day_break(rows, size)
    if end or size >= MOST:
        return rows, end or size
    rows = ledger.page(view, listing, MOST + 1)
    return rows, _first_day_break(rows)


def _last_day_break(rows: list[ListRow], size: int) -> int:
    """How many of the first `size` rows stand before the last change of day; 0 where all are of one day."""
    for index in range(size, 0, -1):
        if day_of(rows[index]) != day_of(rows[index - 1]):
            return index
    return 0


def _first_day_break(rows: list[ListRow]) -> int:
    """How many rows are of the first row's day, at most `MOST`."""
    for index, row in enumerate(rows):
        if day_of(row) != day_of(rows[0]):
            return index
    return min(len(rows), MOST)
