"""Taking an earlier version up again: a save like any other, with what stood there then."""

from typing import Any

from django.db.models import ProtectedError

from factcheck.models import Record, Revision, User
from factcheck.records import registry
from factcheck.records.drafts import Draft

from .editing import save
from .errors import WrongState
from .history import copy_after


def earlier(record: Record, line: Revision) -> dict[str, Any]:
    """The working copy after this line; the address stays as it is, for it may be known by now."""
    return copy_after(record, line.number) | {"slug": record.slug}


def revert(
    record: Record, line: Revision, by: User, *, expected: int, reason: str = ""
) -> Record:
    """Make what stood there after `line` the draft under way, and return the record.

    Raises StaleSave, NotAllowed, and WrongState when the forms of today refuse it or other records use what would go.
    """
    fresh = type(record).objects.get(pk=record.pk)
    draft = Draft(registry.of(record), earlier(fresh, line), instance=fresh)
    if errors := draft.errors():
        reasons = "; ".join(f"{error.path}: {error.message}" for error in errors)
        raise WrongState(f"That version cannot be taken up as it was. {reasons}")
    try:
        return save(
            draft,
            by,
            expected=expected,
            reason=f"Back to line {line.number}. {reason}".strip(),
        )
    except ProtectedError as error:
        users = ", ".join(map(str, list(error.protected_objects)[:3]))
        raise WrongState(
            f"A row that this version has not is in use by: {users}."
        ) from error
