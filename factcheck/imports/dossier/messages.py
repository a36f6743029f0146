"""The messages on a record that was not taken as it stands: each thing once, lost references first."""

from collections.abc import Iterator, Sequence

from factcheck.models import StagedRecord
from factcheck.records import registry
from factcheck.records.drafts import DraftError

from ..outcome import Issue
from ..references import RecordReference, references_in
from .directory import Directory

NOWHERE = "There is no {} “{}”, here or in this file; {}."
LEFT_OUT = "the reference is left out"
MEND = "mend the reference, or bring in what it names"
NOT_TAKEN = "The {} “{}” of this file was not taken; mend it and import again{}."


def issues(
    staged: StagedRecord, directory: Directory, refused: Sequence[DraftError]
) -> Iterator[Issue]:
    """Every reference that leads nowhere, then what else the forms refused: not the field that it left empty."""
    explained = set()
    for reference in references_in(registry.get(staged.kind), staged.raw):
        message = _why_lost(reference, directory, is_taken=not refused)
        if not message:
            continue
        for error in refused:
            if _empties(reference, error.path):
                explained.add(error.path)
        yield Issue(staged.place, message, reference.path, reference.written)
    for error in refused:
        if error.path not in explained:
            yield Issue(staged.place, error.message, error.path, error.value)


def not_taken(reference: RecordReference, *, is_taken: bool = True) -> str:
    """The message on a reference to a record of the same file that was refused."""
    then = ", and this reference is set" if is_taken else ""
    return NOT_TAKEN.format(reference.to, reference.written, then)


def _why_lost(
    reference: RecordReference, directory: Directory, *, is_taken: bool
) -> str:
    """Empty where the reference leads to a record that there is, or that is still to come."""
    uid = directory.uid(reference.to, reference.written)
    if uid is None:
        remedy = LEFT_OUT if is_taken else MEND
        return NOWHERE.format(reference.to, reference.written, remedy)
    if str(uid) in directory.refused:
        return not_taken(reference, is_taken=is_taken)
    return ""


def _empties(reference: RecordReference, path: str) -> bool:
    """Whether the field at `path` is empty because this reference was left out of it."""
    return reference.path == path or reference.path.startswith(f"{path}[")
