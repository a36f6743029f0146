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
from django.db import transaction

from factcheck import imports, workflow
from factcheck.imports.dossier.yamlfile import TextLoader
from factcheck.models import (
    ImportIssue,
    ImportJob,
    Proposal,
    Publication,
    Record,
    Status,
    User,
    blobs,
)
from factcheck.records import drafts, registry
from factcheck.workflow import Change

PATIENCE = 60
OVER = (ImportJob.State.DONE, ImportJob.State.FAILED, ImportJob.State.CANCELLED)


class SeedingFailed(RuntimeError):
    """A step that could not be taken, and why."""


def apply_steps(
    folder: Path, accounts: dict[str, User], echo: Callable[[str], None]
) -> None:
    """Import, submit, approve and publish every step of `folder`/plan.yaml that is not live yet.

    `accounts` holds an editor, who imports and submits, a publisher, who approves and publishes, and an admin, who
    signs the site and is the second person where something is taken down or merged. Needs a worker that answers.
    Raises SeedingFailed.
    """
    _store_files(folder)
    for step in _read(folder / "plan.yaml"):
        at = datetime.fromisoformat(step["at"])
        if Publication.objects.filter(published_at=at).exists():
            continue
        echo(f"  {step['note']}")
        _apply(folder, step, accounts, at)


def _store_files(folder: Path) -> None:
    """Keep the archived copies and pictures that lie beside the plan."""
    for copy in folder.rglob("*.txt"):
        blobs.keep("captures", copy.read_bytes())
    for picture in folder.glob("pictures/*.png"):
        blobs.keep("pictures", picture.read_bytes())


def _apply(folder: Path, step: dict, accounts: dict[str, User], at: datetime) -> None:
    """One step of the plan: a file that is published, records that are taken down or merged, or the site's own."""
    if "site" in step:
        _sign(folder / step["site"], accounts, at)
        return
    if "file" not in step:
        _take_down(step, accounts, at)
        return
    path = folder / step["file"]
    import_dossier(path, accounts["editor"])
    records = _records(path)
    _review(records, accounts)
    _publish(records, step.get("changes", []), accounts["publisher"], at)


def _sign(path: Path, accounts: dict[str, User], at: datetime) -> None:
    """Publish the record that signs the site; the admin writes it, and the publisher approves it."""
    content, kind = _read(path), registry.get("site")
    record = kind.model.objects.filter(slug=content["slug"]).first()
    if record is None:
        draft = drafts.Draft(kind, content)
        record = workflow.save(draft, accounts["admin"], expected=None)
    _review([record], accounts)
    _publish([record], [], accounts["publisher"], at)


@transaction.atomic
def _take_down(step: dict, accounts: dict[str, User], at: datetime) -> None:
    """Retract and merge what the step names; the admin confirms each."""
    for row in step.get("retract", []):
        record = _record(row["kind"], row["slug"])
        line = workflow.retract(
            record, accounts["publisher"], reason=row["reason"], at=at
        )
        review = Proposal.objects.get(verb=Proposal.Verb.REVIEW, line=line.seq)
        workflow.carry_out(review, accounts["admin"])
    for row in step.get("merge", []):
        proposal = workflow.propose_merge(
            _record(row["kind"], row["slug"]),
            _record(row["kind"], row["into"]),
            accounts["publisher"],
            reason=row["reason"],
        )
        workflow.carry_out(proposal, accounts["admin"], at=at)


def _record(kind: str, slug: str) -> Record:
    return registry.get(kind).model.objects.get(slug=slug)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader)


def import_dossier(path: Path, by: User) -> None:
    """Have the worker import a dossier. Raises SeedingFailed."""
    with path.open("rb") as file:
        job = imports.start(
            adapter="dossier", file=File(file), file_name=path.name, by=by
        )
    await_job(job, path.name)


def await_job(job: ImportJob, name: str) -> None:
    """Return once the worker is through with a job without a fault. Raises SeedingFailed."""
    deadline = time.monotonic() + PATIENCE
    while job.state not in OVER:
        if job.state == ImportJob.State.QUEUED and time.monotonic() > deadline:
            raise SeedingFailed(
                f"No worker took {name} within {PATIENCE} seconds; see the worker's log."
            )
        time.sleep(0.1)
        job.refresh_from_db()
    errors = []
    for issue in job.issues.filter(severity=ImportIssue.Severity.ERROR):
        errors.append(f"{issue.place}: {issue.field}: {issue.message}")
    if job.state != ImportJob.State.DONE or errors:
        outcome = f"{name}: {job.get_state_display()} {job.message}"
        raise SeedingFailed("\n".join([outcome, *errors]))


def _records(path: Path) -> list[Record]:
    """The working records of a step's file, as they stand now."""
    records = []
    for raw in _read(path)["records"]:
        records.append(_record(raw["kind"], raw["slug"]))
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
