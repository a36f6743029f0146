import json
import time
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from factcheck import blobs, imports
from factcheck.imports.preview import preview
from factcheck.models import Dispute, ImportJob, User
from factcheck.workflow import NotAllowed

BESIDE = ("captures", "pictures")
PATIENCE = 10
OVER = (ImportJob.State.DONE, ImportJob.State.FAILED, ImportJob.State.CANCELLED)


class Command(BaseCommand):
    help = "Hand a file to an import job; the worker reads it."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--format", default="auto", help="auto, or one of: " + ", ".join(imports.ADAPTERS))
        parser.add_argument("--dispute", default="", help="slug of the dispute it is for")
        parser.add_argument("--as", dest="login", default="", help="login of the person whose import this is")
        parser.add_argument("--capture", type=Path, action="append", default=[], help="an archived copy it names")
        parser.add_argument("--wait", action="store_true", help="stay until the job is over")
        parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be made")
        parser.add_argument("--json", action="store_true", help="with --dry-run: one object a line")

    def handle(self, *, path: Path, **options):
        try:
            adapter = self.recognise(path, options["format"])
            if options["dry_run"]:
                return self.show(path, options)
            job = self.start(path, adapter, options)
        except (imports.ImportProblem, NotAllowed) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Job {job.pk} is queued: {job.file_name}")
        if options["wait"]:
            self.wait(job)

    def recognise(self, path: Path, named: str) -> str:
        try:
            with path.open("rb") as file:
                return imports.recognise(path.name, file.read(imports.HEAD), named)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None

    def bytes_of(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None

    def start(self, path: Path, adapter: str, options) -> ImportJob:
        handed_over = [("captures", copy) for copy in options["capture"]]
        handed_over += [(name, file) for name in BESIDE for file in sorted((path.parent / name).glob("*"))]
        for folder, file in handed_over:
            blobs.keep(folder, self.bytes_of(file))
        with path.open("rb") as file, transaction.atomic():
            return imports.start(
                adapter=adapter,
                file=File(file),
                file_name=path.name,
                by=self.person(options["login"]),
                dispute=self.dispute(options["dispute"]),
            )

    def person(self, login: str) -> User:
        user = User.objects.filter(username=login, is_active=True).first()
        if user is None:
            raise CommandError("Say whose import this is: --as LOGIN, the login of an editor.")
        return user

    def dispute(self, slug: str) -> Dispute | None:
        found = Dispute.objects.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise CommandError(f"There is no dispute “{slug}”.")
        return found

    def show(self, path: Path, options) -> None:
        by = self.person(options["login"]) if options["login"] else None
        with path.open("rb") as file:
            for row in preview(file, path.name, by):
                self.stdout.write(json.dumps(row, ensure_ascii=False) if options["json"] else in_words(row))

    def wait(self, job: ImportJob) -> None:
        said_at = time.monotonic() + PATIENCE
        while job.state not in OVER:
            time.sleep(0.3)
            job.refresh_from_db()
            if job.state == ImportJob.State.QUEUED and time.monotonic() > said_at:
                said_at += PATIENCE
                self.stderr.write(
                    "No worker has taken the job yet; is one running? The job waits; so does this command."
                )
        for issue in job.issues.all():
            self.stderr.write(issue_in_words(issue.place, issue.field, issue.message, issue.value))
        if job.state != ImportJob.State.DONE:
            raise CommandError(f"The job {job.get_state_display().lower()}: {job.message}")
        self.stdout.write(
            f"{job.created} created, {job.updated} updated, {job.unchanged} unchanged, {job.duplicate} to decide, "
            f"{job.failed} not taken."
        )


def in_words(row: dict) -> str:
    """A row of the preview as a line, with a line for each of its issues."""
    said = [issue_in_words(row["place"], i["field"], i["message"], i["value"]) for i in row["issues"]]
    return "\n".join([f"{row['action']:<8} {row['place']} {row['kind']} {row['slug']}".rstrip(), *said])


def issue_in_words(place: str, field: str, message: str, value: str) -> str:
    where = f"{place}, {field}" if field else place
    return f"{where}: {message}" + (f" Given: {value}" if value else "")
