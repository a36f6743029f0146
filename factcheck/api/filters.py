"""What each list can be asked: one django-filter FilterSet a kind is the declaration for requests, schema and docs.

Stock django-filter makes a form for every request. Here each parameter's field is made once, only the parameters that
are present are looked at, and what they ask for is handed to the ledger as a `Listing`, never to a queryset.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import django_filters
from django.core.exceptions import ValidationError
from django.http import QueryDict

from factcheck.ledger import Listing
from factcheck.records import registry
from factcheck.records.registry import Kind

from . import filter_fields
from .errors import BadRequest
from .filter_fields import ParameterField, shown
from .references import Named, Names

SIZE, LARGEST = 50, 200
MORE = {"as_of", "count", "side"}
ANY = "Slug or uid; several mean any of them. A merged record is found under either."
AS_OF = (
    "The record as it stood then: a day (its end, UTC; today means now) or a moment."
)
HELP = {
    "claimant": "The party asserts or repeats it.",
    "kind": "Several mean any of them.",
    "party": "The party has to do with it, in whatever role.",
    "place": "The name of the place, in any case.",
    "side": "Slug or uid of a side of the dispute asked for, or of any: each of its parties counts.",
    "status": "Several mean any of them.",
}


class Parameter(django_filters.Filter):
    """A parameter. `field_class` says what it may hold; `narrow` what it asks of a list."""

    field_class = ParameterField

    def __init__(
        self, help_text: str, field_class: type[ParameterField] | None = None, **options
    ):
        self.field_class = field_class or self.field_class
        super().__init__(help_text=help_text, **options)

    def named(self, name: str, value) -> Iterator[Named]:
        """The records that the value names."""
        yield from ()

    def narrow(self, listing: Listing, asked: dict, names: Names) -> Listing:
        """The listing with what this parameter asks of it."""
        return listing


class Wanted(Parameter):
    """A parameter that is an option of the listing by itself."""

    def __init__(
        self, option: str, help_text: str, field_class: type[ParameterField], **options
    ):
        super().__init__(help_text, field_class, **options)
        self.option = option

    def narrow(self, listing, asked, names):
        return replace(listing, **{self.option: asked[self.field_name]})


class Order(Parameter):
    field_class = filter_fields.ChoiceField

    def narrow(self, listing, asked, names):
        return replace(listing, ascending=asked[self.field_name] == "happened")


class ByWord(Parameter):
    """By a facet whose values are words."""

    field_class = filter_fields.WordField

    def narrow(self, listing, asked, names):
        return with_facet(listing, self.field_name, asked[self.field_name])


class ByRecord(Parameter):
    """By a facet whose values are records of the kind `to`."""

    field_class = filter_fields.KeyField

    def __init__(self, help_text: str, to: str):
        super().__init__(help_text)
        self.to = to

    def named(self, name, value):
        yield from ((name, self.to, key) for key in value)

    def narrow(self, listing, asked, names):
        uids = names.records(self.to, asked[self.field_name])
        return with_facet(listing, self.field_name, names.families(uids))


class ByDispute(ByRecord):
    """By dispute, for what belongs to one only because the dispute's records refer to it."""

    def narrow(self, listing, asked, names):
        return replace(
            listing, in_dispute=names.records(self.to, asked[self.field_name])
        )


class BySide(Parameter):
    field_class = filter_fields.KeyField

    def narrow(self, listing, asked, names):
        parties = names.parties_of_sides(
            asked[self.field_name], asked.get("dispute", ())
        )
        return with_facet(listing, "party", parties)


def with_facet(listing: Listing, name: str, values: tuple[str, ...]) -> Listing:
    """The listing with one more condition; two of the same facet must both hold."""
    return replace(listing, facets=(*listing.facets, (name, values)))


class Parameters(django_filters.FilterSet):
    """The parameters of one address."""

    @classmethod
    @cache
    def fields_once(cls) -> dict[str, ParameterField]:
        """The field of every parameter, made once a class."""
        return {name: parameter.field for name, parameter in cls.base_filters.items()}

    @classmethod
    def read(cls, params: QueryDict) -> dict:
        """What is asked, by name; only what is there is looked at. BadRequest names everything that is wrong."""
        known, asked, errors = cls.fields_once(), {}, []
        for name, values in params.lists():
            try:
                if name not in known:
                    raise ValidationError(
                        f"There is no parameter {shown(name)} here; there are {', '.join(known)}."
                    )
                asked[name] = known[name].read(values)
            except ValidationError as error:
                errors += [(name[:100], message) for message in error.messages]
        if errors:
            raise BadRequest(errors)
        return asked


class DetailParameters(Parameters):
    as_of = Parameter(AS_OF, filter_fields.AsOfField)


class NoParameters(Parameters):
    """Of an address that is asked as it stands."""


