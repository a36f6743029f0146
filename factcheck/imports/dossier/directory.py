"""What a chunk of staged records must know of others, read in a few queries a kind instead of some for each record."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from factcheck.ledger import UID
from factcheck.models import ImportedRecord, ImportJob, Record, StagedRecord
from factcheck.records import registry

from ..references import references_in

SOURCE = "dossier"


class Directory:
    """Who is meant by a slug or uid: a record of the same file first, then one that is known here."""

    def __init__(self, job: ImportJob):
        self.job = job
        self.uids: dict[tuple[str, str], UUID] = {}
        self.saved: set[str] = set()
        self.refused: dict[str, str] = {}
        self.records: dict[UUID, Record] = {}
        self.at_hand: dict[tuple[type[Model], str], Model] = {}
        self.imported: dict[str, ImportedRecord] = {}

    def learn(self, kind: registry.Kind, batch: Iterable[StagedRecord]) -> None:
        """Look up everything that the staged records of one kind are and refer to."""
        uids = [staged.uid for staged in batch]
        own = kind.whole().filter(uid__in=uids)
        self.records = {record.uid: record for record in own}
        imported = ImportedRecord.objects.filter(source=SOURCE, kind=kind.name)
        imported = imported.filter(external_id__in=[str(uid) for uid in uids])
        self.imported = {row.external_id: row for row in imported}
        self.at_hand = {}
        for to, written in _referenced(kind, batch).items():
            self._learn_references(kind, to, written)

    def _learn_references(
        self, kind: registry.Kind, to: str, written: set[str]
    ) -> None:
        """Look up the slugs and uids of another kind that staged records of `kind` refer to."""
        unknown = {name for name in written if (to, name) not in self.uids}
        self._learn_uids(to, unknown)
        uids = set()
        for name in written:
            if (to, name) in self.uids:
                uids.add(str(self.uids[to, name]))
        self._learn_saved(to, uids)
        # what may still change while its own kind is being imported is looked up when it is needed
        if to != kind.name:
            self._take_in_hand(registry.get(to).model, uids)

    def _take_in_hand(self, model: type[Record], uids: set[str]) -> None:
        for record in model.objects.filter(uid__in=uids):
            self.at_hand[model, str(record.uid)] = record

    def _learn_uids(self, kind: str, written: set[str]) -> None:
        uids = {name for name in written if UID.fullmatch(name)}
        known = registry.get(kind).model.objects.all()
        staged = StagedRecord.objects.filter(job=self.job, kind=kind)
        for rows in (known, staged):
            by_slug = rows.filter(slug__in=written - uids)
            for uid, slug in by_slug.values_list("uid", "slug"):
                self.uids[kind, slug] = uid
            by_uid = rows.filter(uid__in=uids)
            for uid in by_uid.values_list("uid", flat=True):
                self.uids[kind, str(uid)] = uid

    def _learn_saved(self, kind: str, uids: set[str]) -> None:
        """Which of the uids have a working record, and which will never have one."""
        unknown = uids - self.saved
        if not unknown:
            return
        records = registry.get(kind).model.objects.filter(uid__in=unknown)
        self.saved |= {str(uid) for uid in records.values_list("uid", flat=True)}
        failed = StagedRecord.objects.filter(
            job=self.job,
            uid__in=unknown - self.saved,
            result=StagedRecord.Result.FAILED,
        )
        for uid, slug in failed.values_list("uid", "slug"):
            self.refused[str(uid)] = slug

    def uid(self, kind: str, written: str) -> UUID | None:
        """The uid of a kind's record; None when there is none, here or in the file."""
        return self.uids.get((kind, written))


def _referenced(
    kind: registry.Kind, batch: Iterable[StagedRecord]
) -> dict[str, set[str]]:
    """By kind, the slugs and uids that these staged records refer to."""
    referenced: dict[str, set[str]] = {}
    for staged in batch:
        for reference in references_in(kind, staged.raw):
            referenced.setdefault(reference.to, set()).add(reference.written)
    return referenced
