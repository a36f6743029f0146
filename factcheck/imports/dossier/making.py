"""One staged record becomes a draft, stays as it is, or waits as an update suggestion for an editor."""

import hashlib
from typing import NamedTuple

from django.db import IntegrityError, transaction

from factcheck import kinds, workflow
from factcheck.drafts import Draft
from factcheck.models import ImportedRecord, ImportJob, Record, StagedRecord, Suggestion

from ..found import Issue, Outcome
from .content import normalised, same, sha256
from .copies import keep_copies
from .references import Directory, resolve, uids, without

SOURCE = "dossier"
REASON = "Imported from a dossier."


class Resolved(NamedTuple):
    """A staged record with its references as uids, and those that cannot be set before the last pass."""

    kind: kinds.Kind
    content: dict
    later: set[str]


def make(job: ImportJob, staged: StagedRecord, directory: Directory, outcome: Outcome) -> bool:
    """Make or update one record; False when it must be looked at again in the last pass."""
    kind = kinds.get(staged.kind)
    content, dangling = resolve(kind, _content(staged), directory)
    for reference in dangling:
        message = f"There is no {reference.to} “{reference.written}”, here or in this file; the reference is left out."
        outcome.issues.append(Issue(staged.place, message, reference.path, reference.written))
    resolved = Resolved(kind, content, _not_yet_made(kind, content))
    outcome.count(_make(job, staged, resolved, outcome))
    return not resolved.later


def complete(job: ImportJob, staged: StagedRecord, directory: Directory, outcome: Outcome) -> None:
    """Set the references that had to wait until every record was there."""
    kind = kinds.get(staged.kind)
    content, _ = resolve(kind, _content(staged), directory)
    record = kinds.find_record(kind.name, staged.uid)
    imported = ImportedRecord.objects.filter(source=SOURCE, kind=kind.name, external_id=str(staged.uid)).first()
    if record is None or imported is None or imported.lock_version != record.lock_version:
        return  # refused, or an editor's by now: what was said of it stands
    absent = _not_yet_made(kind, content)
    for uid in sorted(absent):
        outcome.issues.append(Issue(staged.place, "It refers to a record that was not taken.", "", uid))
    _save(job, staged, Resolved(kind, without(kind, content, absent), set()), record, outcome)


def _content(staged: StagedRecord) -> dict:
    return staged.raw | {"uid": str(staged.uid)}


def _not_yet_made(kind: kinds.Kind, content: dict) -> set[str]:
    """The uids that it refers to and that no working record has yet."""
    wanted: dict[str, set[str]] = {}
    for to, uid in uids(kind, content):
        wanted.setdefault(to, set()).add(uid)
    absent: set[str] = set()
    for to, named in wanted.items():
        found = kinds.get(to).model.objects.filter(uid__in=named).values_list("uid", flat=True)
        absent |= named - {str(uid) for uid in found}
    return absent


def _make(job: ImportJob, staged: StagedRecord, resolved: Resolved, outcome: Outcome) -> str:
    """Which counter the record goes to."""
    kind, content, _ = resolved
    record = kinds.find_record(kind.name, staged.uid)
    imported = ImportedRecord.objects.filter(source=SOURCE, kind=kind.name, external_id=str(staged.uid)).first()
    if record is None:
        return "created" if _save(job, staged, resolved, None, outcome) else "failed"
    if imported and imported.content_sha256 == sha256(content):
        return "unchanged"
    if same(kind.content(record) | {"slug": record.slug, "uid": str(record.uid)}, content):
        _remember(staged, content, record)
        return "unchanged"
    if imported and imported.lock_version == record.lock_version:
        try:
            return "updated" if _save(job, staged, resolved, record, outcome) else "failed"
        except workflow.StaleSave as stale:  # an editor was quicker, a moment ago
            record = stale.record
    return _suggest(job, staged, content, record, imported)


def _save(job: ImportJob, staged: StagedRecord, resolved: Resolved, record: Record | None, outcome: Outcome) -> bool:
    """Save through the forms; every refusal becomes an issue with its path."""
    kind, content, later = resolved
    given = without(kind, content, later) if later else content
    if kind.name == "source" and record is not None:
        outcome.issues += keep_copies(record, content.get("captures") or [], staged.place)
    draft = Draft(kind, given, instance=record)
    if errors := draft.errors():
        for error in errors:
            outcome.issues.append(Issue(staged.place, error.message, error.path, error.value))
        return False
    expected = record.lock_version if record else None
    try:
        with transaction.atomic():
            saved = workflow.save(draft, job.started_by, expected=expected, reason=REASON)
    except IntegrityError as error:
        outcome.issues.append(Issue(staged.place, f"The database refuses it: {error}"))
        return False
    if kind.name == "source" and record is None:
        outcome.issues += keep_copies(saved, content.get("captures") or [], staged.place)
    _remember(staged, content, kind.model.objects.get(pk=saved.pk))
    return True


def _remember(staged: StagedRecord, content: dict, record: Record) -> None:
    ImportedRecord.objects.update_or_create(
        source=SOURCE,
        kind=staged.kind,
        external_id=str(staged.uid),
        defaults={
            "uid": staged.uid,
            "content": normalised(content),
            "content_sha256": sha256(content),
            "lock_version": record.lock_version,
        },
    )


def _suggest(job: ImportJob, staged: StagedRecord, content: dict, record: Record, imported) -> str:
    """An editor's text is never overwritten: what the dossier says waits beside it, and is asked once."""
    kind = kinds.get(staged.kind)
    ours, theirs = normalised(kind.content(record) | {"slug": record.slug}), normalised(content)
    differs = {
        name: [ours.get(name, ""), theirs.get(name, "")]
        for name in {*ours, *theirs} - {"uid", "kind", "captures"}
        if ours.get(name, "") != theirs.get(name, "")
    }
    key = hashlib.sha256(f"{SOURCE} {staged.kind} {staged.uid} {sha256(content)}".encode()).hexdigest()
    _, is_new = Suggestion.objects.get_or_create(
        memory_key=key,
        defaults={
            "job": job,
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
    return "duplicate" if is_new else "unchanged"
