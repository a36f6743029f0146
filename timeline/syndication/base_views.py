"""What every format of a dispute's entries asks first: which dispute, and which of its entries."""

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import Listing, ListRow, View
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query.facet_counts import facet_counts
from factcheck.pages.query.params import BadQuery
from factcheck.records import registry
from factcheck.syndication.base_views import RecordFormatView
from timeline.pages.filters import KEPT, SEVERAL, Filters, read_filters


class FilteredDispute(NamedTuple):
    """A dispute and the filter on its entries; `uids` are those that the dispute is found under."""

    dispute: PublishedRecord
    loader: RecordLoader
    filters: Filters
    uids: tuple[str, ...]

    @property
    def listing(self) -> Listing:
        """The entries of the filter, in the order of the page."""
        return self.filters.listing(self.uids, None, False)

    @property
    def home(self) -> str:
        """The dispute's page with the same filter."""
        query = urlencode(self.filters.params)
        return f"{self.dispute.path}?{query}" if query else self.dispute.path


class EntriesFormatView(RecordFormatView):
    """A format of a dispute's entries: it takes the filters of the dispute's page."""

    kind = "dispute"
    parameters = KEPT
    several = SEVERAL

    def filtered_dispute(self, view: View) -> FilteredDispute:
        """The dispute and the filter of the address.

        Raises ImmediateResponse, and BadQuery for a filter that means nothing.
        """
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        uids = tuple(sorted(str(uid) for uid in view.family(line.uid)))
        counts = {"entry": facet_counts(view, "entry", frozenset(uids))}
        filters = read_filters(
            view, dispute, counts, self.request.GET, self.request.path
        )
        _refuse_unknown(filters)
        return FilteredDispute(dispute, loader, filters, uids)


def _refuse_unknown(filters: Filters) -> None:
    """A list cannot say beside its items what it did not understand. A word of a closed list may have no entry yet."""
    for made in filters.dates:
        if made.error:
            raise BadQuery(f"{made.name}: {made.error}")
    if filters.unread:
        raise BadQuery(f"q: {' '.join(filters.unread)}")
    words = {word for each in registry.get("entry").filters for word in each.words}
    for made in filters.fields:
        for written in made.unknown:
            if written not in words:
                said = _(
                    "The record has nothing that %(filter)s could mean by “%(written)s”."
                )
                raise BadQuery(
                    said % {"filter": made.name, "written": written[:40]}, KEPT
                )


def latest_dated(view: View, listing: Listing, most: int) -> tuple[list[ListRow], bool]:
    """The `most` latest rows by date, earliest first, after those not dated; and whether others had no place."""
    rows = ledger.page(
        view, replace(listing, ascending=False, undated_last=True), most + 1
    )
    return rows[:most][::-1], len(rows) > most
