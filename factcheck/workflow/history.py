"""The history of a working record: what each act changed, and who changed the next version."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from factcheck.models import Record, Revision, User
from factcheck.records import registry

from .approvals import Approver, is_guest
from .own_lines import OwnLine

AUTHORING = (Revision.Verb.SAVE,)
PUBLISHED = (Revision.Verb.PUBLISH, Revision.Verb.EMERGENCY)


def working_copy(
    record: Record, content: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The record as the desk sees it: its public content (read, unless given), and what never becomes public."""
    kind = registry.of(record)
    copy = dict(kind.content(record) if content is None else content)
    for name in kind.private:
        copy[name] = _plain(getattr(record, name))
    copy["slug"] = record.slug
    return copy


def _plain(value: object) -> object:
    """As JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Field by field, [old, new], for what differs."""
    changed = {}
    for name, new in after.items():
        old = before.get(name)
        if old != new:
            changed[name] = [old, new]
    return changed


def undone(copy: dict[str, Any], lines: Iterable[Revision]) -> dict[str, Any]:
    """The working copy as it stood before these lines of its history, which come newest first."""
    for line in lines:
        copy = copy | {name: old for name, (old, _new) in line.changed.items()}
    return copy


def copy_after(record: Record, number: int) -> dict[str, Any]:
    """The working copy as it stood after this line of its history; what no line speaks of is as it is today."""
    return undone(working_copy(record), revisions(record).filter(number__gt=number))


def note(
    record: Record | OwnLine,
    verb: str,
    by: Approver,
    *,
    reason: str = "",
    changed: dict[str, Any] | None = None,
    line: int | None = None,
    acknowledged: list[dict[str, Any]] | None = None,
    is_locked: bool = False,
) -> Revision:
    """Write one line of the record's history, in the transaction of the act; `is_locked` where its row is already."""
    if isinstance(record, Record) and not is_locked:
        # The numbers of the lines have no gap: whoever counts holds the record's row meanwhile.
        rows = type(record).objects.select_for_update().filter(pk=record.pk)
        list(rows.values("pk"))
    numbers = Revision.objects.filter(kind=record.kind, uid=record.uid)
    last = numbers.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        kind=record.kind,
        uid=record.uid,
        number=last + 1,
        verb=verb,
        by=None if is_guest(by) else by,
        guest=by if is_guest(by) else None,
        reason=reason,
        changed=changed or {},
        lock_version=record.lock_version,
        line=line,
        acknowledged=acknowledged or [],
    )


def revisions(record: Record) -> QuerySet[Revision]:
    """The record's history, newest first."""
    return (
        Revision.objects.filter(kind=record.kind, uid=record.uid)
        .order_by("-number")
        .select_related("by", "guest")
    )


def since_publication(record: Record) -> QuerySet[Revision]:
    """What was done to it since its last publication."""
    done = revisions(record)
    last = done.filter(verb__in=PUBLISHED).aggregate(last=Max("number"))["last"] or 0
    return done.filter(number__gt=last)


def authors(record: Record) -> list[User]:
    """Everyone who changed it since its last publication, in the order of their first change."""
    saves = since_publication(record).filter(verb__in=AUTHORING).order_by("number")
    people: dict[int | None, User] = {}
    for revision in saves:
        people.setdefault(revision.by_id, revision.by)
    return list(people.values())
