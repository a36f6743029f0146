"""What each address takes: one django-filter FilterSet an address, for requests, schema and docs.

Those of lists are made from the declarations in `factcheck.records.filters`, and read by the parser there. Stock
django-filter makes a form for every request. Here each parameter's field is made once, only the parameters that are
present are looked at, and what they ask for is handed to the ledger as a `Listing`, never to a queryset.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import cast

import django_filters
from django.http import QueryDict

from factcheck.ledger import Listing
from factcheck.records.filters.declaration import AS_OF, Filter
from factcheck.records.filters.parsing import FilterQuery, parse, unknown_parameter
from factcheck.records.filters.record_names import NamedRecord, RecordNames
from factcheck.records.filters.values import FilterValue
from factcheck.records.registry import Kind

from .errors import BadRequest
from .filter_fields import Flag, Number, ParameterField, Token, empty_value

SIZE, LARGEST = 50, 200
SEVERAL_QUERIES = {"as_of", "count", "side"}


class Parameter(django_filters.Filter):
    """A parameter as django-filter and the schema know it, of a filter that is declared once for all lists."""

    field_class = ParameterField

    def __init__(self, declared: Filter, *, is_deprecated: bool = False):
        self.declared = declared
        super().__init__(
            help_text=declared.help_text,
            value=declared.value,
            is_deprecated=is_deprecated,
        )


def own_parameter(
    name: str, value: FilterValue, help_text: str, *, is_deprecated: bool = False
) -> Parameter:
    """A parameter that the API alone has."""
    declared = Filter(name=name, label=name, value=value, help_text=help_text)
    return Parameter(declared, is_deprecated=is_deprecated)


class Parameters(django_filters.FilterSet):
    """The parameters of one address."""

    @classmethod
    @cache
    def fields_once(cls) -> dict[str, ParameterField]:
        """The field of every parameter, made once a class."""
        return {name: parameter.field for name, parameter in cls.base_filters.items()}

    @classmethod
    @cache
    def declared(cls) -> Mapping[str, Filter]:
        """The declaration of every parameter."""
        return {
            name: parameter.declared for name, parameter in cls.base_filters.items()
        }

    @classmethod
    def parse(cls, params: QueryDict) -> FilterQuery:
        """The query of the address. BadRequest names everything that is wrong."""
        lists = list(params.lists())
        query = parse(cls.declared(), lists)
        query.refuse_ignored()
        for name, texts in lists:
            if name not in cls.declared():
                known = ", ".join(cls.declared())
                query.errors[name] = f"{unknown_parameter(name)} There are {known}."
            elif not all(text.strip() for text in texts):
                query.errors[name] = empty_value()
        if query.errors:
            raise BadRequest(
                (name[:100], query.errors[name])
                for name, _ in lists
                if name in query.errors
            )
        return query

    @classmethod
    def read(cls, params: QueryDict) -> dict:
        """The values of the address, by name. BadRequest as above."""
        return cls.parse(params).values


class DetailParameters(Parameters):
    as_of = Parameter(AS_OF)


class NoParameters(Parameters):
    """Of an address that takes none."""


class ListParameters(Parameters):
    """What every list takes beside its filters."""

    cursor = own_parameter("cursor", Token(), "As `next` and `previous` give it.")
    page_size = own_parameter(
        "page_size", Number(least=1, most=LARGEST, default=SIZE), "Records a page."
    )
    count = own_parameter("count", Flag(), "`true` adds `count`, of the whole list.")


class FeedParameters(Parameters):
    after = own_parameter(
        "after",
        Number(least=0, default=0),
        "Lines after the one of this number: a position, not a time.",
    )
    page_size = own_parameter(
        "page_size", Number(least=1, most=LARGEST, default=SIZE), "Lines a page."
    )
    limit = own_parameter(
        "limit",
        Number(least=1, most=LARGEST),
        "Earlier name of `page_size`, taken until version 2 of this API.",
        is_deprecated=True,
    )
    as_of = Parameter(AS_OF)

    @classmethod
    def read(cls, params: QueryDict) -> dict:
        values = super().read(params)
        if "limit" in values and "page_size" in values:
            raise BadRequest(
                [("limit", "It is the earlier name of page_size: give one of the two.")]
            )
        return values


@dataclass(frozen=True)
class ListRequest:
    """The query of a list: what pages it, and what narrows it. `uids` are the named records that were found."""

    query: FilterQuery
    uids: dict = field(default_factory=dict)

    @property
    def values(self) -> dict:
        return self.query.values

    @property
    def size(self) -> int:
        return self.values.get("page_size", SIZE)

    @property
    def needs_several_queries(self) -> bool:
        """Whether one question about the present is not enough."""
        return not SEVERAL_QUERIES.isdisjoint(self.values)

    def named_records(self) -> list[NamedRecord]:
        """The records that the parameters name."""
        return list(self.query.named_records())

    def listing(self, kind: Kind, names: RecordNames) -> Listing:
        """What the ledger is asked for. WrongFilters for records that were never published; at most two queries."""
        self.query.look_up(names)
        listing = self.query.narrow(kind.whole_list, names)
        self.query.refuse()
        return listing


def parameters_of(kind: Kind) -> type[ListParameters]:
    """The parameters of a kind's list: a FilterSet of its declared filters, and of what pages the list."""
    filters = {name: Parameter(each) for name, each in kind.list_filters.items()}
    made = type(f"{kind.name.title()}Parameters", (ListParameters,), dict(filters))
    parameters = cast(type[ListParameters], made)
    order = [*filters, *ListParameters.base_filters]
    parameters.base_filters = {name: parameters.base_filters[name] for name in order}
    return parameters
