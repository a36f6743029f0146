import json
import time
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, transaction

from factcheck import imports
from factcheck.imports.preview import preview
from factcheck.models import Dispute, ImportJob, User, blobs
from factcheck.workflow import NotAllowed

BESIDE = ("captures", "pictures")
GIVEN = ("title", "publisher", "published_on", "url")
PATIENCE = 10
NOT_ALL = 3
"""The exit status when the job is done and some records were not taken."""
NO_DATABASE = "The database does not answer as it should; run `manage.py migrate`, or `make demo`, first."
OVER = (ImportJob.State.DONE, ImportJob.State.FAILED, ImportJob.State.CANCELLED)


class Command(BaseCommand):
    help = "Hand a file to an import job; the worker reads it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--format",
            default="auto",
            help="auto, or one of: " + ", ".join(imports.FORMATS),
        )
        parser.add_argument(
            "--dispute", default="", help="slug of the dispute it is for"
        )
        parser.add_argument(
            "--as",
            dest="login",
            default="",
            help="login of the person whose import this is",
        )
        parser.add_argument(
            "--capture",
            type=Path,
            action="append",
            default=[],
            help="an archived copy it names",
        )
        parser.add_argument(
            "--title", default="", help="of an article, where it does not say so itself"
        )
        parser.add_argument("--publisher", default="", help="of an article")
        parser.add_argument(
            "--date",
            dest="published_on",
            default="",
            help="EDTF: when an article was published",
        )
        parser.add_argument("--url", default="", help="where readers find the article")
        parser.add_argument(
            "--wait", action="store_true", help="stay until the job is over"
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="write nothing; say what would be made",
        )
        parser.add_argument(
            "--json", action="store_true", help="with --dry-run: one object a line"
        )

    def handle(self, *, path: Path, **options: Any) -> None:
        try:
            adapter = self.recognise(path, options["format"])
            if options["dry_run"]:
                self.show(path, adapter, options)
                return
            job = self.start(path, adapter, options)
        except (imports.ImportProblem, NotAllowed) as problem:
            raise CommandError(str(problem)) from None
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                f"{NO_DATABASE} ({str(error).splitlines()[0]})"
            ) from None
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

    def start(self, path: Path, adapter: str, options: dict[str, Any]) -> ImportJob:
        handed_over = [("captures", copy) for copy in options["capture"]]
        for folder in BESIDE:
            for copy in sorted((path.parent / folder).glob("*")):
                handed_over.append((folder, copy))
        for folder, file in handed_over:
            blobs.keep(folder, self.bytes_of(file))
        with path.open("rb") as file, transaction.atomic():
            return imports.start(
                adapter=adapter,
                file=File(file),
                file_name=path.name,
                by=self.person(options["login"]),
                dispute=self.dispute(options["dispute"]),
                options=self.given(options),
            )

    def person(self, login: str) -> User:
        user = User.objects.filter(username=login, is_active=True).first()
        if user is None:
            raise CommandError(
                "Say whose import this is: --as LOGIN, the login of an editor."
            )
        return user

    def dispute(self, slug: str) -> Dispute | None:
        found = Dispute.objects.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise CommandError(f"There is no dispute “{slug}”.")
        return found

    def show(self, path: Path, adapter: str, options: dict[str, Any]) -> None:
        by = self.person(options["login"]) if options["login"] else None
        given = {"dispute": self.dispute(options["dispute"]), **self.given(options)}
        in_words = dossier_row if adapter == "dossier" else suggestion_row
        if options["json"]:
            in_words = json_row
        with path.open("rb") as file:
            for row in preview(adapter, File(file, path.name), path.name, by, **given):
                self.stdout.write(in_words(row))

    def given(self, options: dict[str, Any]) -> dict:
        """What the command line says of an article."""
        return {name: options[name] for name in GIVEN if options[name]}

    def wait(self, job: ImportJob) -> None:
        warn_at = time.monotonic() + PATIENCE
        while job.state not in OVER:
            time.sleep(0.3)
            job.refresh_from_db()
            if job.state == ImportJob.State.QUEUED and time.monotonic() > warn_at:
                warn_at += PATIENCE
                self.stderr.write(
                    "No worker has taken the job yet; is one running? The job waits; so does this command."
                )
        for issue in job.issues.all():
            self.stderr.write(
                issue_in_words(issue.place, issue.field, issue.message, issue.value)
            )
        if job.state != ImportJob.State.DONE:
            raise CommandError(
                f"The job {job.get_state_display().lower()}: {job.message}"
            )
        summary = (
            f"{job.created} created, {job.updated} updated, {job.unchanged} unchanged, {job.duplicate} to decide, "
            f"{job.failed} not taken."
        )
        if job.failed:
            raise CommandError(summary, returncode=NOT_ALL)
        self.stdout.write(summary)


def json_row(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False)


def dossier_row(row: dict) -> str:
    """A row of the preview as a line, with a line for each of its issues."""
    lines = [f"{row['action']:<8} {row['place']} {row['kind']} {row['slug']}".rstrip()]
    for issue in row["issues"]:
        lines.append(
            issue_in_words(
                row["place"], issue["field"], issue["message"], issue["value"]
            )
        )
    return "\n".join(lines)


def suggestion_row(row: dict) -> str:
    """A row of an article's preview as a line, after a line for each issue of its document."""
    lines = []
    for issue in row.get("issues", ()):
        lines.append(issue_in_words(issue["place"], "", issue["message"], ""))
    if row["kind"]:
        place = "" if row["start"] is None else f"{row['start']}-{row['end']}"
        text = row["exact"] or str(next(iter(row["fields"].values()), ""))
        excerpt = " ".join(text.split())[:90]
        line = f"{row['kind']:<7} {place:<13} {row['step']:<24} {excerpt}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def issue_in_words(place: str, field: str, message: str, value: str) -> str:
    where = f"{place}, {field}" if field else place
    return f"{where}: {message}" + (f" Given: {value}" if value else "")
