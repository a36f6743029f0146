"""Bringing a dossier in by steps, each published at a simulated moment; picks up wherever it was interrupted.

What is done is read from the ledger and the records: a step is published in one transaction, so one whose moment stands
in the ledger is passed over; within a step, the import changes nothing twice and each record goes on from its status.
"""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import yaml
from django.core.files import File
from django.utils.dateparse import parse_datetime

from factcheck import imports, workflow
from factcheck.imports.dossier.yamlfile import TextLoader
from factcheck.models import ImportJob, Publication, Record, Status, User, blobs
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
        at = parse_datetime(step["at"])
        if Publication.objects.filter(published_at=at).exists():
            continue
        echo(f"  {step['note']}")
        _import(folder / step["file"], accounts["editor"])
        records = _records(folder / step["file"])
        _review(records, accounts)
        _publish(records, step.get("changes", []), accounts["publisher"], at)


def _read(path: Path):
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
    errors = [
        f"{i.place}: {i.field}: {i.message}"
        for i in job.issues.filter(severity="error")
    ]
    if job.state != ImportJob.State.DONE or errors:
        raise SeedingFailed(
            "\n".join(
                [f"{path.name}: {job.get_state_display()} {job.message}", *errors]
            )
        )


def _records(path: Path) -> list[Record]:
    """The working records of a step's file, as they stand now."""
    named = ((registry.get(raw["kind"]), raw["slug"]) for raw in _read(path)["records"])
    return [kind.model.objects.get(slug=slug) for kind, slug in named]


def _review(records: list[Record], accounts: dict[str, User]) -> None:
    for record in records:
        if record.status == Status.DRAFT:
            workflow.submit(record, accounts["editor"])
        if record.status == Status.IN_REVIEW:
            workflow.approve(record, accounts["publisher"])


def _publish(
    records: list[Record], changes: list[dict], by: User, at: datetime
) -> None:
    said = {(change["kind"], change["slug"]): change for change in changes}
    approved = [record for record in records if record.status == Status.APPROVED]
    live = set(
        Publication.objects.filter(
            uid__in=[r.uid for r in approved], version=1
        ).values_list("uid", flat=True)
    )
    set_ = [
        _change(record, said.get((record.kind, record.slug), {}), record.uid in live)
        for record in approved
    ]
    workflow.publish(workflow.acknowledging(set_), by, at=at)


def _change(record: Record, said: dict, is_live: bool) -> Change:
    if not is_live:
        return Change(record)
    return Change(record, said.get("action", "update"), said.get("notice", ""))
