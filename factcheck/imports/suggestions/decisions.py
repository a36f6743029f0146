"""The decisions. Each is one transaction whose conditional update decides who was first."""

from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.models import Record, Suggestion, User
from factcheck.records import registry
from factcheck.workflow import NotAllowed, WrongState

from .acceptance import create_draft, with_dependencies
from .errors import AlreadyDecided
from .merge import merged_into
from .merge_fields import chosen

State = Suggestion.State
REASONS = {
    "not-found-right": "Wrongly found: the words or the place are not right",
    "wrong-speaker": "The wrong speaker",
    "off-topic": "Has nothing to do with the dispute",
    "not-checkable": "Cannot be checked",
    "known": "Stands in the record already",
    "other": "Another reason",
}
"""Why a suggestion is rejected: a short list, so that it can be counted, and a text beside it."""
PAST: dict[str, str] = {
    State.ACCEPTED: "accepted",
    State.MERGED: "merged",
    State.REJECTED: "rejected",
    State.DEFERRED: "deferred",
}


def accept(
    suggestion: Suggestion, by: User, *, version: int, content: dict | None = None
) -> Record:
    """Make a draft of it, through the form of its kind; `content` when the person edited it first.

    What it refers to and nobody decided yet comes along: a quote brings its speaker and source. `version` is the
    `lock_version` that the person saw. Raises NotAllowed, AlreadyDecided, CannotBeAccepted; then nothing is changed.
    """
    require_reviewer(by)
    if suggestion.purpose != Suggestion.Purpose.NEW:
        into = cast(UUID, suggestion.match_uid)  # an update names its record
        return merge(suggestion, by, version=version, into=into, content=content)
    with transaction.atomic():
        _decide(suggestion, by, version, State.ACCEPTED)
        return create_draft(
            suggestion, by, suggestion.fields if content is None else content
        )


def merge(
    suggestion: Suggestion,
    by: User,
    *,
    version: int,
    into: UUID,
    content: dict | None = None,
    theirs: tuple[str, ...] = (),
    typed: dict[str, str] | None = None,
) -> Record:
    """Put it into a record that is known: empty fields are filled, its places are added, the rest stays.

    `theirs` names fields to be taken over although the record has them; `typed` are fields that the editor wrote anew;
    `content` is the whole that an editor wrote.
    Raises NotAllowed, AlreadyDecided, CannotBeAccepted, StaleSave, WrongState.
    """
    require_reviewer(by)
    kind = registry.get(suggestion.kind)
    record = kind.whole().filter(uid=into).first()
    if record is None:
        raise WrongState(
            f"There is no {kind.name} of this name any more; choose another, or accept it as a new one."
        )
    with transaction.atomic():
        _decide(suggestion, by, version, State.MERGED)
        merged = with_dependencies(suggestion, by, content or suggestion.fields)
        if not content:
            merged = chosen(suggestion, record, merged, theirs) | (typed or {})
        return merged_into(suggestion, by, record, merged)


def reject(
    suggestion: Suggestion, by: User, *, version: int, reason: str, text: str = ""
) -> None:
    """Say no for ever: neither this place nor the same words from the same source come back.

    `reason` is a key of REASONS. Raises NotAllowed, AlreadyDecided, WrongState.
    """
    require_reviewer(by)
    if reason not in REASONS:
        raise WrongState("Choose why it is rejected.")
    _decide(
        suggestion, by, version, State.REJECTED, f"{reason}: {text}".rstrip(": ")[:300]
    )


def defer(suggestion: Suggestion, by: User, *, version: int) -> None:
    """Put it aside for later. Raises NotAllowed, AlreadyDecided."""
    require_reviewer(by)
    _decide(suggestion, by, version, State.DEFERRED)


def require_reviewer(by: User) -> None:
    """Raise NotAllowed unless the person may decide suggestions."""
    if not by.has_perm("factcheck.decide_suggestions"):
        raise NotAllowed(
            f"{by.public_name()} may not decide suggestions; ask a reporter or an editor."
        )


def _decide(
    suggestion: Suggestion, by: User, version: int, state: str, reason: str = ""
) -> None:
    """The conditional update whose row count says who was first."""
    decided = {
        "state": state,
        "reason": reason,
        "decided_by": by,
        "decided_at": timezone.now(),
    }
    open_ = Suggestion.objects.open().filter(pk=suggestion.pk, lock_version=version)
    if not open_.update(
        lock_version=F("lock_version") + 1, taken_by=None, taken_at=None, **decided
    ):
        raise AlreadyDecided(_who_was_first(suggestion))
    for name, value in decided.items():
        setattr(suggestion, name, value)
    suggestion.lock_version = version + 1


def _who_was_first(suggestion: Suggestion) -> str:
    suggestions = Suggestion.objects.select_related("decided_by")
    now = suggestions.filter(pk=suggestion.pk).first()
    if now is None:
        return "This suggestion is no longer there."
    if now.decided_by is None:
        return "This suggestion was changed meanwhile; look at it again."
    return f"This suggestion was already {PAST.get(now.state, now.state)} by {now.decided_by.public_name()}."
