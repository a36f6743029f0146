"""Holding: one publisher withholds all of a record at once; a second person confirms the hold, or it is released.

Confirming is `proposals.carry_out` on the proposal that a hold opens. No clock ends a hold.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Proposal, Publication, Record, Revision, User

from .errors import WrongState
from .history import note
from .hold_reviews import end
from .required_words import require_words
from .retraction import current_line, require_line
from .rules import Verb, require


def hold(
    record: Record, by: User, *, reason: str, line: int | None = None
) -> Publication:
    """Withhold every version of a published record from readers, and return the line of the hold.

    The reason stays at the desk. `line` is the version that the person saw, by its number in the ledger. Raises
    NotAllowed; WrongState for what was never published, is held already or was changed since.
    """
    require(by, Verb.HOLD)
    require_words(
        reason, "Say why; the second person decides by it. Readers are not told."
    )
    with transaction.atomic():
        lock_head()
        require_line(_published(record), line)
        refuse_held([record.uid])
        line_of_hold = ledger.hold(record.uid)
        note(record, Revision.Verb.HOLD, by, reason=reason, line=line_of_hold.seq)
        Proposal.objects.create(
            verb=Proposal.Verb.HOLD,
            kind=record.kind,
            uid=record.uid,
            line=line_of_hold.seq,
            reason=reason,
            asked_by=by,
        )
    return line_of_hold


def release(record: Record, by: User, *, reason: str) -> Publication:
    """End a hold: readers have everything again as it was. Returns the line of the release.

    Raises NotAllowed; WrongState for what is not held.
    """
    require(by, Verb.RELEASE)
    require_words(reason, "Say why it may be read again; the desk reads it.")
    with transaction.atomic():
        lock_head()
        if _published(record).held_seq is None:
            raise WrongState(f"“{record}” is not held.")
        line_of_release = ledger.release(record.uid)
        note(record, Revision.Verb.RELEASE, by, reason=reason, line=line_of_release.seq)
        end(record.uid, by, reason)
    return line_of_release


def refuse_held(uids: Iterable[UUID]) -> None:
    """Raise WrongState when one of these records is held."""
    for row in ledger.held(uids).values():
        raise WrongState(f"It is held since line {row.since_seq}; release it first.")


def _published(record: Record) -> Publication:
    line = current_line(record)
    if line is None:
        raise WrongState(f"“{record}” was never published; readers have nothing of it.")
    return line
