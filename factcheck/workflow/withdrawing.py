"""Retracting: one publisher alone, at once, with a reason; a second person reviews it afterwards."""

from django.db import transaction

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Proposal, Publication, Record, Revision, User

from .errors import WrongState
from .history import note
from .rechecking import follow_up
from .rules import require


def retract(record: Record, by: User, *, reason: str, at=None) -> Publication:
    """Take a live record down; its page answers with the reason, and readers of what rests on it see so at once."""
    require(by, "retract")
    if not reason.strip():
        raise WrongState("Say why; readers see the reason in place of the record.")
    with transaction.atomic():
        lock_head()
        live_line(record)
        line = ledger.append([tombstone(record, "retract", reason)], at=at)[0]
        note(record, Revision.Verb.RETRACT, by, reason=reason, line=line.seq)
        follow_up([line], by)
        Proposal.objects.create(
            verb="review", kind=record.kind, uid=record.uid, line=line.seq, reason=reason, asked_by=by
        )
    return line


def live_line(record: Record) -> Publication:
    """The line that is live of a record; WrongState when there is none."""
    line = current_line(record)
    if line is None or line.action in ("retract", "merge") or not line.happened_key:
        raise WrongState(f"“{record}” is not live.")
    return line


def current_line(record: Record) -> Publication | None:
    """The record's last line, whatever it says; None when it was never published."""
    return Publication.objects.filter(uid=record.uid, superseded_seq__isnull=True).first()


def tombstone(record: Record, action: str, reason: str, into: Record | None = None) -> ledger.Line:
    """The line that takes a record's place; it carries no content."""
    body = {
        "uid": str(record.uid),
        "kind": record.kind,
        "slug": record.slug,
        "path": record.get_absolute_url(),
        "reason": reason.strip(),
        "into": str(into.uid) if into else None,
    }
    return ledger.Line(record.uid, record.kind, action, body)
