"""The filter form of a dispute's timeline: the declared filters of entries, and how the list is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict

from factcheck.ledger import After, Listing, View
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.query.filter_form import (
    FilterForm,
    Option,
    page_filters,
    read_form,
)
from factcheck.pages.query.params import BadQuery
from factcheck.records import registry
from factcheck.records.filters.declaration import (
    DISPUTE,
    HAPPENED,
    OLDEST_FIRST,
    SIDE,
    Filter,
)
from factcheck.records.filters.values import not_a_choice

LIST = "list"
"""Where a page says what its list holds: what is filtered, turned or paged lands there."""
COMPACT, FULL, INDEX = "compact", "full", "index"
DISPLAY = {"evidence": ("open",), "all": ("1",), "view": (COMPACT, FULL, INDEX)}
"""How the list is shown, beside what is in it: parameters with the values that they may have."""


def entry_filters() -> dict[str, Filter]:
    """The filters of entries, of the dispute that the path names."""
    return page_filters(registry.get("entry").list_filters, DISPUTE.name)


@dataclass
class TimelineForm(FilterForm):
    """The form of the timeline, with the addresses that show the same list in another way."""

    default_ordering = OLDEST_FIRST

    def path_with(self, pairs: Iterable[tuple[str, str]]) -> str:
        """The address of a list, which it lands at."""
        return f"{super().path_with(pairs)}#{LIST}"

    @property
    def share_url(self) -> str:
        """Where the list is found again, however it is turned and unfolded here."""
        query = self.filter_query
        return f"{self.path}?{query}" if query else self.path

    @property
    def is_unfolded(self) -> bool:
        """Whether all evidence is to be shown at once."""
        return ("evidence", "open") in self.pairs

    @property
    def view(self) -> str:
        """How entries are shown: compact where the address does not say."""
        return dict(self.pairs).get("view", COMPACT)

    def view_url(self, view: str) -> str:
        """The same list from its start, with entries shown in another way."""
        pairs = self.pairs_without("view", "all")
        if view != COMPACT:
            pairs.append(("view", view))
        return self.path_with(pairs)

    @property
    def unfolded_url(self) -> str:
        """The same list with all evidence shown, or folded again where it is."""
        pairs = self.pairs_without("evidence")
        if not self.is_unfolded:
            pairs.append(("evidence", "open"))
        return self.path_with(pairs)

    @property
    def all_url(self) -> str:
        """The same list on one page."""
        return self.path_with([*self.pairs_without("all"), ("all", "1")])

    @property
    def is_whole(self) -> bool:
        """Whether as many entries as fit are wanted on one page."""
        return ("all", "1") in self.pairs

    @property
    def is_dated(self) -> bool:
        """Whether the entries of some time alone are asked for."""
        return any(self.field_of(each.name).chosen for each in HAPPENED)

    @property
    def hidden_inputs(self) -> list[tuple[str, str]]:
        """All but whether the list stands on one page: what is asked for anew starts at its first page."""
        return [pair for pair in super().hidden_inputs if pair[0] != "all"]

    def of_year(self, year: str) -> str:
        """The entries of one year on one page."""
        bounds = [each.name for each in HAPPENED]
        pairs = self.pairs_without("all", *bounds)
        return self.path_with(
            [*pairs, *((name, year) for name in bounds), ("all", "1")]
        )

    def at(self, place: str, fragment: str) -> str:
        """The list from a place on."""
        pairs = [*self.pairs_without("all"), ("after", place)]
        return f"{super().path_with(pairs)}#{fragment}"

    def listing(
        self, dispute: tuple[str, ...], after: After | None, backwards: bool
    ) -> Listing:
        """What the ledger is asked for; `dispute` are the uids that the dispute is found under."""
        listing = self.narrow(registry.get("entry").whole_list)
        return replace(
            listing,
            facets=(("dispute", dispute), *listing.facets),
            ascending=not self.newest_first,
            after=after,
            backwards=backwards,
        )


def read_filters(
    view: View, dispute: PublishedRecord, params: QueryDict, path: str
) -> TimelineForm:
    """The form as the address fills it in. At most one query. Raises BadQuery for a way of showing that is none."""
    for name, values in DISPLAY.items():
        if (written := params.get(name, "").strip()) and written not in values:
            raise BadQuery(str(not_a_choice(written, values)), (name,))
    sides = dispute.payload["sides"]
    form = read_form(
        view,
        entry_filters(),
        params,
        path,
        carried=tuple(DISPLAY),
        sides=sides,
    )
    form = TimelineForm(
        form.query, form.names, form.path, form.fields, form.pairs, form.is_cut
    )
    form.field_of(SIDE.name).options = [
        Option(side["slug"], side["name"], language=dispute.payload["language"])
        for side in sides
    ]
    return form
