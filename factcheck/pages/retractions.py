"""What was retracted, or merged into another record: told by its address and the reason, without its text."""

from collections.abc import Collection
from dataclasses import dataclass

from factcheck.ledger import View, payload_of
from factcheck.models import Publication

ACTIONS = ("retract", "merge")


@dataclass(frozen=True)
class Withdrawn:
    """A tombstone that stands: its `line`, and the line `before` that it took the place of."""

    line: Publication
    before: Publication

    @property
    def payload(self) -> dict:
        """What the tombstone says: address, reason, and for a merge the record that it went into."""
        return payload_of(self.line)

    @property
    def payload_before(self) -> dict:
        return payload_of(self.before)


def withdrawn(
    view: View, kinds: Collection[str], above: int, below: int | None
) -> list[Withdrawn]:
    """The tombstones of these kinds that stand, newest first, with line numbers between two; at most two queries."""
    stones = [
        stone
        for stone in view.tombstones().values()
        if stone.kind in kinds and stone.action in ACTIONS
    ]
    seqs = {
        stone.seq
        for stone in stones
        if stone.seq > above and (below is None or stone.seq < below)
    }
    if not seqs:
        return []
    lines = Publication.objects.filter(seq__in=seqs).order_by("-seq")
    before = {
        line.superseded_seq: line
        for line in Publication.objects.filter(superseded_seq__in=seqs)
    }
    found = [Withdrawn(line, before[line.seq]) for line in lines if line.seq in before]
    return [
        each
        for each in found
        if each.before.happened_key and "uid" in each.payload_before
    ]
