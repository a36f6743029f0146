"""The filter form of a dispute's timeline: what the address asks for, as a listing of the ledger takes it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck.ledger import After, Listing, View
from factcheck.pages import choices, days
from factcheck.pages.asked import BadQuery, words_of
from factcheck.pages.cards import Card
from factcheck.pages.choices import Field, Option
from factcheck.pages.options import Counts

OWN = ("side", "party", "source", "kind", "status", "place")
OF_MENTIONED = ("rating", "claimant", "speaker")
BOUNDS = ("happened_after", "happened_before", "published_after", "published_before")
KEPT = (*OWN, *OF_MENTIONED, *BOUNDS, "q", "ordering", "all", "evidence")
NEWEST = "-happened"
CHOICES = {"ordering": ("happened", NEWEST), "evidence": ("open",), "all": ("1",)}


@dataclass
class Filters:
    """The whole form. `asked` is the address without what pages, so that links can keep or drop parts of it."""

    fields: list[Field]
    dates: list[days.DateField]
    words: str
    newest_first: bool
    path: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        return bool(self.words) or any(made.chosen for made in self.fields) or any(made.written for made in self.dates)

    @property
    def errors(self) -> list[str]:
        return [made.error for made in self.dates if made.error]

    @property
    def unknown(self) -> list[tuple[str, str]]:
        return [(made.label, written) for made in self.fields for written in made.unknown]

    @property
    def active(self) -> list[dict]:
        """Every choice with the address of the page without it."""
        chosen = [(made, *choice) for made in self.fields for choice in made.active]
        found = [self._removable(made.name, value, f"{made.label}: {label}") for made, value, label in chosen]
        written = [made for made in self.dates if made.written]
        found += [self._removable(made.name, made.written, f"{made.label} {made.written}") for made in written]
        return found + ([self._removable("q", self.words, f"“{self.words}”")] if self.words else [])

    def _removable(self, name: str, value: str, label: str) -> dict:
        return {"label": label, "path": self._path([pair for pair in self.asked if pair != (name, value)])}

    @property
    def here(self) -> str:
        """The list from its start."""
        return self._path(self.asked)

    @property
    def query(self) -> str:
        """What is asked, as other forms of the same list take it."""
        return urlencode([pair for pair in self.asked if pair[0] not in ("ordering", "all", "evidence")])

    @property
    def short(self) -> str:
        """Where the list is found again, however it is turned and unfolded here."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def turned(self) -> str:
        """The same list in the other order."""
        pairs = [pair for pair in self.asked if pair[0] != "ordering"]
        return self._path(pairs if self.newest_first else [*pairs, ("ordering", NEWEST)])

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
        return self._path([*(pair for pair in self.asked if pair[0] != "all"), ("all", "1")])

    @property
    def beside(self) -> list[tuple[str, str]]:
        """What the form has no field for and keeps: the order, what is unfolded, all but one of several choices."""
        shown = {name for name, _ in self.asked if name in (*OWN, *OF_MENTIONED)}
        several = [(made.name, value) for made in self.fields if made.name in shown for value in made.chosen[:-1]]
        return several + [pair for pair in self.asked if pair[0] in ("ordering", "evidence")]

    def at(self, place: str, fragment: str) -> str:
        """The list from a place on."""
        pairs = [pair for pair in self.asked if pair[0] != "all"]
        return f"{self._path([*pairs, ('after', place)])}#{fragment}"

    def _path(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def listing(self, dispute: tuple[str, ...], after: After | None, backwards: bool) -> Listing:
        """What the ledger is asked for."""
        bounds = {made.name: made.bound for made in self.dates}
        own = [made for made in self.fields if made.name in OWN]
        return Listing(
            "entry",
            facets=(("dispute", dispute), *choices.facets(own)),
            of_mentioned=choices.facets(made for made in self.fields if made.name in OF_MENTIONED),
            key_from=bounds["happened_after"] or "",
            key_before=bounds["happened_before"] or "",
            published_after=bounds["published_after"],
            published_before=bounds["published_before"],
            words=self.words,
            ascending=self.newest_first == backwards,
            after=after,
        )


def read_filters(view: View, dispute: Card, counts: dict[str, Counts], asked: QueryDict, path: str) -> Filters:
    """The form as the address fills it in; `choices.offer` adds the options. At most one query.

    `counts` are the facets of the dispute's entries, claims and quotes, by kind.
    """
    of_entries = counts["entry"]
    fields = [
        _sides(view, dispute, asked),
        choices.record(asked, "party", _("Party")),
        choices.record(asked, "claimant", _("Claim by")),
        choices.record(asked, "speaker", _("Quoted")),
        choices.record(asked, "rating", _("Verdict")),
        choices.record(asked, "source", _("Source")),
        choices.fixed(of_entries, asked, "kind", _("Kind")),
        choices.fixed(of_entries, asked, "status", _("Status")),
        _places(of_entries, asked),
    ]
    choices.resolve(view, fields)
    bounds = [
        days.read(asked, "happened_after", _("From"), days.first_key),
        days.read(asked, "happened_before", _("Until"), days.last_key),
        days.read(asked, "published_after", _("Published from"), days.day_start),
        days.read(asked, "published_before", _("Published until"), days.day_end),
    ]
    for name, values in CHOICES.items():
        if (written := asked.get(name, "").strip()) and written not in values:
            raise BadQuery(_("“%(name)s” can be %(known)s.") % {"name": name, "known": ", ".join(values)})
    pairs = [(name, value) for name in KEPT for value in choices.chosen(asked, name)]
    newest_first = asked.get("ordering") == NEWEST
    return Filters(fields, bounds, words_of(asked), newest_first, path, pairs)


def _sides(view: View, dispute: Card, asked: QueryDict) -> Field:
    """A side stands for its parties, any of them."""
    made = Field("side", _("Side"), chosen=choices.chosen(asked, "side"), facet="party")
    made.options = [Option(side["slug"], side["name"]) for side in dispute.payload["sides"]]
    parties = {side["slug"]: side["parties"] for side in dispute.payload["sides"]}
    for slug in made.chosen:
        uids = [choices.as_uid(uid) for uid in parties.get(slug, [])]
        made.values[slug] = {str(each) for uid in uids for each in view.family(uid)}
    return made


def _places(counts: Counts, asked: QueryDict) -> Field:
    """Places are kept folded, so that readers need not mind capitals."""
    made = choices.fixed(counts, asked, "place", _("Place"))
    made.options = [Option(option.value, option.value.title(), option.count) for option in made.options]
    known = {option.value for option in made.options}
    made.values = {written: {written.casefold()} for written in made.chosen if written.casefold() in known}
    return made
