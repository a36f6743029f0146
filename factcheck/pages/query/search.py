"""What a search is asked for, as the address says it, and how its form offers that."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from factcheck import ledger
from factcheck.ledger import (
    EARLIEST,
    LATEST,
    PUBLISHED,
    RELEVANCE,
    Listing,
    Search,
    SearchTerms,
    View,
)
from factcheck.records.filters.declaration import DISPUTE, WORDS, RecordFilter
from factcheck.records.registry import TAGGED
from factcheck.records.search_filters import (
    kinds_by_reference,
    search_filters,
    searched_kinds,
)

from ..labels.dates_and_numbers import page_language
from ..labels.display_labels import label_plural
from ..published_records import RecordLoader
from .filter_fields import FilterField, Option
from .filter_form import (
    FilterForm,
    RemovableFilter,
    page_filters,
    read_form,
)

MOST_OPTIONS = 100
ORDER_WORDS = {
    RELEVANCE: gettext_lazy("Best match first"),
    LATEST: gettext_lazy("Latest events first"),
    EARLIEST: gettext_lazy("Earliest events first"),
    PUBLISHED: gettext_lazy("Published last first"),
}


@dataclass
class SearchForm(FilterForm):
    """The form of a search, with the addresses that search for the same in another way."""

    @property
    def text(self) -> str:
        """The words that are looked for, as they were typed, on one line."""
        return self.words_field.written

    @property
    def words(self) -> SearchTerms:
        return ledger.read_words(self.text)

    @property
    def kind(self) -> FilterField:
        return self.field_of("kind")

    @property
    def ordering(self) -> str:
        return self.query.values.get("ordering", RELEVANCE)

    @property
    def orders(self) -> list[Option]:
        return [Option(value, str(label)) for value, label in ORDER_WORDS.items()]

    @property
    def can_be_answered(self) -> bool:
        """Whether there is a word to look for, and nothing that has to be mended first."""
        return bool(self.words.groups) and not self.query.errors

    @property
    def is_narrowed(self) -> bool:
        """Whether more than words and a kind is asked for."""
        names = (WORDS.name, "kind")
        return any(each.chosen for each in self.fields if each.name not in names)

    @property
    def active(self) -> list[RemovableFilter]:
        """Every filter in use, but for the words, which stand in a field of their own above."""
        own = self.without(WORDS.name, self.text)
        return [each for each in super().active if each.path != own]

    @property
    def bare_url(self) -> str:
        """The same words, not narrowed."""
        return self.path_with([(WORDS.name, self.text)])

    def for_words(self, text: str) -> str:
        """The same search for other words."""
        return self.path_with([(WORDS.name, text), *self.pairs_without(WORDS.name)])

    def of_kind(self, kind: str) -> str:
        """The same search among one kind; among all for an empty one."""
        pairs = self.pairs_without("kind")
        return self.path_with([*pairs, ("kind", kind)] if kind else pairs)

    def behind(self, place: str) -> str:
        """What follows a place in the list."""
        return self.path_with([*self.pairs, ("after", place)])

    def search(self, listing: Listing, words: SearchTerms) -> Search:
        """The question to the ledger for these words, from what the filters ask of a list."""
        tagged = [facet for facet in listing.facets if facet[0] in TAGGED]
        others = [facet for facet in listing.facets if facet[0] not in TAGGED]
        disputes = [
            uid for name, uids in tagged if name == DISPUTE.name for uid in uids
        ]
        return Search(
            words,
            searched_kinds(),
            only=tuple(self.query.values.get("kind", ())),
            tags=tuple(_tags(*facet) for facet in tagged),
            facets=tuple(others),
            in_dispute=tuple(UUID(uid) for uid in disputes) or None,
            by_reference=kinds_by_reference(),
            language=listing.language,
            key_from=listing.key_from,
            key_before=listing.key_before,
            published_after=listing.published_after,
            published_before=listing.published_before,
        )


def _tags(name: str, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What the index says of the records that were chosen, any of them."""
    tags = [(name, value) for value in values]
    if name == DISPUTE.name:
        tags += [("kind", kind) for kind in kinds_by_reference()]
    return tuple(tags)


def read_search(view: View, params: QueryDict, path: str) -> SearchForm:
    """The form as the address fills it in. At most four queries."""
    filters = page_filters(search_filters())
    form = read_form(view, filters, params, path)
    words = [pair for pair in form.pairs if pair[0] == WORDS.name]
    pairs = words + [pair for pair in form.pairs if pair[0] != WORDS.name]
    return SearchForm(
        form.query, form.names, form.path, form.fields, pairs, form.is_cut
    )


def offer_options(form: SearchForm, view: View) -> None:
    """Give the fields with a list their options: the records of a kind that were published last."""
    form.kind.options = [Option(name, label_plural(name)) for name in searched_kinds()]
    for each in form.choices:
        if not isinstance(each.filter, RecordFilter):
            continue
        offered = _offered(view.head_hash, view, each.filter.to, page_language())
        each.options = [
            Option(slug, title, language=language) for slug, title, language in offered
        ]


@lru_cache(maxsize=64)
def _offered(
    _head_hash: str, view: View, kind: str, _language: str
) -> list[tuple[str, str, str]]:
    """(slug, title, its language) of the records of a kind that were published last, by title, for one head.

    A rating is called as the language of the page has it.
    """
    lines = view.lines(kind).order_by("-seq")[:MOST_OPTIONS]
    cards = [card for card in RecordLoader(view).add(lines) if not card.is_unlisted]
    found = [(card.payload["slug"], card.title, card.title_language) for card in cards]
    return sorted(found, key=lambda option: option[1].casefold())
