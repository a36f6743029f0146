"""What all kinds together are searched by: the filters that some kind has, asked of the record itself."""

from functools import lru_cache

from factcheck.ledger import ORDERS

from . import registry
from .change_filters import kind_of_record
from .filters.declaration import (
    AS_OF,
    DISPUTE,
    HAPPENED,
    LANGUAGE,
    ORDERING,
    PARTY,
    PUBLISHED,
    RATING,
    WORDS,
    Filter,
    OrderFilter,
    RecordFilter,
)
from .filters.values import SingleWord


@lru_cache(maxsize=1)
def searched_kinds() -> tuple[str, ...]:
    """The kinds of record that are searched, in the order in which they are offered."""
    kinds = [kind for kind in registry.all_kinds() if kind.is_searched]
    kinds.sort(key=lambda kind: kind.search_rank)
    return tuple(kind.name for kind in kinds)


@lru_cache(maxsize=1)
def kinds_by_reference() -> tuple[str, ...]:
    """The kinds that name no dispute: they belong to those whose records refer to them."""
    own = {name: registry.get(name).filters for name in searched_kinds()}
    return tuple(
        name
        for name, filters in own.items()
        if all(each.name != DISPUTE.name for each in filters)
    )


@lru_cache(maxsize=1)
def search_filters() -> dict[str, Filter]:
    """The filters of a search by name. `kind` is here the kind of record."""
    kind = kind_of_record(searched_kinds())
    order = OrderFilter(
        name=ORDERING.name,
        label=ORDERING.label,
        value=SingleWord(ORDERS),
        help_text="The best match first, by date, or by publication.",
    )
    own = {name: each for name, each in _facet_filters().items() if name != kind.name}
    shared = (*HAPPENED, *PUBLISHED, LANGUAGE.inside_form(), WORDS, order, AS_OF)
    return {kind.name: kind, **own, **{each.name: each for each in shared}}


def _facet_filters() -> dict[str, Filter]:
    """The filters that some kind has by a facet of its own records, the commonest first."""
    found: dict[str, Filter] = {DISPUTE.name: DISPUTE, PARTY.name: PARTY}
    found[RATING.name] = RATING
    for name in searched_kinds():
        for each in registry.get(name).filters:
            if not (isinstance(each, RecordFilter) and each.mentioned):
                found.setdefault(each.name, each.outside_form())
    return found
