"""Two moments of the record, as the address of a comparison names them."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import BadMoment, View


class ComparedMoment(NamedTuple):
    """One of the two: `asked` as the address has it, `written` as links carry it, empty for the present."""

    view: View
    written: str
    asked: str = ""


class Between(NamedTuple):
    """The earlier moment and the later one; `is_swapped` where the address named them the other way round."""

    start: ComparedMoment
    end: ComparedMoment
    is_swapped: bool = False


class BadSide(Exception):
    """`field` (from or to) names no moment that can be compared; the message is for readers."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


def read_between(
    view: View, asked: QueryDict, here: str, at_state: Callable[[View], str]
) -> Between:
    """`from` and `to` of an address; empty means `view`, which links name by `here`. `at_state` gives the moment of the
    state that a view lies in. Raises BadSide."""
    start = _side("from", view, asked, here, at_state)
    end = _side("to", view, asked, here, at_state)
    return (
        Between(end, start, is_swapped=True)
        if start.view.seq > end.view.seq
        else Between(start, end)
    )


def _side(
    name: str, view: View, asked: QueryDict, here: str, at_state: Callable[[View], str]
) -> ComparedMoment:
    written = asked.get(name, "").strip()
    try:
        moment = ledger.parse_moment(written) if written else None
    except BadMoment as error:
        raise BadSide(name, str(error)) from error
    if moment is None:
        return ComparedMoment(view, here, written)
    if view.moment and moment > view.moment:
        said = _(
            "%s is later than the moment that this page is read as of. Choose an earlier one, or leave out as_of."
        )
        raise BadSide(name, said % written[:40])
    then = ledger.earlier(view, moment)
    return ComparedMoment(then, at_state(then) or written, written)
