"""Dependents: what rests on a record that was corrected or retracted is looked at again, one by one, by a person."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from factcheck import ledger
from factcheck.models import Publication, Recheck, Ref, Revision, User
from factcheck.records import registry

from .errors import WrongState
from .history import note
from .rules import require
from .texts import require_words

CAUSES = ("correct", "retract")
CHANGED, HOLDS = Recheck.State.CHANGED, Recheck.State.HOLDS


def dependents(uids: Collection[UUID]) -> list[Publication]:
    """The live lines that rest on any of these records, directly or through others, in the order of the ledger."""
    view = ledger.current()
    open_ = {each for uid in uids for each in view.family(uid)}
    found: dict[UUID, Publication] = {}
    while open_:
        fresh = {
            line.uid: line for line in _resting_on(view, open_) if line.uid not in found
        }
        found |= fresh
        open_ = {
            uid
            for uid, line in fresh.items()
            if registry.get(line.kind).triggers_recheck
        }
    return sorted(
        (line for uid, line in found.items() if uid not in set(uids)),
        key=lambda line: line.seq,
    )


def _resting_on(view: ledger.View, uids: set[UUID]) -> list[Publication]:
    seqs = Ref.objects.filter(uid__in=uids).values("seq")
    lines = Publication.objects.filter(view.live(), seq__in=seqs, happened_key__gt="")
    return [line for line in lines if _rested_on(line) & uids]


def _rested_on(line: Publication) -> set[UUID]:
    references = registry.get(line.kind).references(ledger.payload_of(line))
    return {reference.uid for reference in references if reference.required_live}


def follow_up(lines: Sequence[Publication], by: User) -> None:
    """After lines were appended, in their transaction: close what they answer, open what they call into question."""
    done = {line.uid: line.seq for line in lines}
    for recheck in Recheck.objects.filter(uid__in=done, state=Recheck.State.OPEN):
        _decide(recheck, CHANGED, by, line=done[recheck.uid])
    for cause in lines:
        if cause.action in CAUSES and registry.get(cause.kind).triggers_recheck:
            resting = (line for line in dependents([cause.uid]) if line.uid not in done)
            Recheck.objects.bulk_create(
                Recheck(
                    kind=line.kind,
                    uid=line.uid,
                    cause_kind=cause.kind,
                    cause_uid=cause.uid,
                    cause=cause.seq,
                )
                for line in resting
            )


def confirm(recheck: Recheck, by: User, *, comment: str) -> None:
    """Say that the record holds although what it rests on changed. Raises NotAllowed, WrongState."""
    require(by, "approve")
    require_words(comment, "Say why it still holds; the next person to ask reads it.")
    with transaction.atomic():
        if not _decide(recheck, HOLDS, by, comment=comment):
            raise WrongState("It was decided already.")
        if record := registry.find_record(recheck.kind, recheck.uid):
            note(record, Revision.Verb.RECHECK, by, reason=comment)


def _decide(recheck: Recheck, state: str, by: User, **said) -> int:
    open_ = Recheck.objects.filter(pk=recheck.pk, state=Recheck.State.OPEN)
    return open_.update(state=state, decided_by=by, decided_at=timezone.now(), **said)
