"""What was taken off a timeline leaves a line in its place."""

from typing import NamedTuple

from django.db.models import Q

from factcheck.ledger import ListRow, View
from factcheck.models import Facet, Publication
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.tombstones import Gone, gone_of

from .periods import Period

MOST = 50
"""How many withdrawn entries a page tells of."""


class WithdrawnEntry(NamedTuple):
    """An entry that was retracted: where it stood, what it was called last, and why it went."""

    happened_key: str
    entry: PublishedRecord
    gone: Gone


class PeriodShown(NamedTuple):
    """A period with its entries, and what was withdrawn, each at the place of the entry that it stood before."""

    name: str
    key: str
    entries: list[ListRow]
    before: dict[int, list[WithdrawnEntry]]
    at_end: list[WithdrawnEntry]


def with_withdrawn(
    periods: list[Period], withdrawn: list[WithdrawnEntry]
) -> list[PeriodShown]:
    """The periods with what was withdrawn from them, in the order of the entries."""
    rows = [row for period in periods for row in period.entries]
    descending = len(rows) > 1 and rows[0].happened_key > rows[-1].happened_key
    left = sorted(
        withdrawn, key=lambda each: each.happened_key, reverse=bool(descending)
    )
    shown = []
    for period in periods:
        before: dict[int, list[WithdrawnEntry]] = {}
        for row in period.entries:
            while left and _comes_before(left[0], row, descending):
                before.setdefault(row.seq, []).append(left.pop(0))
        shown.append(PeriodShown(period.name, period.key, period.entries, before, []))
    if shown and left:
        shown[-1].at_end.extend(left)
    return shown


def _comes_before(each: WithdrawnEntry, row: ListRow, descending: bool) -> bool:
    if descending:
        return each.happened_key > row.happened_key
    return each.happened_key < row.happened_key


def read_withdrawn(
    view: View, loader: RecordLoader, dispute: tuple[str, ...], rows: list[ListRow]
) -> list[WithdrawnEntry]:
    """The retracted entries of a dispute that stood between the first and the last of the rows. At most one query."""
    stones = {
        stone.seq: stone
        for stone in view.tombstones().values()
        if stone.kind == "entry" and stone.action == Publication.Action.RETRACT
    }
    if not stones or not rows:
        return []
    keys = [row.happened_key for row in rows]
    of_dispute = Facet.objects.filter(name="dispute", kind="entry", value__in=dispute)
    texts = Publication.objects.filter(
        seq__in=of_dispute.values("seq"),
        superseded_seq__in=list(stones),
        happened_key__range=(min(keys), max(keys)),
    )
    either = Q(seq__in=texts.values("seq")) | Q(seq__in=texts.values("superseded_seq"))
    lines = list(Publication.objects.filter(either).order_by("happened_key", "seq"))
    by_seq = {line.seq: line for line in lines if line.seq in stones}
    withdrawn = []
    for line in lines:
        stone = by_seq.get(line.superseded_seq or 0)
        if line.happened_key and stone and stone.held_seq is None:
            withdrawn.append(_withdrawn(view, loader, line, stone))
    return withdrawn[:MOST]


def _withdrawn(
    view: View, loader: RecordLoader, line: Publication, stone: Publication
) -> WithdrawnEntry:
    entry = PublishedRecord(loader, line)
    return WithdrawnEntry(line.happened_key, entry, gone_of(view, stone, entry))
