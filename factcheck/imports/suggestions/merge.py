"""Putting a suggestion into a record that is known."""

from factcheck import workflow
from factcheck.models import Record, Source, Suggestion, User
from factcheck.records import captures, registry
from factcheck.records.drafts import Draft

from .acceptance import CannotBeAccepted, became

REASON = "Merged from an import."


def merged_into(
    suggestion: Suggestion, by: User, record: Record, content: dict
) -> Record:
    """Save the record with what the suggestion brings; a record that has it all is left as it is."""
    kind = registry.get(suggestion.kind)
    if isinstance(record, Source) and suggestion.capture_sha256:
        captures.adopt(suggestion.capture_sha256, suggestion.job, record)
    draft = Draft(kind, content, record)
    if errors := draft.errors():
        raise CannotBeAccepted(errors)
    before = record.lock_version
    saved = workflow.save(draft, by, expected=before, reason=REASON)
    became(suggestion, saved, is_changed=saved.lock_version != before)
    return saved
