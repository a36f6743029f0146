"""The parameters of an address that takes declared filters."""

from collections.abc import Mapping

from factcheck.records.filters.declaration import Filter


class FilterParameters:
    """Mixin of a page that takes declared filters: the parameters of its address, and which take several values.

    `list_parameters` are those beside the filters.
    """

    list_parameters: tuple[str, ...] = ()

    def declared_filters(self) -> Mapping[str, Filter]:
        """The filters of the list, by name."""
        raise NotImplementedError

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.declared_filters(), *self.list_parameters)

    @property
    def several(self) -> tuple[str, ...]:
        filters = self.declared_filters()
        return tuple(name for name, each in filters.items() if each.value.several)
