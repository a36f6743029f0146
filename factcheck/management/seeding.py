"""Bringing a dossier in by steps, each published at a simulated moment; picks up wherever it was interrupted.

What is done is read from the ledger and the records: a step is published in one transaction, so one whose moment stands
in the ledger is passed over; within a step, the import changes nothing twice and each record goes on from its status.
"""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.files import File

from factcheck import imports, workflow
from factcheck.imports.dossier.yamlfile import TextLoader
from factcheck.models import (
    ImportIssue,
    ImportJob,
    Publication,
    Record,
    Status,
    User,
    blobs,
)
from factcheck.records import registry
from factcheck.workflow import Change

PATIENCE = 60
OVER = (ImportJob.State.DONE, ImportJob.State.FAILED, ImportJob.State.CANCELLED)


class SeedingFailed(RuntimeError):
    """A step that could not be taken, and why."""


def apply_steps(
    folder: Path, accounts: dict[str, User], echo: Callable[[str], None]
) -> None:
    """Import, submit, approve and publish every step of `folder`/plan.yaml that is not live yet.

    `accounts` holds an editor, who imports and submits, and a publisher, who approves and publishes. Needs a worker
    that answers. Raises SeedingFailed.
    """
    for copy in folder.glob("*.txt"):
        blobs.keep("captures", copy.read_bytes())
    for step in _read(folder / "plan.yaml"):
        at = datetime.fromisoformat(step["at"])
        if Publication.objects.filter(published_at=at).exists():
            continue
        echo(f"  {step['note']}")
        _import(folder / step["file"], accounts["editor"])
        records = _records(folder / step["file"])
        _review(records, accounts)
        _publish(records, step.get("changes", []), accounts["publisher"], at)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader)


def _import(path: Path, by: User) -> None:
    with path.open("rb") as file:
        job = imports.start(
            adapter="dossier", file=File(file), file_name=path.name, by=by
        )
    deadline = time.monotonic() + PATIENCE
    while job.state not in OVER:
        if job.state == ImportJob.State.QUEUED and time.monotonic() > deadline:
            raise SeedingFailed(
                f"No worker took {path.name} within {PATIENCE} seconds; see the worker's log."
            )
        time.sleep(0.1)
        job.refresh_from_db()
    errors = []
    for issue in job.issues.filter(severity=ImportIssue.Severity.ERROR):
        errors.append(f"{issue.place}: {issue.field}: {issue.message}")
    if job.state != ImportJob.State.DONE or errors:
        outcome = f"{path.name}: {job.get_state_display()} {job.message}"
        raise SeedingFailed("\n".join([outcome, *errors]))


def _records(path: Path) -> list[Record]:
    """The working records of a step's file, as they stand now."""
    records = []
    for raw in _read(path)["records"]:
        model = registry.get(raw["kind"]).model
        records.append(model.objects.get(slug=raw["slug"]))
    return records


def _review(records: list[Record], accounts: dict[str, User]) -> None:
    for record in records:
        if record.status == Status.DRAFT:
            workflow.submit(record, accounts["editor"])
        if record.status == Status.IN_REVIEW:
            workflow.approve(record, accounts["publisher"])


def _publish(
    records: list[Record], changes: list[dict], by: User, at: datetime
) -> None:
    approved = [record for record in records if record.status == Status.APPROVED]
    uids = [record.uid for record in approved]
    firsts = Publication.objects.filter(uid__in=uids, version=1)
    live = set(firsts.values_list("uid", flat=True))
    planned = {(change["kind"], change["slug"]): change for change in changes}
    set_ = []
    for record in approved:
        if record.uid in live:
            set_.append(_change(record, planned.get((record.kind, record.slug), {})))
        else:
            set_.append(Change(record))
    workflow.publish(workflow.acknowledging(set_), by, at=at)


def _change(record: Record, planned: dict) -> Change:
    """The change of a live record, as the plan says it: an update without a notice, unless it says otherwise."""
    action = planned.get("action", Publication.Action.UPDATE)
    return Change(record, action, planned.get("notice", ""))
