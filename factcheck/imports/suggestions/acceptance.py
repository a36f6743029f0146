"""From a suggestion to a draft: what it refers to comes along, and its copy is hung on the source it became."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.utils import timezone

from factcheck import workflow
from factcheck.ledger import UID
from factcheck.models import Record, Source, Suggestion, User
from factcheck.records import captures, registry, stale_passages
from factcheck.records.drafts import Draft, DraftError
from factcheck.workflow import WorkflowError

from ..references import references_in, resolve
from .duplicates import duplicate

State = Suggestion.State
REASON = "Accepted from an import."
CIRCLE = "It and the {kind} “{title}” name each other. Edit it, and leave one of the two out."
REJECTED = "The {kind} that it names was rejected: “{title}”. Choose another one, or undo that decision first."


class CannotBeAccepted(WorkflowError):
    """The form of its kind refuses it as it is; `errors` says what, field by field."""

    def __init__(self, errors: Iterable[DraftError]):
        self.errors = list(errors)
        messages = []
        for error in self.errors:
            where = f"{error.path}: " if error.path else ""
            messages.append(f"{where}{error.message}")
        super().__init__(f"It cannot be accepted as it is. {'; '.join(messages)}")


def create_draft(suggestion: Suggestion, by: User, content: dict) -> Record:
    """The draft that an accepted suggestion becomes; inside the transaction that decided it."""
    kind = registry.get(suggestion.kind)
    draft = Draft(kind, with_dependencies(suggestion, by, content))
    if errors := draft.errors():
        raise CannotBeAccepted(errors)
    record = workflow.save(draft, by, expected=None, reason=REASON)
    became(suggestion, record)
    return record


def became(suggestion: Suggestion, record: Record, *, is_changed: bool = True) -> None:
    """Keep what it became, and its version if this changed it; its archived copy now has a source."""
    suggestion.became = record.uid
    suggestion.became_version = record.lock_version if is_changed else None
    suggestion.save(update_fields=["became", "became_version"])
    if isinstance(record, Source) and suggestion.capture_sha256:
        captures.adopt(suggestion.capture_sha256, suggestion.job, record)
    elif suggestion.start is not None:
        stale_passages.cited_from(suggestion.capture_sha256)


def with_dependencies(suggestion: Suggestion, by: User, content: dict) -> dict:
    """The content with records for suggestions: those decided already, and those that this decision brings along."""

    kind = registry.get(suggestion.kind)
    _lock(reference.written for reference in references_in(kind, content))

    def uid_of(kind: str, written: str) -> UUID | None:
        other = Suggestion.objects.filter(uid=written, kind=kind).first()
        if other is None:
            return UUID(written)
        _require_bringable(other)
        return other.became or _bring(other, suggestion, by)

    resolved, _ = resolve(kind, content, uid_of)
    return resolved


def _lock(written: Iterable[str]) -> None:
    """Whoever else decides something that needs these waits, so that none of them is made twice."""
    uids = [uid for uid in written if UID.fullmatch(uid)]
    list(Suggestion.objects.select_for_update().filter(uid__in=uids).order_by("pk"))


def _require_bringable(other: Suggestion) -> None:
    """Raise CannotBeAccepted for what was rejected, and for what is being decided because of this one."""
    if other.state == State.REJECTED:
        refusal = REJECTED
    elif other.state in (State.ACCEPTED, State.MERGED) and other.became is None:
        refusal = CIRCLE
    else:
        return
    title = registry.get(other.kind).title(other.fields)
    message = refusal.format(kind=other.kind, title=title)
    raise CannotBeAccepted([DraftError(other.kind, str(other.uid), message)])


def _bring(other: Suggestion, for_: Suggestion, by: User) -> UUID:
    """Decide another suggestion because this one needs it: as the record that is known, else as a new draft."""
    known = _known(other)
    other.state = State.MERGED if known else State.ACCEPTED
    other.decided_by, other.decided_at, other.brought_by = by, timezone.now(), for_.uid
    other.lock_version += 1
    other.save(
        update_fields=[
            "state",
            "decided_by",
            "decided_at",
            "brought_by",
            "lock_version",
        ]
    )
    if known is None:
        return create_draft(other, by, other.fields).uid
    became(other, known, is_changed=False)
    return known.uid


def _known(other: Suggestion) -> Record | None:
    if other.match_relation == "same":
        # whatever a match relates to has a uid
        return registry.find_record(other.kind, cast(UUID, other.match_uid))
    return duplicate(other.kind, other.fields)
