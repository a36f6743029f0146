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
from .required_words import require_words
from .rules import Verb, require

CHANGED, HOLDS = Recheck.State.CHANGED, Recheck.State.HOLDS


def dependents(uids: Collection[UUID]) -> list[Publication]:
    """The live lines that rest on any of these records, directly or through others, in the order of the ledger."""
    view = ledger.current()
    causes = set()
    for uid in uids:
        causes |= set(view.family(uid))
    lines_by_uid: dict[UUID, Publication] = {}
    while causes:
        next_causes = set()
        for line in _resting_on(view, causes):
            if line.uid in lines_by_uid:
                continue
            lines_by_uid[line.uid] = line
            if registry.get(line.kind).triggers_recheck:
                next_causes.add(line.uid)
        causes = next_causes
    for uid in uids:
        lines_by_uid.pop(uid, None)
    return sorted(lines_by_uid.values(), key=lambda line: line.seq)


def _resting_on(view: ledger.View, uids: set[UUID]) -> list[Publication]:
    seqs = Ref.objects.filter(uid__in=uids).values("seq")
    lines = Publication.objects.filter(view.live(), seq__in=seqs, happened_key__gt="")
    return [line for line in lines if _rested_on(line) & uids]


def _rested_on(line: Publication) -> set[UUID]:
    references = registry.get(line.kind).references(ledger.payload_of(line))
    return {reference.uid for reference in references if reference.required_live}


def follow_up(lines: Sequence[Publication], by: User) -> None:
    """After lines were appended, in their transaction: close what they answer, open what they call into question."""
    seqs = {line.uid: line.seq for line in lines}
    for recheck in Recheck.objects.filter(uid__in=seqs, state=Recheck.State.OPEN):
        _decide(recheck, CHANGED, by, line=seqs[recheck.uid])
    for cause in lines:
        if cause.action not in Publication.TRIGGERS_RECHECK:
            continue
        if registry.get(cause.kind).triggers_recheck:
            _open_rechecks(cause, without=seqs)


def _open_rechecks(cause: Publication, without: Collection[UUID]) -> None:
    """Put everything that rests on a changed record on the list, but what was appended with it."""
    rechecks = []
    for line in dependents([cause.uid]):
        if line.uid in without:
            continue
        rechecks.append(
            Recheck(
                kind=line.kind,
                uid=line.uid,
                cause_kind=cause.kind,
                cause_uid=cause.uid,
                cause=cause.seq,
            )
        )
    Recheck.objects.bulk_create(rechecks)


def confirm(recheck: Recheck, by: User, *, comment: str) -> None:
    """Say that the record holds although what it rests on changed. Raises NotAllowed, WrongState."""
    require(by, Verb.APPROVE)
    require_words(comment, "Say why it still holds; the next person to ask reads it.")
    with transaction.atomic():
        if not _decide(recheck, HOLDS, by, comment=comment):
            raise WrongState("It was decided already.")
        if record := registry.find_record(recheck.kind, recheck.uid):
            note(record, Revision.Verb.RECHECK, by, reason=comment)


def _decide(recheck: Recheck, state: str, by: User, **values: object) -> int:
    open_ = Recheck.objects.filter(pk=recheck.pk, state=Recheck.State.OPEN)
    return open_.update(state=state, decided_by=by, decided_at=timezone.now(), **values)
