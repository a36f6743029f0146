"""What every format of a dispute's entries asks first: which dispute, and which of its entries."""

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from factcheck import ledger
from factcheck.ledger import Listing, ListRow, View
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query.filter_parameters import FilterParameters
from factcheck.records.filters.declaration import Filter
from factcheck.syndication.base_views import RecordFormatView
from timeline.pages.filters import (
    DISPLAY,
    TimelineForm,
    entry_filters,
    read_filters,
)


class FilteredDispute(NamedTuple):
    """A dispute and the filter on its entries; `uids` are those that the dispute is found under."""

    dispute: PublishedRecord
    loader: RecordLoader
    filters: TimelineForm
    uids: tuple[str, ...]

    @property
    def listing(self) -> Listing:
        """The entries of the filter, in the order of the page."""
        return self.filters.listing(self.uids, None, False)

    @property
    def home(self) -> str:
        """The dispute's page with the same filter."""
        query = urlencode(self.filters.pairs)
        return f"{self.dispute.path}?{query}" if query else self.dispute.path


class EntriesFormatView(FilterParameters, RecordFormatView):
    """A format of a dispute's entries: it takes the filters of the dispute's page."""

    kind = "dispute"
    list_parameters = tuple(DISPLAY)

    def declared_filters(self) -> dict[str, Filter]:
        return entry_filters()

    def filtered_dispute(self, view: View) -> FilteredDispute:
        """The dispute and the filter of the address. Raises ImmediateResponse, and BadQuery for a wrong value."""
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        uids = tuple(sorted(str(uid) for uid in view.family(line.uid)))
        filters = read_filters(view, dispute, self.request.GET, self.request.path)
        filters.listing(uids, None, False)
        filters.refuse()
        return FilteredDispute(dispute, loader, filters, uids)


def latest_dated(view: View, listing: Listing, most: int) -> tuple[list[ListRow], bool]:
    """The `most` latest rows by date, earliest first, after those not dated; and whether others had no place."""
    rows = ledger.page(
        view, replace(listing, ascending=False, undated_last=True), most + 1
    )
    return rows[:most][::-1], len(rows) > most
