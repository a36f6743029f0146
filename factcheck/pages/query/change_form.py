"""Lists of the ledger's lines as an address narrows them: corrections, changes of a dispute, what names a party."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict

from factcheck.ledger import Listing, View
from factcheck.models import Facet, Publication
from factcheck.records.change_filters import change_filters
from factcheck.records.filters.declaration import DISPUTE, SINCE, Filter

from .filter_form import FilterForm, read_form
from .filter_parameters import FilterParameters


class ChangeParameters(FilterParameters):
    """Mixin of a page that lists lines of the ledger, of `kinds` or of all; `fixed` are filters that its path fixes."""

    fixed: tuple[str, ...] = ()
    kinds: Collection[str] = ()
    request: HttpRequest

    def declared_filters(self) -> Mapping[str, Filter]:
        return change_filters(*self.fixed, kinds=self.kinds)

    def change_form(
        self, view: View, params: QueryDict, *carried: str
    ) -> tuple[FilterForm, Listing]:
        """The form of the address, and what it asks for. Raises BadQuery for a wrong value."""
        form = read_form(
            view, self.declared_filters(), params, self.request.path, carried=carried
        )
        listing = form.narrow(Listing(""))
        form.refuse()
        return form, listing


def dispute_uids(listing: Listing) -> tuple[str, ...]:
    """The uids that the disputes of the address are found under; none where it names no dispute."""
    return tuple(
        uid for name, uids in listing.facets for uid in uids if name == DISPUTE.name
    )


def narrow_lines(
    lines: QuerySet[Publication], form: FilterForm, listing: Listing
) -> QuerySet[Publication]:
    """The lines of the kinds and the time that the address asks for; `narrow_disputes` does what is left."""
    if kinds := form.query.values.get("kind"):
        lines = lines.filter(kind__in=kinds)
    if listing.published_after:
        lines = lines.filter(published_at__gte=listing.published_after)
    if listing.published_before:
        lines = lines.filter(published_at__lt=listing.published_before)
    if since := form.query.values.get(SINCE.name):
        lines = lines.filter(published_at__gte=since)
    return lines


def narrow_disputes(
    lines: QuerySet[Publication], listing: Listing
) -> QuerySet[Publication]:
    """The lines that name one of the disputes themselves."""
    uids = dispute_uids(listing)
    if not uids:
        return lines
    own = Facet.objects.filter(seq=OuterRef("seq"), name=DISPUTE.name, value__in=uids)
    return lines.filter(Exists(own))
