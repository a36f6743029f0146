"""What needs a second person before it happens: restore, merge, redact; and the review of what one did alone.

A hold is confirmed here as well: it happened already, and stands whatever is decided.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import GuestLink, Proposal, Publication, Record, Revision, User
from factcheck.records import registry
from factcheck.records.serializers import ENVELOPE

from .approvals import Approver, is_guest
from .errors import NotAllowed, WrongState
from .history import note
from .hold_reviews import settle
from .holds import refuse_held
from .own_lines import OwnLine, record_or_own_line
from .redaction import WITHOUT_A_SECOND, has_one_administrator, strike_proposed
from .required_words import require_words
from .retraction import current_line, live_line, require_line, tombstone
from .rules import Verb, require

STRUCK_ALONE = (
    "Struck on a court's order by the only administrator, without a second person."
)
# What a restored version has of the envelope of the version that it brings back.
RESTORED_ENVELOPE = frozenset(
    {
        "uid",
        "kind",
        "slug",
        "path",
        "schema",
        "edited_by",
        "approved_by",
        "emergency",
    }
)


def propose_restore(
    record: Record, by: User, *, reason: str, line: int | None = None
) -> Proposal:
    """Ask that a retracted or merged record stand again as it last stood; `line` is the one that the person saw."""
    require(by, Verb.RESTORE)
    current = current_line(record)
    if current is None or current.action not in Publication.WITHDRAWING:
        raise WrongState(f"“{record}” is neither retracted nor merged.")
    require_line(current, line)
    refuse_held([record.uid])
    return create_proposal(Proposal.Verb.RESTORE, record, by, reason, line=current.seq)


def propose_merge(record: Record, into: Record, by: User, *, reason: str) -> Proposal:
    """Ask that `record` go into `into`: its address then leads there, and both are found as one."""
    require(by, Verb.MERGE)
    if record.kind != into.kind or record.uid == into.uid:
        raise WrongState("Merging takes two different records of one kind.")
    live_line(into)
    return create_proposal(
        Proposal.Verb.MERGE,
        record,
        by,
        reason,
        line=live_line(record).seq,
        into=into,
    )


def create_proposal(
    verb: str,
    record: Record | OwnLine,
    by: User,
    reason: str,
    *,
    line: int,
    into: Record | None = None,
    ground: str = "",
    phrase: str = "",
) -> Proposal:
    """A proposal that waits for a second person. Raises WrongState where the same waits already."""
    require_words(reason, "Say why; the second person decides by it.")
    versions = {str(record.uid): record.lock_version}
    if into:
        versions[str(into.uid)] = into.lock_version
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                verb=verb,
                kind=record.kind,
                uid=record.uid,
                line=line,
                reason=reason,
                asked_by=by,
                into=into.uid if into else None,
                ground=ground,
                phrase=phrase,
                binds=versions,
            )
            note(record, Revision.Verb.PROPOSE, by, reason=f"{verb}: {reason}")
    except IntegrityError as error:
        raise WrongState(
            "The same is proposed already and waits for a second person."
        ) from error
    return proposal


def carry_out(
    proposal: Proposal, by: User, *, comment: str = "", at: datetime | None = None
) -> Publication | None:
    """Approve a proposal as the second person; what was proposed happens in the same transaction."""
    require(by, proposal.verb)
    if by.pk == proposal.asked_by_id:
        raise NotAllowed("A second person must decide what you proposed.")
    return _carry_out(proposal, by, comment, at)


def carry_out_for_guest(
    proposal: Proposal, guest: GuestLink, *, words: str = ""
) -> Publication | None:
    """Approve a proposal as a guest in the second person's place; that a guest may is for the caller to know."""
    return _carry_out(proposal, guest, words)


def carry_out_alone(proposal: Proposal, by: User) -> Publication:
    """Carry out one's own proposal of a redaction on a court's order, at a desk with one administrator; opens a review.

    Raises NotAllowed for another ground, for somebody else's proposal, and where a second administrator could decide.
    """
    require(by, Verb.REDACT)
    if not may_carry_out_alone(proposal, by):
        raise NotAllowed(
            "Only a court's order is carried out by one person, and only by a desk's one administrator."
        )
    with transaction.atomic():
        # A redaction always appends a line.
        line = cast(Publication, _carry_out(proposal, by, "", is_alone=True))
        Proposal.objects.create(
            verb=Proposal.Verb.REVIEW,
            kind=proposal.kind,
            uid=proposal.uid,
            line=line.seq,
            reason=STRUCK_ALONE,
            asked_by=by,
        )
    return line


def may_carry_out_alone(proposal: Proposal, by: User) -> bool:
    """Whether it needs no second person: a redaction on a court's order, asked for by the desk's one administrator."""
    is_ordered = (
        proposal.verb == Proposal.Verb.REDACT and proposal.ground == WITHOUT_A_SECOND
    )
    return is_ordered and proposal.asked_by_id == by.pk and has_one_administrator()


def _carry_out(
    proposal: Proposal,
    by: Approver,
    comment: str,
    at: datetime | None = None,
    is_alone: bool = False,
) -> Publication | None:
    with transaction.atomic():
        lock_head()
        _decide(proposal, Proposal.State.DONE, None if is_alone else by, comment)
        record = record_or_own_line(proposal.kind, proposal.uid)
        if record is None:
            raise WrongState("The record is gone.")
        line = ACTS[proposal.verb](proposal, record, at)
        verb = NOTED_AS.get(proposal.verb, proposal.verb)
        note(
            record,
            Revision.Verb(verb),
            by,
            reason=proposal.comment or proposal.reason,
            line=line.seq if line else None,
        )
        if proposal.verb == Proposal.Verb.REDACT and not is_guest(by):
            settle(proposal.uid, by, f"Went on to redact line {proposal.line}.")
    return line


