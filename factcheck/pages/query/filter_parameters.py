"""The parameters of an address that takes declared filters."""

from collections.abc import Mapping

from factcheck.records.filters.declaration import Filter

from .params import KnownParameters


class FilterParameters:
    """Mixin of a page that takes declared filters: the parameters of its address, and which take several values.

    `list_parameters` are those beside the filters.
    """

    list_parameters: tuple[str, ...] = ()

    def declared_filters(self) -> Mapping[str, Filter]:
        """The filters of the list, by name."""
        raise NotImplementedError

    def known_parameters(self) -> KnownParameters:
        filters = self.declared_filters()
        several = [name for name, each in filters.items() if each.value.several]
        return KnownParameters((*filters, *self.list_parameters), tuple(several))
