"""What was retracted, or merged into another record: shown by its address and the reason, without its text."""

from collections.abc import Collection
from dataclasses import dataclass

from factcheck.ledger import View, payload_of
from factcheck.models import Publication


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
    seqs = set()
    for stone in view.tombstones().values():
        is_wanted = stone.kind in kinds and stone.action in Publication.WITHDRAWING
        if is_wanted and _is_between(stone.seq, above, below):
            seqs.add(stone.seq)
    if not seqs:
        return []
    lines = Publication.objects.filter(seq__in=seqs).order_by("-seq")
    replaced = Publication.objects.filter(superseded_seq__in=seqs)
    before = {line.superseded_seq: line for line in replaced}
    return [
        Withdrawn(line, before[line.seq])
        for line in lines
        if _has_text(before.get(line.seq))
    ]


def _is_between(seq: int, above: int, below: int | None) -> bool:
    return seq > above and (below is None or seq < below)


def _has_text(line: Publication | None) -> bool:
    """Whether a line was public, and its text was not redacted since."""
    if line is None or not line.happened_key:
        return False
    return "uid" in payload_of(line)
