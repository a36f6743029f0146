"""Lists of every record of a kind: filters, size, pages. A list is a template and the name of its kind."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck import ledger
from factcheck.ledger import Listing, View
from factcheck.records import registry
from factcheck.records.filters.declaration import DISPUTE, Filter

from ..base_views import PublicPage
from ..labels.dates_and_numbers import number_in_words
from ..published_records import RecordLoader
from ..query import pagination
from ..query.facet_counts import MOST, Counts, counts_by_kind
from ..query.filter_fields import Option
from ..query.filter_form import (
    FilterForm,
    counts_of_filters,
    kinds_counted,
    offered_uids,
    page_filters,
    read_form,
)
from ..query.filter_parameters import FilterParameters
from ..record_rows import lines_of

SIZE = 50
MOST_COUNTED = 10_000


class ListSize(NamedTuple):
    """How many records match, and how many there are in all; each counted up to MOST_COUNTED."""

    matching: int
    total: int

    @property
    def matching_words(self) -> str:
        return _number(self.matching)

    @property
    def total_words(self) -> str:
        return _number(self.total)


def _number(n: int) -> str:
    if n < MOST_COUNTED:
        return number_in_words(n)
    return _("%s or more") % number_in_words(MOST_COUNTED)


class RecordList(FilterParameters, PublicPage):
    """Every record of a kind that stands in lists, newest first, by the filters of the kind.

    `later_label` and `earlier_label` are what its pages are called, `levels` how deep its rows refer.
    """

    list_kind = ""
    list_parameters = ("after", "before")
    levels = 1
    later_label: ClassVar[str | Promise] = gettext_lazy("Later")
    earlier_label: ClassVar[str | Promise] = gettext_lazy("Earlier")

    def declared_filters(self) -> dict[str, Filter]:
        return page_filters(registry.get(self.list_kind).list_filters)

    def context(self, view: View) -> dict:
        declared = self.declared_filters()
        form = read_form(view, declared, self.request.GET, self.request.path)
        listing = form.narrow(registry.get(self.list_kind).whole_list)
        self.status = form.status
        rows, earlier, later = self._rows(view, form, listing)
        counts = self._counts(view, declared)
        loader = RecordLoader(view)
        records = loader.add(lines_of(rows))
        loader.fill(self.levels, also=offered_uids(form, counts))
        form.offer(loader, counts)
        offer_disputes(view, form)
        return {
            "records": records,
            "size": self._size(view, form, listing),
            "filters": form,
            "earlier": earlier,
            "later": later,
            "list_path": form.here,
            **self._neighbour_words(form),
        }

    def _counts(self, view: View, declared: Mapping[str, Filter]) -> Counts:
        kinds = kinds_counted(declared, self.list_kind)
        by_kind = counts_by_kind(view, kinds)
        return counts_of_filters(declared, self.list_kind, by_kind)

    def _rows(
        self, view: View, form: FilterForm, listing: Listing
    ) -> tuple[list, str, str]:
        """The rows of the page, and the places of the pages before and after it; none where a filter is wrong."""
        after = pagination.read_place(self.request.GET, "after")
        before = pagination.read_place(self.request.GET, "before")
        backwards = bool(before and not after)
        if form.errors:
            return [], "", ""
        page = replace(listing, after=after or before, backwards=backwards)
        rows = ledger.page(view, page, SIZE + 1)
        return pagination.around(
            rows, SIZE, backwards=backwards, is_start=after is None
        )

    def _size(self, view: View, form: FilterForm, listing: Listing) -> ListSize:
        whole = registry.get(self.list_kind).whole_list
        total = ledger.count(view, whole, MOST_COUNTED)
        if form.errors:
            return ListSize(0, total)
        if not form.is_active:
            return ListSize(total, total)
        return ListSize(ledger.count(view, listing, MOST_COUNTED), total)

    def _neighbour_words(self, form: FilterForm) -> dict[str, str | Promise]:
        """How the pages before and after this one are called in the order that is shown."""
        before, after = self.later_label, self.earlier_label
        if not form.newest_first:
            before, after = after, before
        return {"earlier_words": before, "later_words": after}


def offer_disputes(view: View, form: FilterForm) -> None:
    """Offer every dispute where the list is filtered by those that refer to its records: no facet counts these."""
    field = form.field_of(DISPUTE.name)
    if field.filter.facet or not field.filter.is_in_form:
        return
    disputes = RecordLoader(view).add(view.lines("dispute").order_by("-seq")[:MOST])
    field.options = [
        Option(card.payload["slug"], card.title, None, card.title_language)
        for card in disputes
    ]


class PartyList(RecordList):
    """Organizations and public figures; a private person stands in no list."""

    template_name = "factcheck/parties.html"
    list_kind = "party"


class QuoteList(RecordList):
    """Every quote, with who said it, when, and where it was read."""

    template_name = "factcheck/quotes.html"
    list_kind = "quote"
    levels = 2


class SourceList(RecordList):
    """Every source that the record cites."""

    template_name = "factcheck/sources.html"
    list_kind = "source"
    levels = 2
