"""Retracting: one publisher alone, at once, with a reason; a second person reviews it afterwards."""

from datetime import datetime

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Proposal, Publication, Record, Revision, User

from .dependents import follow_up
from .errors import WrongState
from .history import note
from .hold_reviews import settle
from .required_words import require_words
from .rules import Verb, require


def retract(
    record: Record,
    by: User,
    *,
    reason: str,
    at: datetime | None = None,
    line: int | None = None,
) -> Publication:
    """Take a live record down; its page answers with the reason, and what rests on it is marked from then on.

    `line` is the live version that the person saw, by its number in the ledger. Raises WrongState when another one is
    live by now; a draft that somebody saved meanwhile stands in nobody's way.
    """
    require(by, Verb.RETRACT)
    require_words(reason, "Say why; readers see the reason in place of the record.")
    with transaction.atomic():
        lock_head()
        require_line(live_line(record, or_held=True), line)
        stone = tombstone(record, Publication.Action.RETRACT, reason)
        retracted = ledger.append([stone], at=at)[0]
        note(record, Revision.Verb.RETRACT, by, reason=reason, line=retracted.seq)
        follow_up([retracted], by)
        settle(record.uid, by, "Went on to retract it.")
        Proposal.objects.create(
            verb=Proposal.Verb.REVIEW,
            kind=record.kind,
            uid=record.uid,
            line=retracted.seq,
            reason=reason,
            asked_by=by,
        )
    return retracted


def live_line(record: Record, *, or_held: bool = False) -> Publication:
    """The line that is live of a record, or that is held and else would be; WrongState when there is none."""
    line = current_line(record)
    if line is not None and line.held_seq is not None and not or_held:
        raise WrongState(
            f"“{record}” is held since line {line.held_seq}; release it first."
        )
    if line is None or line.action in Publication.WITHDRAWING or not _has_text(line):
        raise WrongState(f"“{record}” is not live.")
    return line


def _has_text(line: Publication) -> bool:
    """Whether it was not redacted."""
    return bool(line.happened_key) or "uid" in ledger.whole_payload(line)


def require_line(current: Publication, seen: int | None) -> None:
    """Raise WrongState when the version that a person saw, by its line, is not the current one; None checks nothing."""
    if seen not in (None, current.seq):
        raise WrongState(
            f"It was changed since you looked: line {current.seq} stands now. Read it again first."
        )


def current_line(record: Record) -> Publication | None:
    """The record's last line, also a retraction or a merge; None when it was never published."""
    return Publication.objects.filter(
        uid=record.uid, superseded_seq__isnull=True
    ).first()


def tombstone(
    record: Record, action: str, reason: str, into: Record | None = None
) -> ledger.PendingLine:
    """The line that takes a record's place, for `action` retract or merge; it carries no content."""
    body = {
        "uid": str(record.uid),
        "kind": record.kind,
        "slug": record.slug,
        "path": record.public_path,
        "reason": reason.strip(),
        "into": str(into.uid) if into else None,
    }
    return ledger.PendingLine(record.uid, record.kind, action, body)
