from typing import NamedTuple

from django.utils.formats import number_format

from factcheck import ledger
from factcheck.ledger import COUNTED, RELEVANCE, Listing, SearchHits, View
from factcheck.records.filters.declaration import Filter
from factcheck.records.search_filters import search_filters, searched_kinds

from .. import moments
from ..base_views import PublicPage
from ..labels.display_labels import label_plural
from ..labels.search_results import as_written, results
from ..query import pagination
from ..query.filter_form import page_filters
from ..query.filter_parameters import FilterParameters
from ..query.search import SearchForm, offer_options, read_search

SIZE = 25


class NearestQuestion(NamedTuple):
    """What may have been meant, as the record writes it, and the search for it."""

    text: str
    path: str


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
        words = ledger.with_other_names(view, form.words)
        search = form.search(listing, words)
        found = ledger.find(view, search, form.ordering, place, SIZE)
        last = found.hits[-1] if found.has_more else None
        is_nothing = not found.counts
        return {
            "nearest": nearest_question(view, form, listing) if is_nothing else None,
            "form": form,
            "results": results(view, words, found.hits),
            "kinds": counts_by_kind(form, found.counts),
            "total": total(form, found),
            "more": form.behind(f"{last.place}-{last.seq}") if last else "",
            "is_start": after is None,
        }

    def moment_context(self, view: View, context: dict) -> dict:
        options = moments.with_chosen([], self.frame.as_of)
        return {"moment_field": moments.as_known_on(options)}


def nearest_question(
    view: View, form: SearchForm, listing: Listing
) -> NearestQuestion | None:
    """What may have been meant by words that are nowhere, where that finds something."""
    text = ledger.nearest_question(view, searched_kinds(), form.text)
    if not text:
        return None
    words = ledger.with_other_names(view, ledger.read_words(text))
    found = ledger.find(view, form.search(listing, words), RELEVANCE, None, 1)
    if not found.hits:
        return None
    return NearestQuestion(as_written(text, found.hits[0]), form.for_words(text))


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
