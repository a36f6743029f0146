"""The filter form of a dispute's timeline: what the address asks for, as a listing of the ledger takes it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck.ledger import After, Listing, View, read_words
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.query import date_filters, filter_fields
from factcheck.pages.query.facet_counts import Counts
from factcheck.pages.query.filter_fields import Field, Option
from factcheck.pages.query.ignored_words import unread
from factcheck.pages.query.params import BadQuery, words_of

OWN = ("side", "party", "source", "kind", "status", "place")
OF_MENTIONED = ("rating", "claimant", "speaker")
SEVERAL = (*OWN, *OF_MENTIONED)  # any of the values
BOUNDS = ("happened_after", "happened_before", "published_after", "published_before")
KEPT = (*SEVERAL, *BOUNDS, "q", "ordering", "all", "evidence")
NEWEST = "-happened"
CHOICES = {"ordering": ("happened", NEWEST), "evidence": ("open",), "all": ("1",)}


@dataclass
class Filters:
    """The whole form. `asked` is the address without what pages, so that links can keep or drop parts of it."""

    fields: list[Field]
    dates: list[date_filters.DateField]
    words: str
    newest_first: bool
    path: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        return (
            bool(self.words)
            or any(made.chosen for made in self.fields)
            or any(made.written for made in self.dates)
        )

    @property
    def errors(self) -> list[str]:
        return [made.error for made in self.dates if made.error]

    @property
    def unread(self) -> list[str]:
        """What of the words is not looked for; nothing where nothing was typed."""
        return unread(read_words(self.words)) if self.words else []

    @property
    def unknown(self) -> list[tuple[str, str]]:
        return [
            (made.label, written) for made in self.fields for written in made.unknown
        ]

    @property
    def active(self) -> list[dict]:
        """Every choice with the address of the page without it."""
        chosen = [(made, *choice) for made in self.fields for choice in made.active]
        found = [
            self._removable(made.name, value, f"{made.label}:", *label)
            for made, value, *label in chosen
        ]
        written = [made for made in self.dates if made.written]
        found += [
            self._removable(made.name, made.written, f"{made.label} {made.written}")
            for made in written
        ]
        return found + (
            [self._removable("q", self.words, f"“{self.words}”")] if self.words else []
        )

    def _removable(
        self, name: str, asked: str, label: str, value: str = "", language: str = ""
    ) -> dict:
        """`value` is a text of the record, in its `language`."""
        path = self._path([pair for pair in self.asked if pair != (name, asked)])
        return {"label": label, "value": value, "language": language, "path": path}

    @property
    def here(self) -> str:
        """The list from its start."""
        return self._path(self.asked)

    @property
    def query(self) -> str:
        """What is asked, as other forms of the same list take it."""
        return urlencode(
            [
                pair
                for pair in self.asked
                if pair[0] not in ("ordering", "all", "evidence")
            ]
        )

    @property
    def short(self) -> str:
        """Where the list is found again, however it is turned and unfolded here."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def turned(self) -> str:
        """The same list in the other order."""
        pairs = [pair for pair in self.asked if pair[0] != "ordering"]
        return self._path(
            pairs if self.newest_first else [*pairs, ("ordering", NEWEST)]
        )

    @property
    def is_unfolded(self) -> bool:
        """Whether all evidence is to be shown at once."""
        return ("evidence", "open") in self.asked

    @property
    def unfolded(self) -> str:
        """The same list with all evidence shown, or folded again where it is."""
        pairs = [pair for pair in self.asked if pair[0] != "evidence"]
        return self._path(pairs if self.is_unfolded else [*pairs, ("evidence", "open")])

    @property
    def whole(self) -> str:
        """The same list on one page."""
        return self._path(
            [*(pair for pair in self.asked if pair[0] != "all"), ("all", "1")]
        )

    @property
    def is_whole(self) -> bool:
        """Whether as many entries as fit are wanted on one page."""
        return ("all", "1") in self.asked

    @property
    def is_dated(self) -> bool:
        """Whether the entries of some time alone are asked for."""
        return any(
            made.written
            for made in self.dates
            if made.name in ("happened_after", "happened_before")
        )

    def of_year(self, year: str) -> str:
        """The entries of one year on one page."""
        pairs = [
            pair
            for pair in self.asked
            if pair[0] not in ("all", "happened_after", "happened_before")
        ]
        return self._path(
            [*pairs, ("happened_after", year), ("happened_before", year), ("all", "1")]
        )

    @property
    def beside(self) -> list[tuple[str, str]]:
        """What the form has no field for and keeps: the order, what is unfolded, all but one of several choices."""
        shown = {name for name, _ in self.asked if name in SEVERAL}
        several = [
            (made.name, value)
            for made in self.fields
            if made.name in shown
            for value in made.chosen[:-1]
        ]
        return several + [
            pair for pair in self.asked if pair[0] in ("ordering", "evidence")
        ]

    def at(self, place: str, fragment: str) -> str:
        """The list from a place on."""
        pairs = [pair for pair in self.asked if pair[0] != "all"]
        return f"{self._path([*pairs, ('after', place)])}#{fragment}"

    def _path(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def listing(
        self, dispute: tuple[str, ...], after: After | None, backwards: bool
    ) -> Listing:
        """What the ledger is asked for."""
        bounds = {made.name: made.bound for made in self.dates}
        own = [made for made in self.fields if made.name in OWN]
        return Listing(
            "entry",
            facets=(("dispute", dispute), *filter_fields.facets(own)),
            of_mentioned=filter_fields.facets(
                made for made in self.fields if made.name in OF_MENTIONED
            ),
            key_from=bounds["happened_after"] or "",
            key_before=bounds["happened_before"] or "",
            published_after=bounds["published_after"],
            published_before=bounds["published_before"],
            words=self.words,
            ascending=self.newest_first == backwards,
            after=after,
        )


def read_filters(
    view: View,
    dispute: PublishedRecord,
    counts: dict[str, Counts],
    asked: QueryDict,
    path: str,
) -> Filters:
    """The form as the address fills it in; `choices.offer` adds the options. At most one query.

    `counts` are the facets of the dispute's entries, claims and quotes, by kind.
    """
    of_entries = counts["entry"]
    fields = [
        _sides(view, dispute, asked),
        filter_fields.record(asked, "party", _("Party")),
        filter_fields.record(asked, "claimant", _("Claim by")),
        filter_fields.record(asked, "speaker", _("Quoted")),
        filter_fields.record(asked, "rating", _("Verdict")),
        filter_fields.record(asked, "source", _("Source")),
        filter_fields.fixed(of_entries, asked, "kind", _("Kind")),
        filter_fields.fixed(of_entries, asked, "status", _("Status")),
        _places(of_entries, asked),
    ]
    filter_fields.resolve(view, fields)
    bounds = [
        date_filters.read(asked, "happened_after", _("From"), date_filters.first_key),
        date_filters.read(asked, "happened_before", _("Until"), date_filters.last_key),
        date_filters.read(
            asked, "published_after", _("Published from"), date_filters.day_start
        ),
        date_filters.read(
            asked, "published_before", _("Published until"), date_filters.day_end
        ),
    ]
    for name, values in CHOICES.items():
        if (written := asked.get(name, "").strip()) and written not in values:
            raise BadQuery(
                _("“%(name)s” can be %(known)s.")
                % {"name": name, "known": ", ".join(values)}
            )
    words = words_of(asked)
    pairs = [
        (name, words if name == "q" else value)
        for name in KEPT
        for value in filter_fields.chosen(asked, name)
    ]
    newest_first = asked.get("ordering") == NEWEST
    return Filters(fields, bounds, words, newest_first, path, pairs)


def _sides(view: View, dispute: PublishedRecord, asked: QueryDict) -> Field:
    """A side stands for its parties, any of them."""
    made = Field(
        "side", _("Side"), chosen=filter_fields.chosen(asked, "side"), facet="party"
    )
    made.options = [
        Option(side["slug"], side["name"], language=dispute.payload["language"])
        for side in dispute.payload["sides"]
    ]
    parties = {side["slug"]: side["parties"] for side in dispute.payload["sides"]}
    for slug in made.chosen:
        uids = [filter_fields.as_uid(uid) for uid in parties.get(slug, [])]
        made.values[slug] = {str(each) for uid in uids for each in view.family(uid)}
    return made


def _places(counts: Counts, asked: QueryDict) -> Field:
    """Places are kept folded, so that readers need not mind capitals."""
    made = filter_fields.fixed(counts, asked, "place", _("Place"))
    made.options = [
        Option(option.value, option.value.title(), option.count)
        for option in made.options
    ]
    known = {option.value for option in made.options}
    made.values = {
        written: {written.casefold()}
        for written in made.chosen
        if written.casefold() in known
    }
    return made
