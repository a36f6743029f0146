"""What an import would do. A dossier is tried in a transaction that is rolled back: nothing is written."""

import uuid
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.db import transaction

from factcheck.models import ImportJob, StagedRecord, User

from .adapters import ADAPTERS
from .articles import preview as article
from .dossier.stages import CLEAR, DossierReader
from .outcome import Issue, shown

ACTIONS = {
    "created": "create",
    "updated": "update",
    "unchanged": "keep",
    "duplicate": "suggest",
    "failed": "refuse",
}
NOT_FIELDS = ("kind", "slug", "uid")


def preview(
    adapter: str, file: File, name: str, by: User | None = None, **given: Any
) -> Iterator[dict]:
    """What an import would do, row by row: drafts of a dossier, suggestions of anything else.

    `given` is a dispute and what options a job takes. Raises ImportProblem.
    """
    if adapter == "dossier":
        yield from of_dossier(cast(BinaryIO, file), name, by)
        return
    job = ImportJob(
        adapter=adapter,
        file_name=name,
        dispute=given.pop("dispute", None),
        options=given,
    )
    job.file = file
    with ADAPTERS[adapter].open(job) as reader:
        yield from article.rows(job, reader)


def of_dossier(file: BinaryIO, name: str, by: User | None = None) -> Iterator[dict]:
    """One row a record: {action, place, kind, slug, fields, issues}; what was not even staged has issues alone.

    `action` is create, update, keep, suggest, refuse, or note for what concerns no record. Without a person, the
    import is tried as one who may everything. Raises ImportProblem. On SQLite nobody else can save meanwhile.
    """
    with transaction.atomic():
        job = ImportJob.objects.create(
            adapter="dossier", file_name=name, started_by=by or _anyone()
        )
        issues = _run(job, DossierReader(file, name))
        rows = [_row(staged, issues) for staged in StagedRecord.objects.filter(job=job)]
        transaction.set_rollback(True)
    yield from rows
    for place, found in issues.items():
        yield {
            "action": _action_without_record(found),
            "place": place,
            "kind": "",
            "slug": "",
            "fields": {},
            "issues": _issue_rows(found),
        }


def _anyone() -> User:
    return User.objects.create(
        username=f"preview-{uuid.uuid4().hex}", is_superuser=True
    )


def _run(job: ImportJob, reader: DossierReader) -> dict[str, list[Issue]]:
    """All passes but the last, which would clear away what was staged; the issues by place."""
    issues: dict[str, list[Issue]] = {}
    while job.cursor.get("pass", 1) != CLEAR:
        outcome = reader.chunk(job)
        job.cursor, job.total, job.done = outcome.cursor, outcome.total, outcome.done
        for issue in outcome.issues:
            issues.setdefault(issue.place, []).append(issue)
    return issues


def _row(staged: StagedRecord, issues: dict[str, list[Issue]]) -> dict:
    fields = {}
    for name, value in staged.raw.items():
        if name not in NOT_FIELDS:
            fields[name] = value
    return {
        "action": ACTIONS.get(staged.result, "refuse"),
        "place": staged.place,
        "kind": staged.kind,
        "slug": staged.slug,
        "fields": fields,
        "issues": _issue_rows(issues.pop(staged.place, [])),
    }


def _action_without_record(issues: list[Issue]) -> str:
    has_error = any(issue.severity == "error" for issue in issues)
    return "refuse" if has_error else "note"


def _issue_rows(issues: list[Issue]) -> list[dict]:
    rows = []
    for issue in issues:
        rows.append(
            {
                "severity": issue.severity,
                "field": issue.field,
                "value": shown(issue.value),
                "message": issue.message,
            }
        )
    return rows
