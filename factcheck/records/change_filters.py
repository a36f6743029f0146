"""What lists of changes are filtered by: lines of the ledger, whatever kind of record they are of."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from . import registry
from .filters.declaration import DISPUTE, PUBLISHED, SINCE, Filter
from .filters.values import ClosedWord


def kind_of_record(names: Collection[str]) -> Filter:
    """The filter by the kind of the record that a line is of."""
    return Filter(
        name="kind",
        label=_("Kind"),
        value=ClosedWord(tuple(names)),
        help_text="The kind of record; several mean any of them.",
        is_in_form=False,
    )


def change_filters(*fixed: str, kinds: Collection[str] = ()) -> dict[str, Filter]:
    """The filters of a list of changes by name, without those that its path fixes; of some `kinds`, or of all."""
    names = kinds or [kind.name for kind in registry.all_kinds()]
    outside = [each.outside_form() for each in (*PUBLISHED, SINCE)]
    found = (DISPUTE, kind_of_record(names), *outside)
    return {each.name: each for each in found if each.name not in fixed}
