"""What a job's page shows of its progress, as numbers for the page and as JSON for the script that keeps it fresh."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils import timezone

from factcheck import imports
from factcheck.imports.progress import progress
from factcheck.models import ImportIssue, ImportJob
from factcheck.pages.cache.conditional import is_offered

State = ImportJob.State
OVER = (State.DONE, State.FAILED, State.CANCELLED)
SILENT_AFTER = timedelta(seconds=60)
COUNTERS = ("created", "updated", "unchanged", "duplicate", "failed")
COLUMNS = ("severity", "place", "field", "message", "value", "raw")
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\0",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)


class EchoWriter:
    """A file object for csv.writer whose `write` returns the line, so that lines can be streamed."""

    def write(self, line: str) -> str:
        return line


def silence(now: datetime | None = None) -> str:
    """A message for when no worker has answered for a minute; empty while one does."""
    seen = imports.worker_seen_at()
    if seen is None:
        return "No worker has ever answered. Jobs wait until one is started."
    quiet = (now or timezone.now()) - seen
    return (
        f"No worker has answered for {int(quiet.total_seconds())} s. Jobs wait until one does."
        if quiet > SILENT_AFTER
        else ""
    )


def is_lost(job: ImportJob) -> bool:
    """Whether the worker that had the job has not been heard of for a minute."""
    running = job.state in (State.RUNNING, State.CANCELLING)
    return bool(
        running
        and job.heartbeat_at
        and timezone.now() - job.heartbeat_at > SILENT_AFTER
    )


def progress_context(job: ImportJob) -> dict:
    """The job's progress in words and numbers."""
    now = progress(job)
    last = job.issues.order_by("-pk").first() if job.issue_count else None
    return {
        "state": job.state,
        "label": job.get_state_display(),
        "done": job.done,
        "total": job.total,
        "read": f"{job.done:,} of {job.total:,} read"
        if job.total is not None
        else f"{job.done:,} read",
        "rate": f"{now.rate:,.1f} a second" if now.rate else "",
        "remaining": in_words(now.remaining),
        "counters": {name: getattr(job, name) for name in COUNTERS},
        "issues": job.issue_count,
        "last_issue": f"{last.place}: {last.message}" if last else "",
        "silence": "" if job.state in OVER else silence(),
        "is_lost": is_lost(job),
        "is_over": job.state in OVER,
    }


def in_words(left: timedelta | None) -> str:
    """The time left in words, to the minute, or to the second within the last one; empty where it is not known."""
    if left is None:
        return ""
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    return f"about {minutes} min left" if minutes else f"about {seconds} s left"


def as_json(request: HttpRequest, job: ImportJob) -> HttpResponse:
    """The progress for the page's script; 304 while nothing has changed."""
    response: HttpResponse = JsonResponse(progress_context(job))
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:20]}"'
    if is_offered(request, tag):
        response = HttpResponseNotModified()
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


def as_csv(job: ImportJob) -> StreamingHttpResponse:
    """Every issue of the job, for a spreadsheet; what would be taken for a formula is disarmed."""
    writer = csv.writer(EchoWriter())
    rows = (
        ImportIssue.objects.filter(job=job)
        .order_by("pk")
        .values_list(*COLUMNS)
        .iterator(chunk_size=500)
    )

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(COLUMNS)
        for row in rows:
            yield writer.writerow([disarmed(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="import-{job.pk}-issues.csv"'
    )
    return response


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP ASVS 5.0, 1.2.10)."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
