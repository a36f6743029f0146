"""The records before and after one among those of its kind in a dispute, in the order of the lists."""

from typing import NamedTuple

from django.db.models import Q

from factcheck.models import Facet, Publication

from .published_records import PublishedRecord, RecordLoader


class Neighbours(NamedTuple):
    """The dispute, and the records before and after; None at either end of the list."""

    dispute: PublishedRecord
    earlier: PublishedRecord | None
    later: PublishedRecord | None


def read_neighbours(loader: RecordLoader, record: PublishedRecord) -> Neighbours | None:
    """The neighbours of a record in the first of its disputes that stands; None without one or where it is alone there.

    The loader has read the record's disputes. One query.
    """
    dispute = first_dispute(record)
    if dispute is None:
        return None
    view, line = loader.view, record.line
    values = [str(uid) for uid in view.family(dispute.uid)]
    listed = Facet.objects.filter(
        view.live(), kind=record.kind, name="dispute", value__in=values
    )
    key, seq = line.happened_key, line.seq
    is_before = Q(happened_key__lt=key) | Q(happened_key=key, seq__lt=seq)
    is_after = Q(happened_key__gt=key) | Q(happened_key=key, seq__gt=seq)
    before = listed.filter(is_before).order_by("-happened_key", "-seq")
    after = listed.filter(is_after).order_by("happened_key", "seq")
    lines = Publication.objects.filter(
        Q(seq__in=before.values("seq")[:1]) | Q(seq__in=after.values("seq")[:1])
    )
    earlier = later = None
    for neighbour in lines:
        if (neighbour.happened_key, neighbour.seq) < (key, seq):
            earlier = PublishedRecord(loader, neighbour)
        else:
            later = PublishedRecord(loader, neighbour)
    if earlier is None and later is None:
        return None
    return Neighbours(dispute, earlier, later)


def first_dispute(record: PublishedRecord) -> PublishedRecord | None:
    """The first dispute of a record that stands."""
    for dispute in record["disputes"]:
        if isinstance(dispute, PublishedRecord):
            return dispute
    return None
