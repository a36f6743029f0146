"""What a merge moves and what its undoing brings back, counted and listed before anybody decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from factcheck import ledger, workflow
from factcheck.ledger import View
from factcheck.models import Publication, Record, Ref
from factcheck.models.site_paths import site_path
from factcheck.pages.figures import backlinks
from factcheck.records import registry

LISTED = 30


class ReferringRecord(NamedTuple):
    """One live record that refers to what is moved; `both` when it names the other one too."""

    title: str
    path: str
    both: bool


@dataclass(frozen=True)
class ReferringGroup:
    """The live records of a kind that refer to it: how many there are, and the first of them."""

    kind: str
    count: int
    listed: list[ReferringRecord]

    @property
    def more(self) -> int:
        return self.count - len(self.listed)


@dataclass(frozen=True)
class MergeEffects:
    """What readers see otherwise once `gone` is merged into `stays`, and again once that is undone.

    `last` is the version that its restoration brings back; None where nothing is left of it.
    """

    gone: Record
    stays: Record | None
    groups: list[ReferringGroup]
    count: int
    names: list[str]
    addresses: list[str]
    last: Publication | None = None
    title: str = ""


def by_merging(gone: Record, stays: Record) -> MergeEffects:
    """What refers to the one that goes, to what was merged into it before included, reads as the other from then on."""
    view = ledger.current()
    family = view.family(gone.uid)
    groups = _groups(view, family, view.family(stays.uid))
    known = {name.casefold() for name in _names(stays)}
    return MergeEffects(
        gone=gone,
        stays=stays,
        groups=groups,
        count=sum(group.count for group in groups),
        names=[name for name in _names(gone) if name.casefold() not in known],
        addresses=_addresses(family),
    )


def by_restoring(record: Record) -> MergeEffects:
    """What refers to a record that was taken down or merged, and reads as that record again once it is restored."""
    view = ledger.current()
    into = view.follow(record.uid)
    groups = _groups(view, {record.uid}, set())
    last = workflow.last_version(record)
    return MergeEffects(
        gone=record,
        stays=registry.find_record(record.kind, into) if into != record.uid else None,
        groups=groups,
        count=sum(group.count for group in groups),
        names=[],
        addresses=_addresses([record.uid]),
        last=last,
        title=registry.get(last.kind).title(ledger.payload_of(last)) if last else "",
    )


def _groups(view: View, uids: set[UUID], others: set[UUID]) -> list[ReferringGroup]:
    """What refers to `uids`, by kind, with the first of each; marked are those that refer to `others` too."""
    references = backlinks.referring(view, uids, most=LISTED)
    seqs = [line.seq for line in references.lines]
    naming = Ref.objects.filter(uid__in=others, seq__in=seqs)
    both = set(naming.values_list("seq", flat=True))
    groups = []
    for kind, count in sorted(references.counts.items()):
        listed = _listed(references.lines, kind, both)
        groups.append(ReferringGroup(kind, count, listed))
    return groups


def _listed(
    lines: Sequence[Publication], kind: str, both: set[int]
) -> list[ReferringRecord]:
    rows = []
    for line in lines:
        if line.kind == kind:
            payload = ledger.payload_of(line)
            title = registry.get(kind).title(payload)
            rows.append(
                ReferringRecord(title, site_path(payload["path"]), line.seq in both)
            )
    return rows


def _names(record: Record) -> list[str]:
    """The name and aliases of a party; other records have none."""
    return [str(record), *record.aliases] if hasattr(record, "aliases") else []


def _addresses(uids: Iterable[UUID]) -> list[str]:
    """The public addresses that lead over, or back."""
    lines = Publication.objects.filter(uid__in=uids, superseded_seq__isnull=True)
    paths = {site_path(ledger.payload_of(line).get("path", "")) for line in lines}
    return sorted(filter(None, paths))
