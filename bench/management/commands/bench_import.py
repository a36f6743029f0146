import datetime
import json
import logging
import resource
import time
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from bench.quality.sets import SHIPPED, sets_of
from factcheck import imports
from factcheck.imports.articles.bulk_insert import NAMES, rows_of, write
from factcheck.imports.articles.candidate import Candidate, memory_key
from factcheck.models import ImportJob, Suggestion, User
from factcheck.text import extraction

KILOBYTE = 1024
PIECE = 500


class Command(BaseCommand):
    help = "One measurement of the bench of imports; prints its figures as JSON."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=("extraction", "dossier", "suggestions"))
        parser.add_argument("size", type=int)

    def handle(self, *, what: str, size: int, **options):
        logging.disable(logging.WARNING)
        self.stdout.write(
            json.dumps(
                {
                    "extraction": of_extraction,
                    "dossier": of_dossier,
                    "suggestions": of_copy,
                }[what](size)
            )
        )


def of_extraction(size: int) -> dict:
    """Every shipped text once, after a warm-up; processor time, so that what else runs costs nothing."""
    texts = [
        document["text"] for one in sets_of(SHIPPED) for document in one.documents()
    ]
    extraction.find(texts[0], published_on=datetime.date(2026, 1, 17))
    began = time.process_time()
    found = sum(
        len(extraction.find(text, published_on=datetime.date(2026, 1, 17)))
        for text in texts
    )
    seconds = time.process_time() - began
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    return {
        "texts, MB": round(megabytes, 2),
        "findings": found,
        "extraction, MB a second": round(megabytes / seconds, 2),
    }


def of_dossier(size: int) -> dict:
    """So many records from a streamed file, through the job's own loop; memory from the first chunk on."""
    call_command("migrate", verbosity=0)
    by = editor()
    path = Path(settings.VAR_ROOT) / "streamed.ndjson"
    with path.open("w") as lines:
        lines.write('{"dossier": 1}\n')
        for n in range(size):
            lines.write(
                json.dumps(
                    {
                        "kind": "party",
                        "slug": f"p{n}",
                        "name": f"Party {n}",
                        "party_kind": "group",
                    }
                )
                + "\n"
            )
    before, began = memory(), time.monotonic()
    with path.open("rb") as file, transaction.atomic():
        job = imports.start(
            adapter="dossier", file=File(file), file_name=path.name, by=by
        )
    imports.run(job.pk)
    job.refresh_from_db()
    seconds = time.monotonic() - began
    path.unlink()
    figures = {
        "records": job.created,
        "state": job.state,
        "a second": round(job.created / seconds),
    }
    return figures | {"memory grown, MB": round(memory() - before, 1)}


def of_copy(size: int) -> dict:
    """Suggestions as imports write them, against the same rows by COPY alone, in alternating rounds."""
    call_command("migrate", verbosity=0)
    job = ImportJob.objects.create(adapter="text", started_by=editor())
    ours, copied = [], []
    for number in range(3):
        made = [suggested(f"{number}-{n}") for n in range(size)]
        began = time.monotonic()
        for at in range(0, size, PIECE):
            with transaction.atomic():
                write(job, made[at : at + PIECE])
        ours.append(time.monotonic() - began)
        rows = list(rows_of(job, made))
        Suggestion.objects.all().delete()
        began = time.monotonic()
        order = f"COPY factcheck_suggestion ({NAMES}) FROM STDIN"
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy(order) as copy,
        ):
            for row in rows:
                copy.write_row(row)
        copied.append(time.monotonic() - began)
        Suggestion.objects.all().delete()
    ratio = sorted(c / o for c, o in zip(copied, ours, strict=True))[1]
    return {
        "a second": round(size / min(ours)),
        "COPY a second": round(size / min(copied)),
        "suggestions to COPY": round(ratio, 2),
    }


def suggested(name: str) -> Candidate:
    fields = {
        "words": f"Words of {name}, as long as a sentence is",
        "quote_kind": "direct",
        "language": "en",
    }
    return Candidate(
        "quote",
        fields,
        memory_key("bench", "quote", fields),
        "0" * 64,
        place="bench",
        step="verb after",
    )


def editor() -> User:
    return User.objects.create(
        username=f"bench-{time.monotonic_ns()}", is_superuser=True
    )


def memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
