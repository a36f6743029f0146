"""What a chunk of staged records must know of others, read in a few queries a kind instead of some for each record."""

from collections.abc import Iterable
from uuid import UUID

from factcheck.models import ImportedRecord, ImportJob, Record, StagedRecord
from factcheck.records import registry
from factcheck.records.forms.fields import UID

from ..references import references_in

SOURCE = "dossier"


class Directory:
    """Who is meant by a slug or uid: a record of the same file first, then one that is known here."""

    def __init__(self, job: ImportJob):
        self.job = job
        self.uids: dict[tuple[str, str], UUID] = {}
        self.made: set[str] = set()
        self.refused: dict[str, str] = {}
        self.records: dict[UUID, Record] = {}
        self.at_hand: dict[tuple[type[Record], str], Record] = {}
        self.imported: dict[str, ImportedRecord] = {}

    def learn(self, kind: registry.Kind, batch: Iterable[StagedRecord]) -> None:
        """Look up everything that the staged records of one kind are and refer to."""
        own = [staged.uid for staged in batch]
        self.records = {
            record.uid: record for record in kind.whole().filter(uid__in=own)
        }
        rows = ImportedRecord.objects.filter(
            source=SOURCE, kind=kind.name, external_id__in=[str(uid) for uid in own]
        )
        self.imported = {row.external_id: row for row in rows}
        wanted: dict[str, set[str]] = {}
        for reference in (
            reference
            for staged in batch
            for reference in references_in(kind, staged.raw)
        ):
            wanted.setdefault(reference.to, set()).add(reference.written)
        self.at_hand = {}
        for to, written in wanted.items():
            self._learn_uids(
                to, {name for name in written if (to, name) not in self.uids}
            )
            uids = {
                str(self.uids[to, name]) for name in written if (to, name) in self.uids
            }
            self._learn_created(to, uids)
            if (
                to != kind.name
            ):  # what may still change while its own kind is being made is looked up when it is needed
                self._take_in_hand(registry.get(to).model, uids)

    def _take_in_hand(self, model: type[Record], uids: set[str]) -> None:
        self.at_hand |= {
            (model, str(record.uid)): record
            for record in model.objects.filter(uid__in=uids)
        }

    def _learn_uids(self, kind: str, written: set[str]) -> None:
        uids = {name for name in written if UID.match(name)}
        for rows in (
            registry.get(kind).model.objects.all(),
            StagedRecord.objects.filter(job=self.job, kind=kind),
        ):
            for uid, slug in rows.filter(slug__in=written - uids).values_list(
                "uid", "slug"
            ):
                self.uids[kind, slug] = uid
            for uid in (
                rows.filter(uid__in=uids).values_list("uid", flat=True) if uids else ()
            ):
                self.uids[kind, str(uid)] = uid

    def _learn_created(self, kind: str, uids: set[str]) -> None:
        """Which of the uids have a working record, and which will never have one."""
        asked = uids - self.made
        if not asked:
            return
        found = (
            registry.get(kind)
            .model.objects.filter(uid__in=asked)
            .values_list("uid", flat=True)
        )
        self.made |= {str(uid) for uid in found}
        rows = StagedRecord.objects.filter(
            job=self.job, uid__in=asked - self.made, result=StagedRecord.Result.FAILED
        )
        self.refused |= {
            str(uid): slug for uid, slug in rows.values_list("uid", "slug")
        }

    def uid(self, kind: str, written: str) -> UUID | None:
        """The uid of a kind's record; None when there is none, here or in the file."""
        return self.uids.get((kind, written))