def refuse(proposal: Proposal, by: User, *, comment: str) -> None:
    """Turn a proposal down, as the second person. Raises NotAllowed, WrongState."""
    require(by, proposal.verb)
    if by.pk == proposal.asked_by_id:
        raise NotAllowed("Withdraw your own proposal; a second person may refuse it.")
    if proposal.verb == Proposal.Verb.REVIEW:
        raise WrongState(
            "What was done alone is reviewed, not refused; retract or correct it if it is wrong."
        )
    if proposal.verb == Proposal.Verb.HOLD:
        raise WrongState(
            "A hold is not refused: release the record, and readers have it again."
        )
    require_words(comment, "Say why; whoever proposed it reads the reason.")
    _close(proposal, Proposal.State.REFUSED, by, Revision.Verb.REFUSE, comment)


def withdraw(proposal: Proposal, by: User) -> None:
    """Take back one's own proposal; a review of what was done alone cannot be taken back."""
    if proposal.verb == Proposal.Verb.HOLD:
        raise WrongState(
            "A hold is not withdrawn: release the record, and readers have it again."
        )
    if by.pk != proposal.asked_by_id or proposal.verb == Proposal.Verb.REVIEW:
        raise NotAllowed(
            "Only whoever proposed it may withdraw it, and a review stays open until it is done."
        )
    _close(proposal, Proposal.State.WITHDRAWN, by, Revision.Verb.WITHDRAW, "")


def _close(proposal: Proposal, state: str, by: User, verb: str, comment: str) -> None:
    """Decide without the act, and say so in the record's history."""
    with transaction.atomic():
        _decide(proposal, state, by, comment)
        if record := record_or_own_line(proposal.kind, proposal.uid):
            note(
                record,
                verb,
                by,
                reason=f"{proposal.verb}: {comment or proposal.reason}",
            )


def _decide(proposal: Proposal, state: str, by: Approver | None, comment: str) -> None:
    """Close an open proposal; without `by` nobody but its author decided. Raises WrongState."""
    decider = {"decided_by_guest" if by and is_guest(by) else "decided_by": by}
    open_ = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN)
    if not open_.update(
        state=state, decided_at=timezone.now(), comment=comment, phrase="", **decider
    ):
        raise WrongState("It was decided already by someone else.")
    phrase = proposal.phrase
    proposal.refresh_from_db()
    proposal.phrase = phrase  # for the act; the row holds it no longer


def _restore(proposal: Proposal, record: Record, at: datetime | None) -> Publication:
    line = current_line(record)
    if line is None or line.seq != proposal.line:
        raise WrongState(
            "The record was changed in the ledger since this was proposed; propose it anew."
        )
    last = last_version(record)
    if last is None:
        raise WrongState("There is no earlier version left that could be restored.")
    refuse_held([record.uid])
    body = dict(ledger.payload_of(last))
    for name in ENVELOPE - RESTORED_ENVELOPE:
        body.pop(name, None)
    body["notice"] = proposal.reason
    restored = ledger.PendingLine(
        record.uid, record.kind, Publication.Action.RESTORE, body
    )
    return ledger.append([restored], at=at)[0]


def last_version(record: Record) -> Publication | None:
    """The version that a restoration brings back; None when nothing is left of any."""
    versions = Publication.objects.filter(
        uid=record.uid, action__in=Publication.PUBLISHING
    ).exclude(happened_key="")
    return versions.order_by("-seq").first()


def _merge(proposal: Proposal, record: Record, at: datetime | None) -> Publication:
    into_uid = cast(UUID, proposal.into)  # every merge names one
    found = registry.find_record(proposal.kind, into_uid)
    _require_unchanged(proposal, record)
    into = _require_unchanged(proposal, found)
    live_line(into)
    if live_line(record).seq != proposal.line:
        raise WrongState(
            "The record was published anew since this was proposed; propose it anew."
        )
    stone = tombstone(record, Publication.Action.MERGE, proposal.reason, into)
    return ledger.append([stone], at=at)[0]


def _confirm_hold(proposal: Proposal, record: Record, at: datetime | None) -> None:
    """Check that the hold still stands; it was done when it was proposed."""
    line = current_line(record)
    if line is None or line.held_seq != proposal.line:
        raise WrongState("It was released meanwhile.")


def _review(proposal: Proposal, record: Record, at: datetime | None) -> None:
    """What was done alone stands already; the decision is all."""


def _require_unchanged(proposal: Proposal, record: Record | None) -> Record:
    """The record; raises WrongState where it was saved, or is gone, since the proposal was made."""
    if record is None or proposal.binds.get(str(record.uid)) != record.lock_version:
        raise WrongState(
            "One of the records was changed since this was proposed; propose it anew."
        )
    return record


ACTS: dict[str, Callable[..., Publication | None]] = {
    Proposal.Verb.RESTORE: _restore,
    Proposal.Verb.MERGE: _merge,
    Proposal.Verb.REDACT: strike_proposed,
    Proposal.Verb.REVIEW: _review,
    Proposal.Verb.HOLD: _confirm_hold,
}
NOTED_AS: dict[str, Revision.Verb] = {Proposal.Verb.HOLD: Revision.Verb.CONFIRM}
