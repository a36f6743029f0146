"""What waits at the desk of a demonstration: findings of an article to decide, and a correction to review."""

from pathlib import Path
from typing import Any

import yaml
from django.core.files import File

from factcheck import imports, workflow
from factcheck.imports.dossier.yamlfile import TextLoader
from factcheck.models import Dispute, ImportJob, Record, Status, User
from factcheck.records import drafts, registry

from . import seeding

FILE = "waiting.yaml"
GIVEN = ("title", "publisher", "published_on")


def leave(folder: Path, accounts: dict[str, User]) -> None:
    """Import the article and hand in the draft that `folder`/waiting.yaml names; what is there already stays.

    `accounts` holds an editor, who imports, and a reporter, who corrects. Raises seeding.SeedingFailed.
    """
    plan = plan_in(folder)
    _import_article(folder, plan["article"], accounts["editor"])
    _hand_in(plan["draft"], accounts["reporter"])


def plan_in(folder: Path) -> Any:
    text = (folder / FILE).read_text(encoding="utf-8")
    return yaml.load(text, Loader=TextLoader)


def corrected(folder: Path) -> Record:
    """The record whose correction waits."""
    plan = plan_in(folder)["draft"]
    return registry.get(plan["kind"]).model.objects.get(slug=plan["slug"])


def _import_article(folder: Path, plan: dict, by: User) -> None:
    if ImportJob.objects.filter(file_name=plan["file"]).exists():
        return
    with (folder / plan["file"]).open("rb") as file:
        job = imports.start(
            adapter="text",
            file=File(file),
            file_name=plan["file"],
            by=by,
            dispute=Dispute.objects.get(slug=plan["dispute"]),
            options={name: plan[name] for name in GIVEN},
        )
    seeding.await_job(job, plan["file"])


def _hand_in(plan: dict, by: User) -> None:
    """Save the draft and submit it for review, unless the record was changed before."""
    kind = registry.get(plan["kind"])
    record = kind.model.objects.get(slug=plan["slug"])
    if record.status == Status.CLEAN:
        content = kind.content(record) | {"slug": record.slug} | plan["content"]
        draft = drafts.Draft(kind, content, instance=record)
        record = workflow.save(draft, by, expected=record.lock_version)
    if record.status == Status.DRAFT:
        workflow.submit(record, by)
