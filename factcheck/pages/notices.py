"""What readers were told of a record's changes: the public notices of its lines, which stay whatever comes after."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from factcheck.ledger import View, payload_of
from factcheck.models import Publication


class Notice(NamedTuple):
    """One notice: the kind of change, its text, the version and the line that brought it, and when."""

    action: str
    text: str
    version: int
    seq: int
    published_at: datetime

    @property
    def corrects(self) -> bool:
        return self.action in Publication.NEEDS_NOTICE


def notices(view: View, uids: Collection[UUID]) -> dict[UUID, list[Notice]]:
    """The notices of each record up to the view, newest first, in one query; those of redacted lines are gone."""
    found: dict[UUID, list[Notice]] = {uid: [] for uid in uids}
    lines = Publication.objects.filter(
        uid__in=uids, seq__lte=view.seq, action__in=Publication.MAY_HAVE_NOTICE
    ).order_by("-seq")
    for line in lines if uids else ():
        if text := payload_of(line).get("notice"):
            found[line.uid].append(
                Notice(line.action, text, line.version, line.seq, line.published_at)
            )
    return found
