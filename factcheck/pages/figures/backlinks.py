"""What refers to a record: the other direction of every link, read through the ledger's references."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from factcheck.ledger import View
from factcheck.models import Publication, Ref

MOST = 50


class Backlinks(NamedTuple):
    """What refers to a record, newest first, at most `MOST` of a kind; `counts` are of all."""

    lines: list[Publication]
    counts: dict[str, int]


def referring(view: View, uids: Iterable[UUID], most: int = MOST) -> Backlinks:
    """The live lines that refer to any of the uids, in two queries."""
    refs = Ref.objects.filter(uid__in=set(uids), seq__lte=view.seq).values("seq")
    order = [F("happened_key").desc(), F("seq").desc()]
    ranked = (
        Publication.objects.filter(view.live(), seq__in=refs, happened_key__gt="")
        .annotate(
            place=Window(RowNumber(), partition_by="kind", order_by=order),
            among=Window(Count("seq"), partition_by="kind"),
        )
        .filter(place__lte=most)
        .order_by("kind", "place")
        .values_list("seq", "kind", "among")
    )
    places = list(ranked)  # numbers alone: sorting whole payloads was most of the cost
    lines = Publication.objects.in_bulk([seq for seq, _, _ in places])
    return Backlinks(
        [lines[seq] for seq, _, _ in places], {kind: among for _, kind, among in places}
    )
