"""What readers would see if a draft were published now: the ledger with its lines appended, and then without them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Record, User
from factcheck.records import registry

from .publishing import lines_of

MOST_RECORDS = 50


@contextmanager
def preview_publication(record: Record, by: User) -> Iterator[list[Record]]:
    """Inside the block the ledger reads as if `record` had just been published, with the drafts that it rests on.

    Gives the records that were taken along. Everything is undone at the end, whatever happens; nobody else sees any
    of it meanwhile, and whoever would publish waits. Raises WrongState for what was taken down, LedgerError for an
    address that belongs to another record.
    """
    with transaction.atomic():
        lock_head()
        try:
            records = _with_required_drafts(record)
            ledger.append(lines_of(records, by))
            yield [each for each in records if each.uid != record.uid]
        finally:
            transaction.set_rollback(True)
    ledger.forget_head()


def _with_required_drafts(record: Record) -> list[Record]:
    """The record and every draft that it rests on and that no reader can see yet, what is rested on first."""
    view = ledger.current()
    records = {record.uid: record}
    to_visit = [record]
    while to_visit and len(records) < MOST_RECORDS:
        kinds = _required_kinds(to_visit)
        missing = kinds.keys() - records.keys() - view.resolve(kinds).keys()
        to_visit = []
        for uid in missing:
            draft = registry.find_record(kinds[uid], uid)
            if draft and view.find(draft.kind, str(draft.uid)) is None:
                to_visit.append(draft)
                records[uid] = draft
    return sorted(records.values(), key=lambda each: registry.of(each).rank)


def _required_kinds(records: Iterable[Record]) -> dict[UUID, str]:
    """The kind of every record that these rest on, by its uid."""
    kinds = {}
    for record in records:
        kind = registry.of(record)
        for reference in kind.references(kind.public_content(record)):
            if reference.required_live:
                kinds[reference.uid] = reference.to
    return kinds
