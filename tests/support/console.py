"""The product's side of an installation under test: a line [function, arguments] comes in, its answer goes out.

One process that stays, because starting Django anew for every question costs seconds.
"""

import hashlib
import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.test import Client

from factcheck import imports
from factcheck.models import ImportJob, Revision, StagedRecord
from factcheck.records import registry
from support.people import person

COUNTERS = (
    "created",
    "updated",
    "unchanged",
    "duplicate",
    "failed",
    "done",
    "total",
    "issue_count",
)
SAID = (
    "kind",
    "purpose",
    "fields",
    "start",
    "end",
    "exact",
    "place",
    "step",
    "memory_key",
)


def serve() -> None:
    questions = (
        prepare,
        start,
        run,
        wake,
        sweep,
        a_minute_passes,
        cancel,
        retry,
        crash_before_sending,
        visit,
        report,
    )
    known = {question.__name__: question for question in questions}
    for line in sys.stdin:
        name, arguments = json.loads(line)
        sys.stdout.write(json.dumps(known[name](**arguments)) + "\n")
        sys.stdout.flush()


def prepare() -> None:
    call_command("migrate", verbosity=0)
    person("editor")


def start(path: str, adapter: str) -> int:
    """The job for a file, its wake-up sent."""
    file = Path(path)
    with file.open("rb") as data, transaction.atomic():
        return imports.start(
            adapter=adapter, file=File(data), file_name=file.name, by=person("editor")
        ).pk


def run(pk: int) -> str:
    return imports.run(pk)


def wake(pk: int) -> bool:
    return imports.wake(pk)


def sweep() -> int:
    return imports.sweep()


def a_minute_passes() -> None:
    """For the sweeper, which gives a message that was sent a minute to arrive."""
    ImportJob.objects.filter(state="queued").update(
        sent_at=F("sent_at") - timedelta(seconds=61)
    )


def cancel(pk: int) -> None:
    imports.cancel(ImportJob.objects.get(pk=pk), person("editor"))


def retry(pk: int) -> None:
    imports.retry(ImportJob.objects.get(pk=pk), person("editor"))


def crash_before_sending(path: str, adapter: str, times: int) -> int:
    """Processes that start a job for a text each and die between its commit and its wake-up; returns how many did."""
    text = Path(path).read_text()
    by = person("editor")
    connection.close()
    died = 0
    for i in range(times):
        if not (pid := os.fork()):
            with transaction.atomic():
                transaction.on_commit(lambda: os._exit(9))
                imports.start(adapter=adapter, text=f"{text}\n\nCopy {i}.\n", by=by)
            os._exit(0)
        died += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    return died


def visit(path: str, data: dict | None = None) -> dict:
    """What an editor who is signed in gets for a page, or for a form sent in."""
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    client.force_login(person("editor"))
    begun = time.monotonic()
    answer = client.get(path) if data is None else client.post(path, data)
    return {
        "status": answer.status_code,
        "location": answer.headers.get("Location", ""),
        "text": answer.content.decode(),
        "seconds": time.monotonic() - begun,
    }


def report() -> dict:
    """How the jobs ended and what they left, without what differs between two runs that do the same."""
    records = {
        kind.name: list(kind.model.objects.order_by("slug"))
        for kind in registry.all_kinds()
    }
    slugs = {
        str(record.uid): f"{name} {record.slug}"
        for name, found in records.items()
        for record in found
    }
    content = [
        plain(registry.get(name).content(record), slugs)
        for name, found in records.items()
        for record in found
    ]
    return {
        "jobs": [about(job) for job in ImportJob.objects.order_by("pk")],
        "records": {
            name: [record.slug for record in found] for name, found in records.items()
        },
        "content": digest(content),
        "saves": Revision.objects.filter(verb="save").count(),
        "staged": StagedRecord.objects.count(),
    }


def about(job: ImportJob) -> dict:
    said = [
        list(row) for row in job.suggestions.order_by("memory_key").values_list(*SAID)
    ]
    return {
        "name": job.file_name,
        "state": job.state,
        "message": job.message,
        **{name: getattr(job, name) for name in COUNTERS},
        "issues": list(job.issues.values_list("place", "message")),
        "suggestions": len(said),
        "said": digest(said),
    }


def plain(value: object, slugs: dict[str, str]) -> object:
    """Content with slugs for uids: those that nobody gave are drawn by lot."""
    if isinstance(value, dict):
        return {name: plain(one, slugs) for name, one in value.items() if name != "uid"}
    if isinstance(value, list):
        return [plain(one, slugs) for one in value]
    return slugs.get(value, value) if isinstance(value, str) else value


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
