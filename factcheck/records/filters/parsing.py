"""The one parser of filters: what an address asks of a list, for pages, feeds, exports and the API alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from factcheck.ledger import Listing, read_words

from .declaration import WORDS, Filter
from .record_names import NamedRecord, RecordNames
from .search_words import ignored_words
from .values import WrongValue, not_in_record, shown


class WrongFilters(Exception):
    """Values that filters cannot have; `errors` are (filter's name, sentence) in the order of the address."""

    def __init__(self, errors: Iterable[tuple[str, str]]):
        self.errors = list(errors)
        super().__init__(" ".join(message for _, message in self.errors))


@dataclass
class FilterQuery:
    """The filters of one request: `values` by name, as the filters' values are parsed, and `errors` by name."""

    filters: Mapping[str, Filter]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def ignored(self) -> list[str]:
        """Sentences on the words of `q` that are not looked for."""
        words = self.values.get(WORDS.name)
        return ignored_words(read_words(words)) if words else []

    def refuse_ignored(self) -> None:
        """Make an error of what a list that shows no notices would pass over in silence."""
        if ignored := self.ignored:
            self.errors[WORDS.name] = " ".join(ignored)

    def refuse(self) -> None:
        """Raise WrongFilters where there is an error."""
        if self.errors:
            raise WrongFilters(self.errors.items())

    def named_records(self) -> Iterator[NamedRecord]:
        """The records that the values name."""
        for name, value in self.values.items():
            if name not in self.errors:
                yield from self.filters[name].named_records(value)

    def look_up(self, names: RecordNames) -> None:
        """Find the records that are named; an error for each filter that names what was never published."""
        for missing in names.find(self.named_records()):
            self.errors.setdefault(missing.filter_name, str(not_in_record(missing.key)))

    def narrow(self, listing: Listing, names: RecordNames) -> Listing:
        """The listing with all that is asked of it, by records that were looked up; nothing where there is an error."""
        if self.errors:
            return listing
        for name in self.values:
            try:
                listing = self.filters[name].narrow(listing, self.values, names)
            except WrongValue as error:
                self.errors[name] = str(error)
        return listing


def parse(
    filters: Mapping[str, Filter], params: Iterable[tuple[str, Sequence[str]]]
) -> FilterQuery:
    """The filters that `params` hold, (name, texts) of each parameter. A name that is none of them is an error."""
    query = FilterQuery(filters)
    for name, texts in params:
        if name not in filters:
            query.errors[name] = unknown_parameter(name)
            continue
        try:
            query.values[name] = filters[name].value.parse(name, texts)
        except WrongValue as error:
            query.errors[name] = str(error)
    return query


def unknown_parameter(name: str) -> str:
    """The refusal of a parameter that an address does not take."""
    return _("There is no parameter “%s” here.") % shown(name)
