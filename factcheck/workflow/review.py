"""Submit, return, approve: the way of a version to its second pair of eyes."""

from typing import Any

from django.db import transaction

from factcheck.models import GuestLink, Record, Revision, Status, User

from .approvals import Approver, is_guest
from .errors import Blocked, Changed, NotAllowed, WrongState
from .history import authors, note
from .preflight import own_blockers
from .required_words import require_words
from .rules import VERBS, Verb, VerbRule, require


def submit(record: Record, by: User, *, expected: int | None = None) -> None:
    """Hand a draft to review."""
    require(by, Verb.SUBMIT)
    _move(record, Verb.SUBMIT, by, expected=expected)


def send_back(
    record: Record, by: User, *, comment: str, expected: int | None = None
) -> None:
    """Give a record back to its author, saying why."""
    require(by, Verb.RETURN)
    require_words(comment, "Say what is to be done; the author reads it.")
    _move(record, Verb.RETURN, by, reason=comment, expected=expected)


def approve(
    record: Record, by: User, *, comment: str = "", expected: int | None = None
) -> None:
    """Approve this version alone. An author of a change since the last publication may not, superusers included.

    What needs two approvals stays in review after the first; the second, by somebody else, approves it. Raises Blocked
    when the record's own blockers would keep it from being published; what it rests on may come along then.
    """
    require(by, Verb.APPROVE)
    _move(record, Verb.APPROVE, by, reason=comment, expected=expected)


def approve_for_guest(record: Record, guest: GuestLink, *, words: str = "") -> None:
    """Approve the version that a guest's link binds, as one second reader; of two approvals a guest gives one at most.

    Raises what `approve` raises. That the link is good and was not used before is for the caller to have seen to.
    """
    _move(record, Verb.APPROVE, guest, reason=words, expected=guest.lock_version)


def refuse_author(record: Record, by: Approver) -> None:
    """Raise NotAllowed when the person changed the record since its last publication; no guest ever did."""
    if not is_guest(by) and by.pk in {author.pk for author in authors(record)}:
        raise NotAllowed(
            f"{by.public_name()} changed this record since its last publication; someone else must approve it."
        )


def refuse_twice(record: Record, by: Approver) -> None:
    """Raise NotAllowed when the person, or a guest where it is one, gave the first of two approvals already."""
    if record.status == Status.APPROVED:
        return
    if is_guest(by):
        if any(map(is_guest, record.approvals)):
            raise NotAllowed(
                "A guest gave the first of two approvals; somebody of the desk must give the second."
            )
    elif by in record.approvals:
        raise NotAllowed(
            f"{by.public_name()} gave the first of two approvals; someone else must give the second."
        )


def refuse_blocked(record: Record) -> None:
    """Raise Blocked when something of the record's own stands in the way of publishing it."""
    blockers = own_blockers(record)
    if blockers:
        raise Blocked(blockers)


def _move(
    record: Record,
    verb: Verb,
    by: Approver,
    *,
    reason: str = "",
    expected: int | None = None,
) -> None:
    """The conditional update behind each verb, with its line of history.

    `expected` is the `lock_version` that the person saw; None takes the one of `record`.
    """
    row = VERBS[verb]
    version = record.lock_version if expected is None else expected
    with transaction.atomic():
        rows = type(record).objects.select_for_update().filter(pk=record.pk)
        fresh = rows.first()
        if fresh is None:
            raise WrongState("The record is gone.")
        if verb == Verb.APPROVE:
            _refuse_approval(fresh, by, version)
        values = _new_values(fresh, row, by)
        in_time = rows.filter(status__in=row.starts_from, lock_version=version)
        if not in_time.update(**values):
            raise _refusal(fresh, row, version)
        for name, value in values.items():
            setattr(record, name, value)
        note(record, Revision.Verb(verb), by, reason=reason)


def _refuse_approval(fresh: Record, by: Approver, version: int) -> None:
    """Raise for the wrong person, and Blocked where only the record's own blockers stand in the way."""
    refuse_author(fresh, by)
    refuse_twice(fresh, by)
    is_in_review = fresh.status in VERBS[Verb.APPROVE].starts_from
    if is_in_review and fresh.lock_version == version:
        refuse_blocked(fresh)


def _new_values(fresh: Record, row: VerbRule, by: Approver) -> dict[str, Any]:
    """The status that the verb leads to with who approved; any other verb than “approve” voids approvals."""
    if row.name != Verb.APPROVE:
        return {"status": row.leads_to, **dict.fromkeys(fresh.APPROVALS)}
    suffix = "_guest" if is_guest(by) else ""
    if fresh.needs_two_approvals and not fresh.approvals:
        return {f"first_approved_by{suffix}": by}
    return {"status": row.leads_to, f"approved_by{suffix}": by}


def _refusal(fresh: Record, row: VerbRule, version: int) -> WrongState:
    if fresh.lock_version != version:
        return Changed(fresh, version, f"read it again before you {row.label.lower()}")
    if row.name == Verb.APPROVE and fresh.status == Status.APPROVED:
        by = " and ".join(str(approver) for approver in fresh.approvals)
        return WrongState(f"It is approved already, by {by}.")
    starts = " or ".join(f"“{Status(status).label}”" for status in row.starts_from)
    return WrongState(
        f"It is “{Status(fresh.status).label}”; {row.label.lower()} starts from {starts}."
    )
