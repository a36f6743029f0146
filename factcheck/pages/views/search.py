from django.utils.formats import number_format

from factcheck import ledger
from factcheck.ledger import COUNTED, RELEVANCE, Listing, SearchHits, View
from factcheck.records.filters.declaration import Filter
from factcheck.records.search_filters import search_filters, searched_kinds

from .. import moments
from ..base_views import PublicPage
from ..labels.display_labels import label_plural
from ..labels.search_results import results
from ..query import pagination
from ..query.filter_form import page_filters
from ..query.filter_parameters import FilterParameters
from ..query.search import SearchForm, offer_options, read_search

SIZE = 25


class SearchPage(FilterParameters, PublicPage):
    """Everything published that holds the words asked for, of every kind, as of the moment."""

    template_name = "factcheck/search.html"
    list_parameters = ("after",)

    def declared_filters(self) -> dict[str, Filter]:
        return page_filters(search_filters())

    def context(self, view: View) -> dict:
        after = pagination.read_place(self.request.GET, "after")
        form = read_search(view, self.request.GET, self.request.path)
        listing = form.narrow(Listing(""))
        offer_options(form, view)
        self.status = form.status
        if not form.can_be_answered:
            return {"form": form}
        place = (int(after.happened_key), after.seq) if after else None
        found = ledger.find(view, form.search(listing), form.ordering, place, SIZE)
        last = found.hits[-1] if found.has_more else None
        return {
            "form": form,
            "results": results(view, form.words, found.hits),
            "kinds": counts_by_kind(form, found.counts),
            "total": total(form, found),
            "more": form.behind(f"{last.place}-{last.seq}") if last else "",
            "is_start": after is None,
        }

    def moment_context(self, view: View, context: dict) -> dict:
        options = moments.with_chosen([], self.frame.as_of)
        return {"moment_field": moments.as_known_on(options)}


def counts_by_kind(form: SearchForm, counts: dict[str, int]) -> list[dict]:
    """The search among all kinds and among each that has an answer, with how many there are."""
    chosen = set(form.kind.chosen)
    each = [
        {
            "label": label_plural(kind),
            "path": form.of_kind(kind),
            "is_here": chosen == {kind},
        }
        | counted(counts[kind])
        for kind in searched_kinds()
        if kind in counts
    ]
    whole = {"label": "", "path": form.of_kind(""), "is_here": not chosen} | counted(
        sum(counts.values())
    )
    return [whole, *each]


def counted(n: int) -> dict:
    """A number as it is said, and whether there are more."""
    return {
        "n": n,
        "number": number_format(min(n, COUNTED), force_grouping=True),
        "is_more": n > COUNTED,
    }


def total(form: SearchForm, found: SearchHits) -> dict:
    """How many of the chosen kinds answer; `ranked` where only so many were put in order."""
    shown = form.kind.chosen or searched_kinds()
    n = sum(found.counts.get(kind, 0) for kind in shown)
    is_part = form.ordering == RELEVANCE and found.ranked < n
    return counted(n) | {
        "ranked": number_format(found.ranked, force_grouping=True) if is_part else ""
    }
