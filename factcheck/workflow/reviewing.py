"""Submit, return, approve: the way of a version to its second pair of eyes."""

from django.db import transaction

from factcheck.models import Record, Revision, Status, User

from .errors import NotAllowed, WrongState
from .history import authors, note
from .rules import VERBS, Verb, require


def submit(record: Record, by: User, *, expected: int | None = None) -> None:
    """Hand a draft to review."""
    require(by, "submit")
    _move(record, "submit", by, expected=expected)


def return_(record: Record, by: User, *, comment: str, expected: int | None = None) -> None:
    """Give a record back to its author, saying why."""
    require(by, "return")
    if not comment.strip():
        raise WrongState("Say what is to be done; the author reads it.")
    _move(record, "return", by, reason=comment, expected=expected)


def approve(record: Record, by: User, *, comment: str = "", expected: int | None = None) -> None:
    """Approve this version, and no other. Nobody approves what they had a hand in, superusers included.

    What needs two approvals stays in review after the first; the second, by somebody else, approves it.
    """
    require(by, "approve")
    _move(record, "approve", by, reason=comment, expected=expected)


def refuse_author(record: Record, by: User) -> None:
    """Raise NotAllowed when the person changed the record since its last publication."""
    if by.pk in {author.pk for author in authors(record)}:
        raise NotAllowed(
            f"{by.public_name()} changed this record since its last publication; someone else must approve it."
        )


def refuse_twice(record: Record, by: User) -> None:
    """Raise NotAllowed when the person gave the first of two approvals of this version already."""
    if by in record.approvals:
        raise NotAllowed(f"{by.public_name()} gave the first of two approvals; someone else must give the second.")


def _move(record: Record, verb: str, by: User, *, reason="", expected=None) -> None:
    """The conditional update behind each verb, with its line of history."""
    row = VERBS[verb]
    with transaction.atomic():
        version = record.lock_version if expected is None else expected
        rows = type(record).objects.select_for_update().filter(pk=record.pk)
        fresh = rows.first()
        if fresh is not None and verb == "approve":
            refuse_author(fresh, by)
            refuse_twice(fresh, by)
        written = _written(fresh, row, by) if fresh else {}
        moved = fresh and rows.filter(status__in=row.starts_from, lock_version=version).update(**written)
        if not moved:
            raise WrongState(_why_not(fresh, row, version))
        for name, value in written.items():
            setattr(record, name, value)
        note(record, Revision.Verb(verb), by, reason=reason)


def _written(fresh: Record, row: Verb, by: User) -> dict:
    """The status that the verb leads to with who approved; any other verb than “approve” voids approvals."""
    if row.name != "approve":
        return {"status": row.leads_to, **dict.fromkeys(fresh.APPROVALS)}
    if fresh.needs_two_approvals and not fresh.approvals:
        return {"first_approved_by": by}
    return {"status": row.leads_to, "approved_by": by}


def _why_not(fresh: Record | None, row, version: int) -> str:
    if fresh is None:
        return "The record is gone."
    if fresh.lock_version != version:
        return f"It was changed since you looked; read it again before you {row.label.lower()}."
    return f"It is “{Status(fresh.status).label}”; {row.label.lower()} starts from {', '.join(row.starts_from)}."
