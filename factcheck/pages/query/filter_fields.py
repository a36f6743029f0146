"""The fields of a filter form: what can be chosen, what was, and what to say of a choice that is not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from factcheck.ledger import UID, View
from factcheck.models import Publication

from ..labels.display_labels import word
from ..published_records import RecordLoader
from .facet_counts import Counts

KINDS = {"claimant": "party", "speaker": "party"}


@dataclass
class Option:
    """`language` is that of a label out of the record; empty for the page's own words."""

    value: str
    label: str
    count: int | None = None
    language: str = ""


@dataclass
class Field:
    """One filter. `chosen` are the values of the address; `values` what they stand for in the ledger."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    values: dict[str, set[str]] = field(default_factory=dict)
    facet: str = ""
    kind: str = ""
    error: str = ""

    @property
    def unknown(self) -> list[str]:
        """What was chosen and is nothing that the record has."""
        return [written for written in self.chosen if not self.values.get(written)]

    @property
    def unlisted(self) -> list[str]:
        """What was chosen and is among no option, so that sending the form again does not lose it."""
        listed = {option.value for option in self.options}
        return [written for written in self.chosen if written not in listed]

    @property
    def active(self) -> list[tuple[str, str, str]]:
        """(value, label, its language) of every choice, as links that take it away show it."""
        labels = {
            option.value: (option.label, option.language) for option in self.options
        }
        return [
            (written, *labels.get(written, (written, ""))) for written in self.chosen
        ]


def chosen(asked: QueryDict, name: str) -> list[str]:
    """The values of a filter in the address, once each, without the empty ones that a form sends."""
    return list(
        dict.fromkeys(value.strip() for value in asked.getlist(name) if value.strip())
    )


def fixed(counts: Counts, asked: QueryDict, name: str, label: str) -> Field:
    """A filter by a word of a closed list."""
    made = Field(name, label, chosen=chosen(asked, name), facet=name)
    made.options = [Option(value, word(value), n) for value, n in counts.get(name, [])]
    known = {option.value for option in made.options}
    made.values = {written: {written} for written in made.chosen if written in known}
    return made


def record(asked: QueryDict, name: str, label: str) -> Field:
    """A filter by a record: its slug or uid in the address. `resolve` finds what it stands for, `offer` its options."""
    return Field(
        name, label, chosen=chosen(asked, name), facet=name, kind=KINDS.get(name, name)
    )


def resolve(view: View, fields: Iterable[Field]) -> None:
    """Find the records that were chosen, by slug or uid, the slug of a merged one too. At most one query."""
    wanted = [
        (made, key)
        for made in fields
        if made.kind
        for key in made.chosen
        if "\0" not in key
    ]
    if not wanted:
        return
    question = Q()
    for made, key in wanted:
        question |= Q(kind=made.kind) & (
            Q(uid=UUID(key)) if UID.fullmatch(key) else Q(slug=key)
        )
    lines = (
        Publication.objects.filter(view.live())
        .filter(question)
        .only("uid", "kind", "slug")
    )
    found = {
        (line.kind, key): line.uid
        for line in lines
        for key in (line.slug, str(line.uid))
    }
    for made, key in wanted:
        if uid := found.get((made.kind, key)):
            made.values[key] = {str(each) for each in view.family(uid)}


def offer(loader: RecordLoader, counts: Counts, fields: Iterable[Field]) -> None:
    """Give the filters by record their options, from cards that the loader has read; a merged record counts as one."""
    for made in fields:
        if made.kind:
            made.options = _options(loader, counts.get(made.facet, []))


def facets(fields: Iterable[Field]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields as a listing takes them; a filter with nothing that it stands for lets nothing through."""
    active = [made for made in fields if made.facet and made.chosen]
    return tuple(
        (made.facet, tuple(sorted(set().union(*made.values.values()))))
        for made in active
    )


def as_uid(written: str) -> UUID:
    return UUID(written)


def _options(loader: RecordLoader, counted: Sequence[tuple[str, int]]) -> list[Option]:
    """One option a record, in the order of their titles; the counts of what was merged are folded."""
    found: dict[str, Option] = {}
    for value, n in counted:
        if (card := loader.get(value)) and not card.is_unlisted:
            option = found.setdefault(
                card.payload["slug"],
                Option(card.payload["slug"], card.title, 0, card.title_language),
            )
            option.count += n
    return sorted(found.values(), key=lambda option: option.label.casefold())
