"""Two moments of the record, as the address of a comparison names them."""

from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import View

from .asked import BadQuery


class Side(NamedTuple):
    """One of the two: `written` as links carry it, empty for the present."""

    view: View
    written: str


class Between(NamedTuple):
    """The earlier moment and the later one; `is_swapped` where the address named them the other way round."""

    start: Side
    end: Side
    is_swapped: bool = False


def read_between(view: View, asked: QueryDict, first: str, here: str) -> Between:
    """`from` and `to` of an address. `first` is the moment that an empty `from` means; an empty `to` means `view`,
    which links name by `here`. Raises BadMoment and BadQuery."""
    start = _side(view, asked.get("from", "").strip() or first, here)
    end = _side(view, asked.get("to", "").strip(), here)
    return Between(end, start, is_swapped=True) if start.view.seq > end.view.seq else Between(start, end)


def _side(view: View, written: str, here: str) -> Side:
    moment = ledger.parse_moment(written) if written else None
    if moment is None:
        return Side(view, here)
    if view.moment and moment > view.moment:
        said = _("%s is later than the moment that this page is read as of. Choose an earlier one, or leave out as_of.")
        raise BadQuery(said % written[:40])
    return Side(ledger.earlier(view, moment), written)
