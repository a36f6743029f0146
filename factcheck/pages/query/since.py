"""What is new to a reader who was here before: everything published after the moment that the address names."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import BadMoment, View
from factcheck.models import Publication

from .params import BadMomentField


class Since(NamedTuple):
    """The last line that the reader may have seen, and the moment: as it was written, and as it was read."""

    seq: int
    written: str
    moment: datetime


def read_since(view: View, written: str) -> Since | None:
    """`since` is a day (its start, UTC) or a moment; None where the address names none. Raises BadMomentField."""
    written = written.strip()
    if not written:
        return None
    try:
        moment = ledger.parse_start(written)
    except BadMoment as error:
        raise BadMomentField(str(error), "since", _("Since"), written) from error
    last = Publication.objects.filter(
        published_at__lt=moment, seq__lte=view.seq
    ).order_by("-published_at", "-seq")
    return Since(last.values_list("seq", flat=True).first() or 0, written, moment)
