"""The way to an entry's place in its dispute's timeline: to the page that holds it, its filters kept."""

from dataclasses import replace
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseRedirect

from factcheck import ledger
from factcheck.ledger import After, Listing, View
from factcheck.models import Publication
from factcheck.pages.query.filter_parameters import FilterParameters
from factcheck.pages.query.pagination import write_place
from factcheck.pages.records import RecordPage
from factcheck.records.filters.declaration import Filter
from factcheck.text import edtf

from .filters import DISPLAY, entry_filters, read_filters
from .timeline import AFTER_ANY_TIME, SIZES, longest_part, rows_of_page

LOWEST, HIGHEST = "0", "9"
MOST_OF_ONE_KEY = 500
"""How many entries of one date and time are looked through."""


class PlacePage(FilterParameters, RecordPage):
    """Answers with the page of a timeline that holds an entry, at the entry, with the filters that were asked for."""

    kind = "dispute"
    list_parameters = (*DISPLAY, "since")
    keeps_address = True

    def declared_filters(self) -> dict[str, Filter]:
        return entry_filters()

    def page(self, view: View) -> HttpResponse:
        dispute, _loader = self.loader(view, self.line(view))
        entry = self._entry(view)
        filters = read_filters(view, dispute, self.request.GET, dispute.path)
        family = tuple(sorted(str(uid) for uid in view.family(dispute.uid)))
        listing = filters.listing(family, None, False)
        query = self.request.GET.copy()
        if filters.errors or not is_listed(view, listing, entry):
            for name in self.declared_filters():
                query.pop(name, None)
            filters = read_filters(view, dispute, query, dispute.path)
            listing = filters.listing(family, None, False)
            if not is_listed(view, listing, entry):
                raise Http404("This entry is not of this dispute.")
        query.pop("all", None)
        if place := place_before(view, listing, filters.view, entry):
            query["after"] = place
        text = query.urlencode()
        path = f"{quote(dispute.path)}?{text}" if text else quote(dispute.path)
        return HttpResponseRedirect(f"{path}#e-{quote(entry.slug)}")

    def _entry(self, view: View) -> Publication:
        """The line of the entry that the address names. Raises Http404."""
        line = view.find("entry", self.kwargs["entry"])
        if line is None or not line.happened_key:
            raise Http404("No such entry stands in the record.")
        return line


def is_listed(view: View, listing: Listing, entry: Publication) -> bool:
    """Whether a list has the entry. One query."""
    key = entry.happened_key
    if key < listing.key_from or (listing.key_before and key >= listing.key_before):
        return False
    same_key = replace(listing, key_from=key[:-1], key_before=key + LOWEST)
    rows = ledger.page(view, same_key, MOST_OF_ONE_KEY)
    return any(row.seq == entry.seq for row in rows)


def place_before(
    view: View, listing: Listing, shown_as: str, entry: Publication
) -> str:
    """The place that the page with the entry starts after; empty where that is the first page. At most six queries."""
    first_page = rows_of_page(view, listing, SIZES[shown_as])
    if any(row.seq == entry.seq for row in first_page):
        return ""
    day = entry.happened_key[: edtf.DAY_DIGITS]
    edge = LOWEST if listing.ascending else HIGHEST
    start = After(day + edge * (len(entry.happened_key) - len(day)), 0)
    if not listing.ascending:
        start = After(start.happened_key, entry.seq)
    of_day = replace(listing, key_from=day, key_before=day + AFTER_ANY_TIME)
    here = After(entry.happened_key, entry.seq)
    before = ledger.count(view, replace(of_day, after=here, backwards=True))
    longest = longest_part(shown_as)
    parts = before // longest
    if parts:
        last_of_part = ledger.page(view, of_day, parts * longest)[-1]
        return write_place(last_of_part)
    return f"{start.happened_key}-{start.seq}"
