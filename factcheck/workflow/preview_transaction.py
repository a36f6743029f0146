"""What readers would see if a draft were published now: the ledger with its lines appended, and then without them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Record, User
from factcheck.records import registry

from .publishing import lines_of

MOST = 50


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
            taken = _resting(record)
            ledger.append(lines_of(taken, by))
            yield [each for each in taken if each.uid != record.uid]
        finally:
            transaction.set_rollback(True)
    ledger.forget_head()


def _resting(record: Record) -> list[Record]:
    """The record and every draft that it rests on and that no reader can see yet, what is rested on first."""
    view, found, open_ = ledger.current(), {record.uid: record}, [record]
    while open_ and len(found) < MOST:
        refs = {ref.uid: ref.to for each in open_ for ref in _rests(each)}
        missing = refs.keys() - found.keys() - view.resolve(refs).keys()
        open_ = [
            draft for uid in missing if (draft := registry.find_record(refs[uid], uid))
        ]
        open_ = [
            draft for draft in open_ if view.find(draft.kind, str(draft.uid)) is None
        ]
        found |= {draft.uid: draft for draft in open_}
    return sorted(found.values(), key=lambda each: registry.of(each).rank)


def _rests(record: Record):
    kind = registry.of(record)
    return (
        ref for ref in kind.references(kind.public_content(record)) if ref.required_live
    )