class ListParameters(Parameters):
    """What every list takes."""

    published_after = Wanted(
        "published_after",
        "The present version was published at or after this moment; a day means its start, UTC.",
        filter_fields.MomentField,
    )
    published_before = Wanted(
        "published_before",
        "It was published at or before this moment; a day means its end, UTC.",
        filter_fields.UntilField,
    )
    q = Wanted(
        "words",
        "Words that stand in the record's published text, all of them, whatever their case and accents; in double "
        "quotes a phrase, `OR` between alternatives, `-word` what must not stand there. Words are found as they are "
        "written. What would not be looked for is refused: pieces without letter or digit, more than 20 words, an `OR` "
        "that joins nothing.",
        filter_fields.SearchField,
    )
    ordering = Order(
        "`-happened`: newest first; `happened`: oldest first. What is not dated comes last either way; records of a "
        "kind without dates stand in the order of their first publication.",
        words=("-happened", "happened"),
    )
    as_of = Parameter(AS_OF, filter_fields.AsOfField)
    cursor = Parameter("As `next` and `previous` give it.", filter_fields.CursorField)
    page_size = Parameter(
        "Records a page.",
        filter_fields.NumberField,
        least=1,
        most=LARGEST,
        default=SIZE,
    )
    count = Parameter(
        "`true` adds `count`, of the whole list.", filter_fields.FlagField
    )


class FeedParameters(Parameters):
    after = Parameter(
        "Lines after the one of this number: a position, not a time.",
        filter_fields.NumberField,
        least=0,
        default=0,
    )
    page_size = Parameter(
        "Lines a page.", filter_fields.NumberField, least=1, most=LARGEST, default=SIZE
    )
    limit = Parameter(
        "Earlier name of `page_size`, taken until version 2 of this API.",
        filter_fields.NumberField,
        least=1,
        most=LARGEST,
        is_deprecated=True,
    )
    as_of = Parameter(AS_OF, filter_fields.AsOfField)

    @classmethod
    def read(cls, params: QueryDict) -> dict:
        asked = super().read(params)
        if "limit" in asked and "page_size" in asked:
            raise BadRequest(
                [("limit", "It is the earlier name of page_size: give one of the two.")]
            )
        return asked


@dataclass(frozen=True)
class Asked:
    """The parameters of a list request, read: what pages it, and what narrows it."""

    parameters: type[ListParameters]
    values: dict
    uids: dict = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.values.get("page_size", SIZE)

    @property
    def needs_more(self) -> bool:
        """Whether one question about the present is not enough."""
        return not MORE.isdisjoint(self.values)

    def named(self) -> list[Named]:
        """The records that the parameters name."""
        filters = self.parameters.base_filters
        return [
            each
            for name, value in self.values.items()
            for each in filters[name].named(name, value)
        ]

    def listing(self, kind: Kind, names: Names) -> Listing:
        """What the ledger is asked for. BadRequest for records that were never published; at most two queries."""
        filters, listing = self.parameters.base_filters, _whole_list(kind)
        names.find(self.named())
        for name in self.values:
            listing = filters[name].narrow(listing, self.values, names)
        return listing


def _whole_list(kind: Kind) -> Listing:
    return Listing(kind.name, undated_last=kind.is_dated, listed_only=kind.has_unlisted)


def parameters_of(kind: Kind) -> type[ListParameters]:
    """The parameters of a kind's list: the filters that it names, and those that its form and dates allow."""
    made = {each.name: _parameter(each) for each in kind.filters}
    if "dispute" not in made:
        made["dispute"] = ByDispute(
            f"The dispute's records refer to it. {ANY}", "dispute"
        )
    if kind.is_dated:
        made["happened_after"] = Wanted(
            "key_from",
            "On or after this date: EDTF, such as 2026-01-14 or 2026-01.",
            filter_fields.BoundField,
            cut=filter_fields.first_day,
        )
        made["happened_before"] = Wanted(
            "key_before",
            "On or before this date: EDTF.",
            filter_fields.BoundField,
            cut=filter_fields.last_day,
        )
    if "language" in kind.serializer.fields:
        made["language"] = Wanted(
            "language",
            "BCP 47 tag, in any case; several mean any of them.",
            filter_fields.LanguageField,
        )
    parameters = type(f"{kind.name.title()}Parameters", (ListParameters,), dict(made))
    parameters.base_filters = {
        name: parameters.base_filters[name]
        for name in [*made, *ListParameters.base_filters]
    }
    return parameters


def _parameter(of: registry.Filter) -> Parameter:
    if of.name == "side":
        return BySide(HELP["side"])
    if of.to:
        return ByRecord(f"{HELP.get(of.name, '')} {ANY}".strip(), of.to)
    return ByWord(HELP.get(of.name, ""), words=of.words, fold=not of.words)
