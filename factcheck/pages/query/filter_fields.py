"""One field of a form of filters: what it offers, what the address has chosen, and what is wrong with that."""

from dataclasses import dataclass, field

from factcheck.records.filters.declaration import Filter, RecordFilter, SideFilter
from factcheck.records.filters.values import ClosedWord, FoldedText

from .facet_counts import MOST

# The page that lists every record of a kind, by its name, for filters that offer the commonest alone.
INDEXES = {"party": "parties", "source": "sources", "quote": "quotes"}


@dataclass
class Option:
    """`language` is that of a label out of the record; empty for the page's own words."""

    value: str
    label: str
    count: int | None = None
    language: str = ""


@dataclass
class FilterField:
    """One filter of a form: what can be chosen, what the address has chosen, and what is wrong with that.

    `in_all` is how many values the lines of the list have; the commonest alone are offered.
    """

    filter: Filter
    chosen: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    error: str = ""
    in_all: int = 0

    @property
    def name(self) -> str:
        return self.filter.name

    @property
    def label(self) -> str:
        return str(self.filter.label)

    @property
    def is_choice(self) -> bool:
        """Whether readers choose from a list; the other filters are written."""
        return isinstance(self.filter, RecordFilter | SideFilter) or isinstance(
            self.filter.value, ClosedWord | FoldedText
        )

    @property
    def is_cut(self) -> bool:
        """Whether it offers less than the lines of the list have."""
        return self.in_all > MOST

    @property
    def offered(self) -> int:
        return min(self.in_all, MOST)

    @property
    def index(self) -> str:
        """The name of the page that lists every record that it can be filtered by; empty where there is none."""
        of = self.filter
        return INDEXES.get(of.to, "") if isinstance(of, RecordFilter) else ""

    @property
    def example(self) -> str:
        """A value as it may be written."""
        return self.filter.example

    @property
    def written(self) -> str:
        """What a field that is written holds."""
        return self.chosen[-1] if self.chosen else ""

    @property
    def unlisted(self) -> list[str]:
        """What was chosen and is among no option, so that sending the form again does not lose it."""
        listed = {option.value for option in self.options}
        return [text for text in self.chosen if text not in listed]

    def option_of(self, text: str) -> Option | None:
        """The option that a text of the address chooses."""
        return next((option for option in self.options if option.value == text), None)
