"""The filters of a page as its address fills them in: fields, links that take a filter out, what else is carried on.

The fields follow from the declaration of the filters; what has no field is shown as a link and carried on unseen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck.ledger import Listing, View
from factcheck.records.filters.declaration import (
    AS_OF,
    NEWEST_FIRST,
    OLDEST_FIRST,
    ORDERING,
    WORDS,
    Filter,
    RecordFilter,
    SideFilter,
)
from factcheck.records.filters.parsing import FilterQuery, parse
from factcheck.records.filters.record_names import RecordNames
from factcheck.records.filters.search_words import one_line
from factcheck.records.filters.values import (
    LONGEST,
    FoldedText,
    Moment,
    PublishedAfter,
    Start,
)

from ..labels.dates_and_numbers import written_moment_in_words
from ..labels.display_labels import display_label
from ..published_records import RecordLoader
from .facet_counts import Counts, FacetValues
from .filter_fields import FilterField, Option
from .params import BadQuery

NOT_NARROWING = (ORDERING.name, AS_OF.name)


class RemovableFilter(NamedTuple):
    """A filter in use, with the address of the page without it. `value` is a text of the record, in its `language`."""

    label: str
    value: str
    language: str
    path: str


@dataclass
class FilterForm:
    """The whole form. `pairs` is the address without what pages the list, so that links can keep or drop parts.

    `is_cut` says that more was typed than is looked for.
    """

    query: FilterQuery
    names: RecordNames
    path: str
    fields: list[FilterField]
    pairs: list[tuple[str, str]]
    is_cut: bool = False
    default_ordering: ClassVar[str] = NEWEST_FIRST

    @property
    def choices(self) -> list[FilterField]:
        """The fields with a list to choose from."""
        return [each for each in self.fields if each.is_choice and self._is_shown(each)]

    @property
    def inputs(self) -> list[FilterField]:
        """The fields that are written, but for the words."""
        return [
            each
            for each in self.fields
            if self._is_shown(each)
            and not each.is_choice
            and each.name not in (WORDS.name, ORDERING.name)
        ]

    def _is_shown(self, of: FilterField) -> bool:
        return of.filter.is_in_form

    def field_of(self, name: str) -> FilterField:
        return next(each for each in self.fields if each.name == name)

    @property
    def words_field(self) -> FilterField:
        """The words that are looked for, as a field shows them."""
        return self.field_of(WORDS.name)

    @property
    def is_active(self) -> bool:
        """Whether anything narrows the list."""
        return any(
            each.chosen for each in self.fields if each.name not in NOT_NARROWING
        )

    @property
    def newest_first(self) -> bool:
        """Whether the list starts with the latest, by choice or where nothing is said."""
        chosen = self.field_of(ORDERING.name).written
        return (chosen or self.default_ordering) == NEWEST_FIRST

    @property
    def reversed_url(self) -> str:
        """The same list in the other order."""
        other = OLDEST_FIRST if self.newest_first else NEWEST_FIRST
        pairs = self.pairs_without(ORDERING.name)
        if other != self.default_ordering:
            pairs.append((ORDERING.name, other))
        return self.path_with(pairs)

    def pairs_without(self, *names: str) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs if pair[0] not in names]

    @property
    def errors(self) -> list[FilterField]:
        """The fields whose values the record cannot answer."""
        return [each for each in self.fields if each.error]

    @property
    def ignored(self) -> list[str]:
        """Sentences on the words that are not looked for."""
        if WORDS.name in self.query.errors:
            return []
        cut = [_("Only the first %d letters are looked for.") % LONGEST]
        return (cut if self.is_cut else []) + self.query.ignored

    @property
    def status(self) -> int:
        """Of the page: 400 where a filter has a value that it cannot have."""
        return 400 if self.query.errors else 200

    @property
    def active(self) -> list[RemovableFilter]:
        """Every filter in use, but for the order of the list."""
        removable = []
        for each in self.fields:
            if each.name not in NOT_NARROWING:
                removable += [self._removable(each, text) for text in each.chosen]
        return removable

    def _removable(self, of: FilterField, text: str) -> RemovableFilter:
        path = self.without(of.name, text)
        if of.name == WORDS.name:
            return RemovableFilter(f"“{text}”", "", "", path)
        if not of.is_choice:
            if isinstance(of.filter.value, Moment | Start | PublishedAfter):
                text = written_moment_in_words(text)
            return RemovableFilter(f"{of.label} {text}", "", "", path)
        option = of.option_of(text) or Option(text, text)
        return RemovableFilter(f"{of.label}:", option.label, option.language, path)

    @property
    def has_inputs_in_use(self) -> bool:
        """Whether one of the fields that are written narrows the list, or is wrong."""
        return any(each.chosen for each in self.inputs)

    @property
    def bare_url(self) -> str:
        """The list with nothing taken out, in the order that was chosen."""
        return self.path_with([pair for pair in self.pairs if pair[0] in NOT_NARROWING])

    @property
    def here(self) -> str:
        """The list from its start."""
        return self.path_with(self.pairs)

    @property
    def filter_query(self) -> str:
        """What narrows the list, as other formats of the same list take it."""
        names = {each.name for each in self.fields} - set(NOT_NARROWING)
        return urlencode([pair for pair in self.pairs if pair[0] in names])

    @property
    def hidden_inputs(self) -> list[tuple[str, str]]:
        """What the form has no field for and carries on: what is outside it, and all but one of several values."""
        hidden = []
        for each in self.fields:
            if each.filter.is_in_form:
                hidden += [(each.name, text) for text in each.chosen[:-1]]
            else:
                hidden += [(each.name, text) for text in each.chosen]
        names = {each.name for each in self.fields}
        return hidden + [pair for pair in self.pairs if pair[0] not in names]

    def without(self, name: str, text: str) -> str:
        """The address without one value of a filter."""
        return self.path_with([pair for pair in self.pairs if pair != (name, text)])

    def path_with_pair(self, name: str, text: str) -> str:
        """The address with one parameter, whatever else narrows the list; what else is carried on is left out."""
        narrowing = {each.name for each in self.fields}
        pairs = [pair for pair in self.pairs if pair[0] in narrowing]
        return self.path_with([*pairs, (name, text)])

    def path_with(self, pairs: Iterable[tuple[str, str]]) -> str:
        query = urlencode(list(pairs))
        return f"{self.path}?{query}" if query else self.path

    def narrow(self, listing: Listing) -> Listing:
        """The listing with what the filters ask of it; afterwards each field knows what is wrong with it."""
        narrowed = self.query.narrow(listing, self.names)
        for each in self.fields:
            each.error = self.query.errors.get(each.name, "")
        return narrowed

    def refuse(self) -> None:
        """Raise BadQuery for what a list without a form has no place to say: wrong values, words not looked for."""
        self.query.refuse_ignored()
        if self.is_cut:
            self.query.errors[WORDS.name] = " ".join(self.ignored)
        if self.query.errors:
            sentences = (f"{name}: {said}" for name, said in self.query.errors.items())
            raise BadQuery("\n".join(sentences), tuple(self.query.filters))

    def offer(self, loader: RecordLoader, counts: Counts) -> None:
        """Give the fields with a list their options: what the lines of the list have, and what was chosen.

        The loader holds the cards of the records that the counts name, and of those that were chosen.
        """
        for each in self.fields:
            counted = counts.get(each.name, FacetValues())
            each.in_all = counted.in_all
            if isinstance(each.filter, RecordFilter):
                each.options = _record_options(loader, counted)
                each.options += self._chosen_records(loader, each, each.filter.to)
            elif each.is_choice and not isinstance(each.filter, SideFilter):
                each.options = [
                    Option(value, word_label(each.filter, value), n)
                    for value, n in counted
                ]

    def _chosen_records(
        self, loader: RecordLoader, of: FilterField, kind: str
    ) -> list[Option]:
        """Options of the records of a kind that were chosen and that no line of the list has."""
        options = []
        for text in of.unlisted:
            uid = self.names.uids.get((kind, of.filter.value.read(text)))
            card = loader.get(uid) if uid else None
            if card and not card.is_unlisted:
                options.append(Option(text, card.title, None, card.title_language))
        return options


def word_label(of: Filter, value: str) -> str:
    """A word of a closed list as readers see it; a folded text with capitals."""
    return value.title() if isinstance(of.value, FoldedText) else display_label(value)


def _record_options(
    loader: RecordLoader, counted: Sequence[tuple[str, int]]
) -> list[Option]:
    """One option a record, in the order of their titles; the counts of what was merged are folded."""
    found: dict[str, Option] = {}
    for value, n in counted:
        if (card := loader.get(value)) and not card.is_unlisted:
            slug = card.payload["slug"]
            option = found.setdefault(
                slug, Option(slug, card.title, 0, card.title_language)
            )
            option.count = (option.count or 0) + n
    return sorted(found.values(), key=lambda option: option.label.casefold())


def given_values(params: QueryDict, name: str) -> list[str]:
    """The values of a parameter, once each, without the empty ones that a form sends."""
    stripped = (value.strip() for value in params.getlist(name))
    return list(dict.fromkeys(value for value in stripped if value))


def cut_words(chosen: dict[str, list[str]]) -> bool:
    """Put the words to look for on one line, and cut them where there are too many; says whether there were."""
    words = [one_line(text) for text in chosen.get(WORDS.name, [])]
    if words:
        chosen[WORDS.name] = [text[:LONGEST].strip() for text in words]
    return any(len(text) > LONGEST for text in words)


def read_form(
    view: View,
    filters: Mapping[str, Filter],
    params: QueryDict,
    path: str,
    *,
    carried: Sequence[str] = (),
    sides: Sequence[dict] | None = None,
) -> FilterForm:
    """The form as the address fills it in; at most one query. `carried` are parameters that links carry on besides.

    `sides` are those that the page can be filtered by, as payloads have them, where it knows them.
    """
    chosen = {name: given_values(params, name) for name in filters}
    is_cut = cut_words(chosen)
    query = parse(filters, [(name, texts) for name, texts in chosen.items() if texts])
    names = RecordNames(view, sides=sides)
    query.look_up(names)
    fields = [FilterField(each, chosen[name]) for name, each in filters.items()]
    pairs = [(name, text) for name in filters for text in chosen[name]]
    pairs += [(name, text) for name in carried for text in given_values(params, name)]
    return FilterForm(query, names, path, fields, pairs, is_cut)


def page_filters(filters: Mapping[str, Filter], *fixed: str) -> dict[str, Filter]:
    """The filters of a kind's list that a page takes: not its moment, nor what its path fixes."""
    return {
        name: each for name, each in filters.items() if name not in (AS_OF.name, *fixed)
    }


def counts_of_filters(
    filters: Mapping[str, Filter], kind: str, counts: Mapping[str, Counts]
) -> Counts:
    """The counts that a form shows, by filter; `counts` are by kind: a filter may read what a list's lines mention."""
    shown = {}
    for name, each in filters.items():
        source = getattr(each, "mentioned", "") or kind
        shown[name] = counts.get(source, {}).get(each.facet, FacetValues())
    return shown


def kinds_counted(filters: Mapping[str, Filter], kind: str) -> tuple[str, ...]:
    """The kinds whose counts a form shows: that of the list, and those that its lines mention."""
    others = [getattr(each, "mentioned", "") for each in filters.values()]
    return tuple(dict.fromkeys([kind, *filter(None, others)]))


def offered_uids(form: FilterForm, counts: Counts) -> set[UUID]:
    """The records whose titles a form shows: those that it offers, and those that were chosen."""
    offered = set(form.names.uids.values())
    for each in form.fields:
        if isinstance(each.filter, RecordFilter) and each.filter.is_in_form:
            offered |= {UUID(value) for value, _ in counts.get(each.name, [])}
    return offered
