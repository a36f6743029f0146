"""The filter form of a dispute's timeline: what the address asks for, as a listing of the ledger takes it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from factcheck import dates
from factcheck.dates import DateError
from factcheck.ledger import After, Listing, View
from factcheck.pages import choices
from factcheck.pages.cards import Card
from factcheck.pages.choices import Field, Option
from factcheck.pages.options import Counts

KEPT = ("side", "party", "source", "kind", "status", "place", "happened_after", "happened_before", "order")


@dataclass
class DateField:
    """A filter by a date of the world; `bound` is where it cuts the list."""

    name: str
    label: str
    written: str = ""
    bound: str = ""
    error: str = ""


@dataclass
class Filters:
    """The whole form. `asked` is the address without what pages, so that links can keep or drop parts of it."""

    fields: list[Field]
    dates: list[DateField]
    newest_first: bool
    path: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        return any(made.chosen for made in self.fields) or any(made.written for made in self.dates)

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
        return found + [self._removable(made.name, made.written, f"{made.label} {made.written}") for made in written]

    def _removable(self, name: str, value: str, label: str) -> dict:
        return {"label": label, "path": self._path([pair for pair in self.asked if pair != (name, value)])}

    @property
    def here(self) -> str:
        """The list from its start."""
        return self._path(self.asked)

    @property
    def turned(self) -> str:
        """The same list in the other order."""
        pairs = [pair for pair in self.asked if pair[0] != "order"]
        return self._path(pairs if self.newest_first else [*pairs, ("order", "newest")])

    def _path(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def listing(self, dispute: tuple[str, ...], after: After | None, backwards: bool) -> Listing:
        """What the ledger is asked for."""
        bounds = {made.name: made.bound for made in self.dates}
        return Listing(
            "entry",
            facets=(("dispute", dispute), *choices.facets(self.fields)),
            key_from=bounds["happened_after"],
            key_before=bounds["happened_before"],
            ascending=self.newest_first == backwards,
            after=after,
        )


def read_filters(view: View, dispute: Card, counts: Counts, asked: QueryDict, path: str) -> Filters:
    """The form as the address fills it in; `choices.offer` adds the options. At most one query."""
    fields = [
        _sides(view, dispute, asked),
        choices.record(asked, "party", "Party"),
        choices.record(asked, "source", "Source"),
        choices.fixed(counts, asked, "kind", "Kind"),
        choices.fixed(counts, asked, "status", "Status"),
        _places(counts, asked),
    ]
    choices.resolve(view, fields)
    days = [
        _date(asked, "happened_after", "From", _start),
        _date(asked, "happened_before", "Until", _end),
    ]
    pairs = [(name, value) for name in KEPT for value in choices.chosen(asked, name)]
    return Filters(fields, days, asked.get("order") == "newest", path, pairs)


def _sides(view: View, dispute: Card, asked: QueryDict) -> Field:
    """A side stands for its parties, any of them."""
    made = Field("side", "Side", chosen=choices.chosen(asked, "side"), facet="party")
    made.options = [Option(side["slug"], side["name"]) for side in dispute.payload["sides"]]
    parties = {side["slug"]: side["parties"] for side in dispute.payload["sides"]}
    for slug in made.chosen:
        uids = [choices.as_uid(uid) for uid in parties.get(slug, [])]
        made.values[slug] = {str(each) for uid in uids for each in view.family(uid)}
    return made


def _places(counts: Counts, asked: QueryDict) -> Field:
    """Places are kept folded, so that readers need not mind capitals."""
    made = choices.fixed(counts, asked, "place", "Place")
    made.options = [Option(option.value, option.label.title(), option.count) for option in made.options]
    known = {option.value for option in made.options}
    made.values = {written: {written.casefold()} for written in made.chosen if written.casefold() in known}
    return made


def _date(asked: QueryDict, name: str, label: str, bound) -> DateField:
    made = DateField(name, label, asked.get(name, "").strip())
    try:
        made.bound = bound(dates.parse(made.written)) if made.written else ""
    except DateError as error:
        made.error = f"{error}. Write a day such as 2026-01-14, a month such as 2026-01, or a year."
    return made


def _start(date: dates.EdtfDate) -> str:
    """Just before everything that begins on the first day of the date."""
    if date.earliest is None:
        raise DateError(f"{date.text} has no first day")
    return date.earliest.key


def _end(date: dates.EdtfDate) -> str:
    """Just after everything that begins on the last day of the date: keys are digits, so the next number cuts."""
    if date.latest is None:
        raise DateError(f"{date.text} has no last day")
    return str(int(date.latest.key) + 1).zfill(len(date.latest.key))
