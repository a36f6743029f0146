"""What needs a second person before it happens: restore, merge, redact; and the review of what one did alone."""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck import blobs, kinds, ledger
from factcheck.ledger.append import lock_head
from factcheck.models import Proposal, Publication, Record, Revision, User
from factcheck.public import ENVELOPE

from .errors import NotAllowed, WrongState
from .history import note
from .rules import require
from .withdrawing import current_line, live_line, tombstone

KEPT_ENVELOPE = ("uid", "kind", "slug", "path", "schema", "edited_by", "approved_by", "emergency")


def propose_restore(record: Record, by: User, *, reason: str) -> Proposal:
    """Ask that a retracted or merged record stand again as it last stood."""
    require(by, "restore")
    line = current_line(record)
    if line is None or line.action not in ("retract", "merge"):
        raise WrongState(f"“{record}” is neither retracted nor merged.")
    return _propose("restore", record, by, reason, line=line.seq)


def propose_merge(record: Record, into: Record, by: User, *, reason: str) -> Proposal:
    """Ask that `record` go into `into`: its address then leads there, and both are found as one."""
    require(by, "merge")
    if record.kind != into.kind or record.uid == into.uid:
        raise WrongState("Merging takes two different records of one kind.")
    live_line(into)
    return _propose("merge", record, by, reason, line=live_line(record).seq, into=into)


def propose_redact(line: Publication, by: User, *, ground: str, reason: str) -> Proposal:
    """Ask that a past line's payload be emptied, on a legal ground of the closed list."""
    require(by, "redact")
    if ground not in ledger.GROUNDS:
        raise WrongState(f"Choose a legal ground: {', '.join(ledger.GROUNDS)}.")
    record = kinds.find_record(line.kind, line.uid) if line.kind != "redaction" else None
    if record is None:
        raise WrongState(f"Line {line.seq} is of no record that could be redacted.")
    return _propose("redact", record, by, reason, line=line.seq, ground=ground)


def _propose(verb: str, record: Record, by: User, reason: str, *, line: int, into=None, ground="") -> Proposal:
    if not reason.strip():
        raise WrongState("Say why; the second person decides by it.")
    bound = {str(r.uid): r.lock_version for r in (record, into) if r is not None}
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
                binds=bound,
            )
            note(record, Revision.Verb.PROPOSE, by, reason=f"{verb}: {reason}")
    except IntegrityError as error:
        raise WrongState("The same is proposed already and waits for a second person.") from error
    return proposal


def carry_out(proposal: Proposal, by: User, *, comment: str = "", at=None) -> Publication | None:
    """Approve a proposal as the second person; what was proposed happens in the same transaction."""
    require(by, proposal.verb)
    if by.pk == proposal.asked_by_id:
        raise NotAllowed("A second person must decide what you proposed.")
    with transaction.atomic():
        lock_head()
        _decide(proposal, "done", by, comment)
        record = kinds.find_record(proposal.kind, proposal.uid)
        if record is None:
            raise WrongState("The record is gone.")
        line = ACTS[proposal.verb](proposal, record, at)
        note(record, Revision.Verb(proposal.verb), by, reason=comment or proposal.reason, line=line and line.seq)
    return line


def refuse(proposal: Proposal, by: User, *, comment: str) -> None:
    """Turn a proposal down; what it asked for does not happen."""
    require(by, proposal.verb)
    if by.pk == proposal.asked_by_id:
        raise NotAllowed("Withdraw your own proposal; a second person may refuse it.")
    if proposal.verb == "review":
        raise WrongState("What was done alone is reviewed, not refused; retract or correct it if it is wrong.")
    if not comment.strip():
        raise WrongState("Say why; whoever proposed it reads the reason.")
    _close(proposal, "refused", by, Revision.Verb.REFUSE, comment)


def withdraw(proposal: Proposal, by: User) -> None:
    """Take back one's own proposal; a review of what was done alone cannot be taken back."""
    if by.pk != proposal.asked_by_id or proposal.verb == "review":
        raise NotAllowed("Only whoever proposed it may withdraw it, and a review stays open until it is done.")
    _close(proposal, "withdrawn", by, Revision.Verb.WITHDRAW, "")


def _close(proposal: Proposal, state: str, by: User, verb: str, comment: str) -> None:
    """Decide without the act, and say so in the record's history."""
    with transaction.atomic():
        _decide(proposal, state, by, comment)
        if record := kinds.find_record(proposal.kind, proposal.uid):
            note(record, verb, by, reason=f"{proposal.verb}: {comment or proposal.reason}")


def _decide(proposal: Proposal, state: str, by: User, comment: str) -> None:
    decided = Proposal.objects.filter(pk=proposal.pk, state="open").update(
        state=state, decided_by=by, decided_at=timezone.now(), comment=comment
    )
    if not decided:
        raise WrongState("It was decided already by someone else.")
    proposal.refresh_from_db()


def _restore(proposal: Proposal, record: Record, at) -> Publication:
    line = current_line(record)
    if line is None or line.seq != proposal.line:
        raise WrongState("The record was changed in the ledger since this was proposed; propose it anew.")
    last = last_version(record)
    if last is None:
        raise WrongState("There is no earlier version left that could be restored.")
    old = ledger.payload_of(last)
    body = {name: value for name, value in old.items() if name not in ENVELOPE or name in KEPT_ENVELOPE}
    line = ledger.Line(record.uid, record.kind, "restore", body | {"notice": proposal.reason})
    return ledger.append([line], at=at)[0]


def last_version(record: Record) -> Publication | None:
    """The version that a restoration brings back; None when nothing is left of any."""
    versions = Publication.objects.filter(uid=record.uid, action__in=ledger.PUBLISHING).exclude(happened_key="")
    return versions.order_by("-seq").first()


def _merge(proposal: Proposal, record: Record, at) -> Publication:
    into = kinds.find_record(proposal.kind, proposal.into)
    _still_bound(proposal, record, into)
    live_line(into)
    if live_line(record).seq != proposal.line:
        raise WrongState("The record was published anew since this was proposed; propose it anew.")
    return ledger.append([tombstone(record, "merge", proposal.reason, into)], at=at)[0]


def _redact(proposal: Proposal, record: Record, at) -> Publication:
    files = _files_of(Publication.objects.get(seq=proposal.line))
    made = ledger.redact(proposal.line, proposal.ground)
    for folder, sha256 in files:
        if not Publication.objects.filter(kind=record.kind, payload__contains=sha256).exists():
            transaction.on_commit(partial(blobs.remove, folder, sha256))
    return made


def _files_of(line: Publication) -> set[tuple[str, str]]:
    """The stored bytes that a line names; a tombstone and an emptied line name none."""
    payload = ledger.payload_of(line)
    is_full = line.action in ledger.PUBLISHING and "uid" in payload
    return set(kinds.get(line.kind).files(payload)) if is_full else set()


def _reviewed(proposal: Proposal, record: Record, at) -> None:
    return None


def _still_bound(proposal: Proposal, *records: Record | None) -> None:
    for record in records:
        if record is None or proposal.binds.get(str(record.uid)) != record.lock_version:
            raise WrongState("One of the records was changed since this was proposed; propose it anew.")


ACTS = {"restore": _restore, "merge": _merge, "redact": _redact, "review": _reviewed}
