"""One staged record becomes a draft, stays as it is, or waits as an update suggestion for an editor."""

import hashlib
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from django.db import DataError, IntegrityError

from factcheck import workflow
from factcheck.models import (
    ImportedRecord,
    ImportIssue,
    ImportJob,
    Record,
    Source,
    StagedRecord,
    Suggestion,
)
from factcheck.records import registry
from factcheck.records.drafts import Draft, DraftError
from factcheck.records.serializers import since

from ..outcome import ChunkOutcome, Issue
from ..references import references_in, resolve, without_references
from . import messages
from .content import normalised, same, sha256
from .copies import keep_copies, missing
from .directory import SOURCE, Directory

REASON = "Imported from a dossier."
MEANWHILE = "An editor changed this record during the import; what was left to set waits as a suggestion."
NOT_MADE = "This record could not be taken, or not all of it."
Result = StagedRecord.Result


class Resolved(NamedTuple):
    """A staged record with its references as uids, and those that cannot be set before the last pass."""

    kind: registry.Kind
    content: dict
    later: set[str]


class Before(NamedTuple):
    """How things stood before a record was taken a step further."""

    result: str
    was_saved: bool
    outcome: ChunkOutcome
    remembered: list[ImportedRecord]


class RecordImporter:
    """Makes the records of one chunk; `remembered` is what `flush` keeps for the next import to compare with."""

    def __init__(self, job: ImportJob, directory: Directory, outcome: ChunkOutcome):
        self.job, self.directory, self.outcome = job, directory, outcome
        self.remembered: list[ImportedRecord] = []
        self.refused: list[DraftError] = []

    def make(self, staged: StagedRecord) -> bool:
        """Make or update one record; False when it must be looked at again in the last pass."""
        self.refused = []
        resolved = self._resolved(staged)
        if resolved.later and staged.uid in self.directory.records:
            return False  # it has parts with uids: they are matched once, when all of them can be
        self._import(staged, resolved)
        return not resolved.later or staged.result == Result.FAILED

    def complete(self, staged: StagedRecord) -> None:
        """Set the references that had to wait until every record was there."""
        self.refused = []
        resolved = self._resolved(staged)
        record = self.directory.records.get(staged.uid)
        final = Resolved(
            resolved.kind,
            without_references(resolved.kind, resolved.content, resolved.later),
            set(),
        )
        if not staged.result:
            self._import(staged, final)
            return
        self._add_absent(staged, resolved)
        if record and self._update(staged, final, record) == Result.DUPLICATE:
            warning = Issue(staged.place, MEANWHILE, severity="warning")
            self.outcome.issues.append(warning)
        for error in self.refused:
            issue = Issue(staged.place, error.message, error.path, error.value)
            self.outcome.issues.append(issue)

    def before(self, staged: StagedRecord) -> Before:
        """What `go_back` needs, should the next step with this record be undone."""
        outcome = replace(self.outcome, issues=[*self.outcome.issues])
        return Before(
            staged.result,
            str(staged.uid) in self.directory.saved,
            outcome,
            [*self.remembered],
        )

    def go_back(self, staged: StagedRecord, before: Before, issue: Issue) -> None:
        """After a step was undone: count as before, and tell why. A record that was never made has failed."""
        self.outcome, self.remembered = before.outcome, before.remembered
        self.outcome.issues.append(issue)
        if not before.was_saved:
            self.directory.saved.discard(str(staged.uid))
        staged.result = before.result or Result.FAILED
        if not before.result:
            self.outcome.count(Result.FAILED)

    def flush(self) -> None:
        """Keep what this chunk brought for each record, in one statement."""
        ImportedRecord.objects.bulk_create(
            self.remembered,
            update_conflicts=True,
            unique_fields=["source", "kind", "external_id"],
            update_fields=["uid", "content", "content_sha256", "lock_version"],
        )

    def _import(self, staged: StagedRecord, resolved: Resolved) -> None:
        staged.result = self._make(staged, resolved)
        self.outcome.count(staged.result)
        self.outcome.issues += messages.issues(staged, self.directory, self.refused)

    def _resolved(self, staged: StagedRecord) -> Resolved:
        """The content with uids. What will never be made is as good as dangling; the rest may still come."""
        kind = registry.get(staged.kind)
        content, _ = resolve(kind, staged.raw | {"uid": str(staged.uid)}, self._uid)
        referenced = {reference.written for reference in references_in(kind, content)}
        return Resolved(kind, content, referenced - self.directory.saved)

    def _uid(self, kind: str, written: str) -> UUID | None:
        uid = self.directory.uid(kind, written)
        return None if uid is None or str(uid) in self.directory.refused else uid

    def _add_absent(self, staged: StagedRecord, resolved: Resolved) -> None:
        """In the last pass: what was still to come and did not."""
        for reference in references_in(resolved.kind, staged.raw):
            uid = str(self.directory.uid(reference.to, reference.written))
            if uid not in resolved.later | set(self.directory.refused):
                continue
            earlier = ImportIssue.objects.filter(
                job=self.job, place=staged.place, field=reference.path
            )
            if not earlier.exists():
                message = messages.not_taken(reference)
                self.outcome.issues.append(
                    Issue(staged.place, message, reference.path, reference.written)
                )

    def _is_as_imported(self, staged: StagedRecord, record: Record) -> bool:
        imported = self.directory.imported.get(str(staged.uid))
        return imported is not None and imported.lock_version == record.lock_version

    def _make(self, staged: StagedRecord, resolved: Resolved) -> str:
        """Which counter the record goes to."""
        kind, content, _ = resolved
        record = self.directory.records.get(staged.uid)
        if record is None:
            is_saved = self._save(staged, resolved, None)
            return Result.CREATED if is_saved else Result.FAILED
        self._keep_copies(staged, record)
        imported = self.directory.imported.get(str(staged.uid))
        if imported and imported.content_sha256 == sha256(content):
            return Result.UNCHANGED
        if self._says_the_same(kind, content, record):
            self._remember(staged, content, record)
            return Result.UNCHANGED
        return self._update(staged, resolved, record)

    def _update(self, staged: StagedRecord, resolved: Resolved, record: Record) -> str:
        """Save what nobody touched since the last import; else it waits as a suggestion."""
        if not self._is_as_imported(staged, record):
            return self._suggest(staged, resolved.content, record)
        before = record.lock_version
        try:
            is_saved = self._save(staged, resolved, record)
        except workflow.StaleSave as stale:  # an editor was quicker, a moment ago
            return self._suggest(staged, resolved.content, stale.record)
        if not is_saved:
            return Result.FAILED
        is_unchanged = record.lock_version == before
        return Result.UNCHANGED if is_unchanged else Result.UPDATED

    @staticmethod
    def _says_the_same(kind: registry.Kind, content: dict, record: Record) -> bool:
        """Whether a dossier says what the record does, or what readers get of it: an export comes back as that."""
        own = {"uid": str(record.uid), "slug": record.slug}
        theirs = own | _unsaid(kind, content, record) | content
        if same(kind.content(record) | own, theirs):
            return True
        return same(kind.public_content(record) | own, theirs)

    @staticmethod
    def _filled(kind: registry.Kind, content: dict, record: Record) -> dict:
        """What a dossier never says of a record stays: its slug when left out, and what readers do not see."""
        own = {name: getattr(record, name) for name in kind.private}
        own["slug"] = record.slug
        return own | _unsaid(kind, content, record) | content

    def _save(
        self, staged: StagedRecord, resolved: Resolved, record: Record | None
    ) -> bool:
        """Save through the forms; what these refuse is in `refused`, for the issues."""
        kind, content, later = resolved
        given = without_references(kind, content, later)
        whole = self._filled(kind, given, record) if record else given
        draft = Draft(kind, whole, record, self.directory.at_hand)
        self.refused = draft.errors()
        if self.refused:
            return False
        expected = record.lock_version if record else None
        try:
            saved = workflow.save(
                draft, self.job.started_by, expected=expected, reason=REASON
            )
        except (IntegrityError, DataError) as error:
            remedy = (
                "The database refuses it; a uid of a part may belong to another record."
            )
            self.outcome.issues.append(Issue(staged.place, f"{remedy} ({error})"))
            return False
        if record is None:
            self._keep_copies(staged, saved)
        else:
            # a save that changes nothing does not count up
            saved.refresh_from_db(fields=["lock_version"])
        self.outcome.issues += missing(kind, content, staged.place)
        self.directory.saved.add(str(saved.uid))
        self._remember(staged, content, saved)
        return True

    def _keep_copies(self, staged: StagedRecord, record: Record) -> None:
        if isinstance(record, Source):
            copies = staged.raw.get("captures") or []
            self.outcome.issues += keep_copies(record, copies, staged.place)

    def _remember(self, staged: StagedRecord, content: dict, record: Record) -> None:
        row = ImportedRecord(
            source=SOURCE,
            kind=staged.kind,
            external_id=str(staged.uid),
            uid=staged.uid,
            content=normalised(content),
            content_sha256=sha256(content),
            lock_version=record.lock_version,
        )
        self.remembered.append(row)

    def _suggest(self, staged: StagedRecord, content: dict, record: Record) -> str:
        """An editor's text is never overwritten: what the dossier says waits as a suggestion, once."""
        imported = self.directory.imported.get(str(staged.uid))
        kind = registry.get(staged.kind)
        ours = normalised(kind.content(record) | {"slug": record.slug})
        theirs = normalised(content)
        differs = {}
        for name in {*ours, *theirs} - {"uid", "kind", "captures", *kind.private}:
            own, other = ours.get(name, ""), theirs.get(name, "")
            if own != other:
                differs[name] = [own, other]
        remembered_as = f"{SOURCE} {staged.kind} {staged.uid} {sha256(content)}"
        key = hashlib.sha256(remembered_as.encode()).hexdigest()
        _, is_new = Suggestion.objects.get_or_create(
            memory_key=key,
            defaults={
                "job": self.job,
                "kind": staged.kind,
                "purpose": Suggestion.Purpose.UPDATE,
                "fields": theirs,
                "base": imported.content if imported else {},
                "differs": differs,
                "place": staged.place,
                "match_kind": staged.kind,
                "match_uid": staged.uid,
                "step": "dossier",
            },
        )
        return Result.DUPLICATE if is_new else Result.UNCHANGED


def _unsaid(kind: registry.Kind, content: dict, record: Record) -> dict:
    """What the record has in fields that a dossier may be too old to know, where this one says nothing of them."""
    ours = kind.content(record)
    later = [name for name in ours if since(kind.serializer, name) > 1]
    return {name: ours[name] for name in later if name not in content}
