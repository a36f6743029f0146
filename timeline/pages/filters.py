"""The filter form of a dispute's timeline: what the address asks for, as a listing of the ledger."""

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
HAPPENED = ("happened_after", "happened_before")
NEWEST = "-happened"
CHOICES = {"ordering": ("happened", NEWEST), "evidence": ("open",), "all": ("1",)}


@dataclass
class Filters:
    """The whole form. `params` is the query without what pages, so that links can keep or drop parts of it."""

    fields: list[Field]
    dates: list[date_filters.DateField]
    words: str
    newest_first: bool
    path: str
    params: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        """Whether anything narrows the list."""
        if self.words:
            return True
        return any(each.chosen for each in self.fields) or bool(self._filled_dates())

    def _filled_dates(self) -> list[date_filters.DateField]:
        return [each for each in self.dates if each.written]

    @property
    def errors(self) -> list[str]:
        return [each.error for each in self.dates if each.error]

    @property
    def unread(self) -> list[str]:
        """What of the words is not looked for; nothing where nothing was typed."""
        return unread(read_words(self.words)) if self.words else []

    @property
    def unknown(self) -> list[tuple[str, str]]:
        """(label, value) of every choice that the record does not have."""
        unknown = []
        for each in self.fields:
            unknown += [(each.label, value) for value in each.unknown]
        return unknown

    @property
    def active(self) -> list[dict]:
        """Every choice with the address of the page without it."""
        choices = []
        for each in self.fields:
            for value, *label in each.active:
                choices.append(
                    self._removable(each.name, value, f"{each.label}:", *label)
                )
        for each in self._filled_dates():
            label = f"{each.label} {each.written}"
            choices.append(self._removable(each.name, each.written, label))
        if self.words:
            choices.append(self._removable("q", self.words, f"“{self.words}”"))
        return choices

    def _removable(
        self, name: str, param: str, label: str, value: str = "", language: str = ""
    ) -> dict:
        """`value` is a text of the record, in its `language`."""
        path = self._path([pair for pair in self.params if pair != (name, param)])
        return {"label": label, "value": value, "language": language, "path": path}

    def _without(self, *names: str) -> list[tuple[str, str]]:
        """The parameters but for these."""
        return [pair for pair in self.params if pair[0] not in names]

    @property
    def here(self) -> str:
        """The list from its start."""
        return self._path(self.params)

    @property
    def query(self) -> str:
        """What narrows the list, as other forms of the same list take it."""
        return urlencode(self._without("ordering", "all", "evidence"))

    @property
    def share_url(self) -> str:
        """Where the list is found again, however it is ordered and unfolded here."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def reversed_url(self) -> str:
        """The same list in the other order."""
        pairs = self._without("ordering")
        if not self.newest_first:
            pairs.append(("ordering", NEWEST))
        return self._path(pairs)

    @property
    def is_unfolded(self) -> bool:
        """Whether all evidence is to be shown at once."""
        return ("evidence", "open") in self.params

    @property
    def unfolded(self) -> str:
        """The same list with all evidence shown, or folded again where it is."""
        pairs = self._without("evidence")
        if not self.is_unfolded:
            pairs.append(("evidence", "open"))
        return self._path(pairs)

    @property
    def all_url(self) -> str:
        """The same list on one page."""
        return self._path([*self._without("all"), ("all", "1")])

    @property
    def is_whole(self) -> bool:
        """Whether as many entries as fit are wanted on one page."""
        return ("all", "1") in self.params

    @property
    def is_dated(self) -> bool:
        """Whether only the entries of some time are wanted."""
        return any(each.name in HAPPENED for each in self._filled_dates())

    def of_year(self, year: str) -> str:
        """The entries of one year on one page."""
        pairs = self._without("all", *HAPPENED)
        return self._path(
            [*pairs, ("happened_after", year), ("happened_before", year), ("all", "1")]
        )

    @property
    def hidden_inputs(self) -> list[tuple[str, str]]:
        """What the form has no field for and keeps: the order, what is unfolded, all but one of several choices."""
        given = {name for name, _ in self.params}
        pairs = []
        for each in self.fields:
            if each.name in SEVERAL and each.name in given:
                pairs += [(each.name, value) for value in each.chosen[:-1]]
        kept = [pair for pair in self.params if pair[0] in ("ordering", "evidence")]
        return pairs + kept

    def at(self, place: str, fragment: str) -> str:
        """The list from a place on."""
        return f"{self._path([*self._without('all'), ('after', place)])}#{fragment}"

    def _path(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def listing(
        self, dispute: tuple[str, ...], after: After | None, backwards: bool
    ) -> Listing:
        """The listing of the ledger that the form stands for."""
        bounds = {each.name: each.bound for each in self.dates}
        own = [each for each in self.fields if each.name in OWN]
        of_mentioned = [each for each in self.fields if each.name in OF_MENTIONED]
        return Listing(
            "entry",
            facets=(("dispute", dispute), *filter_fields.facets(own)),
            of_mentioned=filter_fields.facets(of_mentioned),
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
    params: QueryDict,
    path: str,
) -> Filters:
    """The form as the address fills it in; `filter_fields.offer` adds the options. At most one query.

    `counts` are the facets of the dispute's entries, claims and quotes, by kind. Raises BadQuery.
    """
    fields = _fields(view, dispute, counts["entry"], params)
    filter_fields.resolve(view, fields)
    bounds = _bounds(params)
    _check_choices(params)
    words = words_of(params)
    pairs = []
    for name in KEPT:
        for value in filter_fields.chosen(params, name):
            pairs.append((name, words if name == "q" else value))
    newest_first = params.get("ordering") == NEWEST
    return Filters(fields, bounds, words, newest_first, path, pairs)


def _fields(
    view: View, dispute: PublishedRecord, of_entries: Counts, params: QueryDict
) -> list[Field]:
    return [
        _sides(view, dispute, params),
        filter_fields.record(params, "party", _("Party")),
        filter_fields.record(params, "claimant", _("Claim by")),
        filter_fields.record(params, "speaker", _("Quoted")),
        filter_fields.record(params, "rating", _("Verdict")),
        filter_fields.record(params, "source", _("Source")),
        filter_fields.fixed(of_entries, params, "kind", _("Kind")),
        filter_fields.fixed(of_entries, params, "status", _("Status")),
        _places(of_entries, params),
    ]


def _bounds(params: QueryDict) -> list[date_filters.DateField]:
    read = date_filters.read
    return [
        read(params, "happened_after", _("From"), date_filters.first_key),
        read(params, "happened_before", _("Until"), date_filters.last_key),
        read(params, "published_after", _("Published from"), date_filters.day_start),
        read(params, "published_before", _("Published until"), date_filters.day_end),
    ]


def _check_choices(params: QueryDict) -> None:
    """Raise BadQuery for a value of a closed parameter that it does not have."""
    for name, values in CHOICES.items():
        value = params.get(name, "").strip()
        if value and value not in values:
            message = _("“%(name)s” can be %(known)s.")
            raise BadQuery(message % {"name": name, "known": ", ".join(values)})


def _sides(view: View, dispute: PublishedRecord, params: QueryDict) -> Field:
    """A side stands for its parties, any of them."""
    chosen = filter_fields.chosen(params, "side")
    side_field = Field("side", _("Side"), chosen=chosen, facet="party")
    parties = {}
    for side in dispute.payload["sides"]:
        parties[side["slug"]] = side["parties"]
        side_field.options.append(
            Option(side["slug"], side["name"], language=dispute.payload["language"])
        )
    for slug in chosen:
        family = set()
        for uid in parties.get(slug, []):
            family |= view.family(filter_fields.as_uid(uid))
        side_field.values[slug] = {str(uid) for uid in family}
    return side_field


def _places(counts: Counts, params: QueryDict) -> Field:
    """Places are stored in lower case, so that readers need not mind capitals."""
    place_field = filter_fields.fixed(counts, params, "place", _("Place"))
    known = {option.value for option in place_field.options}
    place_field.options = [
        Option(option.value, option.value.title(), option.count)
        for option in place_field.options
    ]
    place_field.values = {}
    for written in place_field.chosen:
        if written.casefold() in known:
            place_field.values[written] = {written.casefold()}
    return place_field
