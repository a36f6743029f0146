"""Undo: for a few minutes, as an act of its own, and never over what somebody did since."""

from datetime import datetime, timedelta
from typing import cast

from django.apps import apps
from django.db import transaction
from django.db.models import F, Model, ProtectedError
from django.utils import timezone

from factcheck import workflow
from factcheck.models import (
    Anchored,
    Record,
    Revision,
    Source,
    Status,
    Suggestion,
    User,
)
from factcheck.records import captures, registry
from factcheck.records.drafts import Draft

from .decisions import require_reviewer
from .errors import CannotBeUndone

State = Suggestion.State
UNDO_WITHIN = timedelta(minutes=10)
REASON = "Undone: the merge from an import."
LATE = "It was decided more than ten minutes ago. Change the record itself, or look for what you need in its history."
OPEN = "Nothing was decided here."
CHANGED = "“{}” was changed since. Open it and change it by hand."
USED = (
    "“{}” is used by another record since. Undo that one first, or change it by hand."
)
BROUGHT = "It came along with another suggestion; undo that one."


def undo(suggestion: Suggestion, by: User, *, version: int) -> None:
    """Take a decision back: a draft that nobody touched goes, a merge is saved back, a rejection is forgotten.

    Raises NotAllowed, CannotBeUndone; then nothing is changed.
    """
    require_reviewer(by)
    with transaction.atomic():
        now = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        _require_undoable(now, version)
        reverse(now, by)
        for other in Suggestion.objects.filter(brought_by=now.uid).order_by("-id"):
            _let_go(other, by)


def _require_undoable(suggestion: Suggestion, version: int) -> None:
    if suggestion.state == State.PENDING:
        raise CannotBeUndone(OPEN)
    if suggestion.lock_version != version:
        raise CannotBeUndone("It was decided anew; look at it again.")
    if suggestion.brought_by and suggestion.became:
        raise CannotBeUndone(BROUGHT)
    if suggestion.state == State.DEFERRED:
        return
    # every other state is that of a decision, which has its moment
    if cast(datetime, suggestion.decided_at) < timezone.now() - UNDO_WITHIN:
        raise CannotBeUndone(LATE)


def reverse(suggestion: Suggestion, by: User) -> None:
    """The opposite of what was decided, then pending again."""
    record = None
    if suggestion.became:
        record = registry.find_record(suggestion.kind, suggestion.became)
    if record and suggestion.state == State.ACCEPTED:
        _unmake(suggestion, record, by)
    elif record and suggestion.state == State.MERGED:
        _unmerge(suggestion, record, by)
    nothing = {
        "decided_by": None,
        "decided_at": None,
        "became": None,
        "became_version": None,
        "brought_by": None,
    }
    Suggestion.objects.filter(pk=suggestion.pk).update(
        state=State.PENDING, reason="", lock_version=F("lock_version") + 1, **nothing
    )


def _let_go(other: Suggestion, by: User) -> None:
    """What came along goes again, unless somebody has used or changed it since."""
    try:
        with transaction.atomic():
            reverse(other, by)
    except CannotBeUndone:
        Suggestion.objects.filter(pk=other.pk).update(brought_by=None)


def _unmake(suggestion: Suggestion, record: Record, by: User) -> None:
    """Remove a draft that was made from it and that nobody has touched or used."""
    _require_untouched(suggestion, record)
    if isinstance(record, Source):
        captures.release(record)
    try:
        with transaction.atomic():
            workflow.discard(
                record, by, reason="Undone: the acceptance from an import."
            )
    except ProtectedError:
        raise CannotBeUndone(USED.format(record)) from None


def _require_untouched(suggestion: Suggestion, record: Record) -> None:
    """Nobody has saved the record since, or handed it to review."""
    if (
        record.lock_version != suggestion.became_version
        or record.status != Status.DRAFT
    ):
        raise CannotBeUndone(CHANGED.format(record))


def _unmerge(suggestion: Suggestion, record: Record, by: User) -> None:
    """Save the record back to what it was, where the merge changed it and nobody did since."""
    if suggestion.became_version is not None:
        _require_untouched(suggestion, record)
        _save_back(record, by)
    _take_copy_back(suggestion, record)


def _save_back(record: Record, by: User) -> None:
    kind = registry.of(record)
    merge = Revision.objects.get(
        kind=kind.name,
        uid=record.uid,
        verb=Revision.Verb.SAVE,
        lock_version=record.lock_version,
    )
    before = kind.content(kind.whole().get(pk=record.pk)) | {"slug": record.slug}
    before |= {name: old for name, (old, _) in merge.changed.items()}
    draft = Draft(kind, before, kind.model.objects.get(pk=record.pk))
    if errors := draft.errors():
        raise CannotBeUndone(f"“{record}” cannot be put back: {errors[0].message}")
    workflow.save(draft, by, expected=record.lock_version, reason=REASON)


def _take_copy_back(suggestion: Suggestion, record: Record) -> None:
    """The copy waits for a source again, unless somebody cites it already."""
    sha256 = suggestion.capture_sha256
    if not isinstance(record, Source) or not sha256:
        return
    if not any(_cites(model, sha256, record) for model in _anchored()):
        captures.take_back(sha256, suggestion.job, record)


def _anchored() -> list[type[Model]]:
    return [model for model in apps.get_models() if issubclass(model, Anchored)]


def _cites(model: type[Model], sha256: str, source: Record) -> bool:
    return model._default_manager.filter(capture_sha256=sha256, source=source).exists()
