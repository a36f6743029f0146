"""Saving: the guard against lost updates, and the line of history, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.models import PublishedSlug, Record, Revision, Status, User
from factcheck.records import registry
from factcheck.records.drafts import Draft

from .errors import NotAllowed, StaleSave, WrongState
from .history import changes, note, working_copy
from .schedule_invalidation import drop


@contextmanager
def saving(
    record: Record,
    by: User,
    *,
    expected: int | None,
    reason: str = "",
    new_content: Callable[[], dict[str, Any]] | None = None,
) -> Iterator[None]:
    """Save `record` and its parts inside this block; every change of a record comes through here.

    `expected` is the `lock_version` that the person saw when they opened the record (None for a new one). Raises
    StaleSave when somebody saved since, NotAllowed without the permission; then nothing is changed. `new_content` gives
    the content of a new record, which then need not be read back.
    """
    require_editor(record, by)
    with transaction.atomic():
        before = acquire_version(record, by, expected) if record.pk else None
        if before is None:
            record.changed_by = by
        yield
        registry.of(record).saved(record)
        _close(record, by, before, reason, new_content)


def require_editor(record: Record, by: User) -> None:
    """Raise NotAllowed unless the person may add or change records of this kind."""
    act = "change" if record.pk else "add"
    if not by.has_perm(f"{record._meta.app_label}.{act}_{record._meta.model_name}"):
        raise NotAllowed(
            f"{by.public_name()} may not {act} a {record._meta.verbose_name}."
        )


def save(draft: Draft, by: User, *, expected: int | None, reason: str = "") -> Record:
    """Save a valid draft of a record with its parts, and return the record."""
    with saving(
        draft.record,
        by,
        expected=expected,
        reason=reason,
        new_content=draft.new_content,
    ):
        return draft.write()


def discard(record: Record, by: User, *, reason: str) -> None:
    """Remove a draft that was never published. Raises NotAllowed, WrongState, ProtectedError when something uses it."""
    require_editor(record, by)
    with transaction.atomic():
        rows = type(record).objects.select_for_update()
        unchanged = rows.filter(pk=record.pk, lock_version=record.lock_version)
        if (
            not unchanged.exists()
            or PublishedSlug.objects.filter(uid=record.uid).exists()
        ):
            raise WrongState(
                "Only a draft that was never published, and that nobody changed since, can be discarded."
            )
        note(record, Revision.Verb.DISCARD, by, reason=reason, is_locked=True)
        record.delete()


def acquire_version(
    record: Record, by: User, expected: int | None
) -> tuple[Record, dict[str, Any]]:
    """Count the save up by the conditional update whose row count decides who was first.

    Returns the record and its working copy as they stood before. Raises StaleSave.
    """
    model = type(record)
    # Locked, so that an approval that comes meanwhile is seen here and not undone by `release_version`.
    before = model.objects.select_for_update().get(pk=record.pk)
    seen = cast(int, expected)  # None, for who saw no version, is that of no row
    updated = model.objects.filter(pk=record.pk, lock_version=seen).update(
        lock_version=F("lock_version") + 1,
        status=Status.DRAFT,
        changed_by=by,
        changed_at=timezone.now(),
        **dict.fromkeys(model.APPROVALS),
    )
    if not updated:
        raise StaleSave(
            model.objects.select_related("changed_by").get(pk=record.pk), expected or 0
        )
    copy = working_copy(before)
    record.lock_version, record.status = before.lock_version + 1, Status.DRAFT
    record.changed_by = by
    for name in model.APPROVALS:
        setattr(record, name, None)
    return before, copy


def _close(
    record: Record,
    by: User,
    before: tuple[Record, dict[str, Any]] | None,
    reason: str,
    new_content: Callable[[], dict[str, Any]] | None,
) -> None:
    """Write the line of history, or count the save down again where nothing changed."""
    old_record, old = before or (None, {})
    content = new_content() if new_content and before is None else None
    new = _stored(record) if content is None else working_copy(record, content)
    changed = changes(old, new)
    if changed:
        note(
            record,
            Revision.Verb.SAVE,
            by,
            reason=reason,
            changed=changed,
            is_locked=True,
        )
        if old_record is not None and old_record.status == Status.APPROVED:
            drop(
                [record.uid],
                f"“{record}” was changed by {by.public_name()}, so its approval no longer counts.",
            )
    elif old_record is not None:
        release_version(record, old_record)


def _stored(record: Record) -> dict[str, Any]:
    return working_copy(registry.of(record).whole().get(pk=record.pk))


def release_version(record: Record, before: Record) -> None:
    """Undo `acquire_version` for a save that changed nothing: it voids no approval and is nobody's."""
    names = ["status", "lock_version", "changed_by_id", "changed_at"]
    names += [f"{name}_id" for name in record.APPROVALS]
    values = {name: getattr(before, name) for name in names}
    type(record).objects.filter(pk=record.pk).update(**values)
    for name, value in values.items():
        setattr(record, name, value)
