"""A dispute goes out as a dossier and comes back into an installation that knows nothing of it."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from factcheck import imports, ledger, workflow
from factcheck.models import Capture, ImportJob, Source, blobs
from factcheck.records import registry
from support.dossiers import messages
from support.people import person

WORDS = (
    "The bridge was closed at noon. Nobody was told. It is our bridge, said the mayor."
)


def capture(source: Source, text: str = WORDS) -> str:
    digest = blobs.keep("captures", text.encode())
    Capture.objects.create(
        source=source,
        sha256=digest,
        media_type="text/plain",
        byte_count=len(text.encode()),
        text=text,
        extractor="text 1",
        captured_at="2026-01-15T08:30:00Z",
    )
    return digest


def empty_the_installation() -> None:
    """As on the day it was set up: no records, no ledger, no people, no files."""
    ledger.lift_guards()
    call_command("flush", interactive=False, verbosity=0)
    for folder in ("captures", "pictures"):
        shutil.rmtree(Path(settings.MEDIA_ROOT) / folder, ignore_errors=True)
    call_command("migrate", verbosity=0)


def publish_all() -> None:
    """Every record submitted, approved by somebody else and published, in one set."""
    records = [
        record
        for kind in registry.dossier_kinds()
        for record in kind.model.objects.all()
    ]
    for record in records:
        workflow.submit(record, person("editor"))
        workflow.approve(record, person("publisher"))
    changes = workflow.acknowledging([workflow.Change(record) for record in records])
    workflow.publish(changes, person("publisher"))


def out(folder: Path) -> dict[str, bytes]:
    call_command("export_dossier", "bridge", to=folder, verbosity=0)
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def there_and_back(tmp_path: Path) -> tuple[dict, dict]:
    """The files of an export, and of the export of what an empty installation made of them."""
    first = out(tmp_path / "first")
    empty_the_installation()
    person("editor")
    call_command("import_file", tmp_path / "first" / "dossier.json", "--as", "editor")
    job = ImportJob.objects.get()
    imports.run(job.pk)
    assert (messages(job), ImportJob.objects.get().state) == ([], "done")
    publish_all()
    return first, out(tmp_path / "second")
