"""What a search is asked for, as the address says it, and what is shown of each thing found."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck import ledger
from factcheck.ledger import (
    EARLIEST,
    LATEST,
    ORDERS,
    PUBLISHED,
    RELEVANCE,
    Search,
    SearchTerms,
    View,
)
from factcheck.records import registry

from ..labels.display_labels import kinds_named
from ..published_records import RecordLoader
from . import date_filters, filter_fields
from .date_filters import DateField
from .filter_fields import Field, Option
from .ignored_words import unread
from .params import BadQuery, is_language_tag, words_of

LONGEST = 200
LEFT_OUT = (
    "rating",
)  # the scale has a page of its own, and its words are those of every verdict
MOST_OPTIONS = 100
FILTERS = ("dispute", "party", "rating")
DATES = ("happened_after", "happened_before", "published_after", "published_before")
SEVERAL = ("kind", *FILTERS)  # any of the values
PARAMETERS = ("q", *SEVERAL, *DATES, "language", "ordering", "after")
TOLD = (
    "entry",
    "claim",
    "quote",
    "source",
    "party",
    "dispute",
    "point",
)  # what is told first
ORDER_WORDS = {
    RELEVANCE: gettext_lazy("Best match first"),
    LATEST: gettext_lazy("Latest events first"),
    EARLIEST: gettext_lazy("Earliest events first"),
    PUBLISHED: gettext_lazy("Published last first"),
}


@dataclass
class Form:
    """The whole form. `asked` is the address without what pages, so that links can keep or drop parts of it."""

    text: str
    words: SearchTerms
    kind: Field
    fields: list[Field]
    dates: list[DateField]
    language: str
    ordering: str
    path: str
    is_cut: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def unread(self) -> list[str]:
        """What of the words is not looked for; nothing where nothing was typed."""
        cut = (
            [_("Only the first %d letters are looked for.") % LONGEST]
            if self.is_cut
            else []
        )
        return cut + unread(self.words) if self.text else []

    @property
    def orders(self) -> list[Option]:
        return [Option(value, label) for value, label in ORDER_WORDS.items()]

    @property
    def unknown(self) -> list[tuple[str, str]]:
        return [
            (made.label, written)
            for made in (self.kind, *self.fields)
            for written in made.unknown
        ]

    @property
    def errors(self) -> list[str]:
        return [made.error for made in self.dates if made.error]

    @property
    def can_be_answered(self) -> bool:
        """Whether there is a word to look for, and nothing that has to be mended first."""
        return bool(self.words.groups) and not self.errors and not self.unknown

    @property
    def is_narrowed(self) -> bool:
        named = any(made.chosen for made in self.fields) or any(
            made.written for made in self.dates
        )
        return named or bool(self.language) or self.ordering != RELEVANCE

    @property
    def active(self) -> list[dict]:
        """Every choice with the address of the search without it."""
        chosen = [(made, *choice) for made in self._chosen for choice in made.active]
        found = [
            self._removable(made.name, value, f"{made.label}:", *label)
            for made, value, *label in chosen
        ]
        written = [made for made in self.dates if made.written]
        found += [
            self._removable(made.name, made.written, f"{made.label} {made.written}")
            for made in written
        ]
        if self.language:
            found.append(
                self._removable(
                    "language", self.language, f"{_('Language')}: {self.language}"
                )
            )
        return found

    def _removable(
        self, name: str, asked: str, label: str, value: str = "", language: str = ""
    ) -> dict:
        """`value` is a text of the record, in its `language`."""
        return {
            "label": label,
            "value": value,
            "language": language,
            "path": self.without(name, asked),
        }

    @property
    def _chosen(self) -> list[Field]:
        return [self.kind, *self.fields]

    @property
    def bare(self) -> str:
        """The same words, not narrowed."""
        return self._path([("q", self.text)])

    @property
    def here(self) -> str:
        """The search from its best answer on."""
        return self._path(self.asked)

    def without(self, name: str, value: str) -> str:
        return self._path([pair for pair in self.asked if pair != (name, value)])

    def of_kind(self, kind: str) -> str:
        """The same search among one kind; among all for an empty one."""
        pairs = [pair for pair in self.asked if pair[0] != "kind"]
        return self._path([*pairs, ("kind", kind)] if kind else pairs)

    def behind(self, place: str) -> str:
        """What follows a place in the list."""
        return self._path([*self.asked, ("after", place)])

    def _path(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def search(self) -> Search:
        """What the ledger is asked for."""
        bounds = {made.name: made.bound for made in self.dates}
        chosen = [made for made in self.fields if made.chosen]
        disputes = [
            uid
            for made in chosen
            if made.name == "dispute"
            for uids in made.values.values()
            for uid in uids
        ]
        return Search(
            self.words,
            searched(),
            only=tuple(self.kind.chosen),
            tags=tuple(_tags(made) for made in chosen),
            in_dispute=tuple(UUID(uid) for uid in disputes) or None,
            by_reference=by_reference(),
            language=self.language,
            key_from=bounds["happened_after"] or "",
            key_before=bounds["happened_before"] or "",
            published_after=bounds["published_after"],
            published_before=bounds["published_before"],
        )


def _tags(made: Field) -> tuple[tuple[str, str], ...]:
    """What the index says of the records that were chosen, any of them."""
    tags = [(made.name, uid) for uids in made.values.values() for uid in sorted(uids)]
    return (
        *tags,
        *(
            ("kind", kind)
            for kind in (by_reference() if made.name == "dispute" else ())
        ),
    )


@lru_cache(maxsize=1)
def searched() -> tuple[str, ...]:
    """The kinds of record that are searched, in the order in which they are offered: what is told first."""
    names = [kind.name for kind in registry.all_kinds() if kind.name not in LEFT_OUT]
    return tuple(
        sorted(names, key=lambda name: TOLD.index(name) if name in TOLD else len(TOLD))
    )


@lru_cache(maxsize=1)
def by_reference() -> tuple[str, ...]:
    """The kinds that name no dispute: they belong to those whose records refer to them."""
    return tuple(
        name
        for name in searched()
        if not any(each.name == "dispute" for each in registry.get(name).filters)
    )


def read_form(view: View, asked: QueryDict, path: str) -> Form:
    """The form as the address fills it in. Raises BadQuery for an order that there is not. At most four queries."""
    whole = words_of(asked)
    text, ordering = (
        whole[:LONGEST].strip(),
        asked.get("ordering", "").strip() or RELEVANCE,
    )
    if ordering not in ORDERS:
        raise BadQuery(_("There is no order “%s”.") % ordering[:40], ORDERS)
    language = asked.get("language", "").strip()
    if language and not is_language_tag(language):
        raise BadQuery(
            _("“%s” is no language tag. Write one such as en, da or pt-BR.")
            % language[:40]
        )
    labels = {"dispute": _("Dispute"), "party": _("Party"), "rating": _("Verdict")}
    fields = [filter_fields.record(asked, name, labels[name]) for name in FILTERS]
    filter_fields.resolve(view, fields)
    for made in fields:
        offered = _offered(view.head_hash, view, made.kind)
        made.options = [
            Option(slug, title, language=language) for slug, title, language in offered
        ]
    named = ("kind", *FILTERS, *DATES, "language", "ordering")
    pairs = [("q", text)] + [
        (name, value) for name in named for value in filter_fields.chosen(asked, name)
    ]
    words = ledger.read_words(text)
    return Form(
        text,
        words,
        _kind(asked),
        fields,
        _dates(asked),
        language,
        ordering,
        path,
        len(whole) > LONGEST,
        pairs,
    )


def _kind(asked: QueryDict) -> Field:
    made = Field("kind", _("Kind"), chosen=filter_fields.chosen(asked, "kind"))
    made.options = [Option(name, kinds_named(name)) for name in searched()]
    made.values = {name: {name} for name in made.chosen if name in searched()}
    return made


def _dates(asked: QueryDict) -> list[DateField]:
    return [
        date_filters.read(
            asked, "happened_after", _("Happened from"), date_filters.first_key
        ),
        date_filters.read(
            asked, "happened_before", _("Happened until"), date_filters.last_key
        ),
        date_filters.read(
            asked, "published_after", _("Published from"), date_filters.day_start
        ),
        date_filters.read(
            asked, "published_before", _("Published until"), date_filters.day_end
        ),
    ]


@lru_cache(maxsize=64)
def _offered(_head_hash: str, view: View, kind: str) -> list[tuple[str, str, str]]:
    """(slug, title, its language) of the records of a kind that were published last, by title, for one head."""
    lines = view.lines(kind).order_by("-seq")[:MOST_OPTIONS]
    cards = [card for card in RecordLoader(view).add(lines) if not card.is_unlisted]
    found = [(card.payload["slug"], card.title, card.title_language) for card in cards]
    return sorted(found, key=lambda option: option[1].casefold())
