"""Lines of the ledger that belong to no record, such as redactions and clocks; words may be redacted in them too."""

from dataclasses import dataclass
from uuid import UUID

from factcheck import ledger
from factcheck.models import Publication, Record
from factcheck.records import registry


@dataclass(frozen=True)
class OwnLine:
    """A line of the ledger's own, in the place of a record in a proposal and its history."""

    seq: int
    kind: str
    uid: UUID
    lock_version: int = 0
    """Nobody saves it."""

    def __str__(self) -> str:
        return f"line {self.seq}, {self.kind}"


def record_or_own_line(kind: str, uid: UUID) -> Record | OwnLine | None:
    """What a proposal is about; None where it is gone."""
    if kind not in ledger.WORDED:
        return registry.find_record(kind, uid)
    seq = (
        Publication.objects.filter(kind=kind, uid=uid)
        .values_list("seq", flat=True)
        .first()
    )
    return OwnLine(seq, kind, uid) if seq is not None else None
