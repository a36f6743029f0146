import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

from bench.quality.sets import SHIPPED, sets_of
from factcheck import imports
from factcheck.models import Dispute, ImportIssue, ImportJob, Suggestion, User

NUMBER = re.compile(r"\d[\d,.]*")
OFTEN = 100
IMPORTS = "factcheck.imports"


class Crashes(logging.Handler):
    """Counts the exceptions that imports log with a traceback, by what they are and where they were raised."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        kind, error, trace = sys.exc_info()
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = (
            f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            if trace
            else record.name
        )
        self.counts[
            f"{kind.__name__ if kind else 'error'} at {where}: {error or record.getMessage()}"
        ] += 1


class Command(BaseCommand):
    help = (
        "Import every annotated article as a pasted text with a day and a dispute;"
        " prints what became of them as JSON."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--data",
            type=Path,
            help="a folder with quotes/ and time/, beside what is shipped",
        )

    def handle(self, *, data: Path | None, **options):
        call_command("migrate", verbosity=0)
        crashes = Crashes()
        logging.getLogger(IMPORTS).addHandler(crashes)
        logging.getLogger(IMPORTS).propagate = False
        by = User.objects.create(username="bench-articles", is_superuser=True)
        dispute = Dispute.objects.create(
            slug="bench", title="What the articles are about", changed_by=by
        )
        for number, document in enumerate(articles(data), start=1):
            import_article(document, dispute, by)
            if number % OFTEN == 0:
                self.stderr.write(f"{number} articles")
        self.stdout.write(json.dumps(result(crashes.counts)))


def articles(data: Path | None) -> Iterator[dict]:
    """Each annotated text once, whatever the number of sets that it stands in."""
    seen: set[str] = set()
    for folder in filter(None, (SHIPPED, data)):
        for one in sets_of(folder):
            for document in one.documents():
                if document["id"] not in seen:
                    seen.add(document["id"])
                    yield document


def import_article(document: dict, dispute: Dispute, by: User) -> None:
    """One job, as the import form makes it and a worker runs it."""
    day = (document.get("date") or document.get("dct") or "")[:10]
    given = {
        "title": (document.get("title") or document["id"])[:300],
        "published_on": day,
    }
    given |= {"publisher": document["publisher"]} if document.get("publisher") else {}
    options = {name: value for name, value in given.items() if value}
    job = imports.start(
        adapter="text",
        text=document["text"],
        file_name=document["id"],
        by=by,
        dispute=dispute,
        options=options,
    )
    imports.run(job.pk)


def result(crashes: Counter[str]) -> dict:
    """What became of all the jobs: how many, which failed, and the issues by kind."""
    jobs = ImportJob.objects.exclude(state=ImportJob.State.DONE)
    kinds = Counter(Suggestion.objects.values_list("kind", flat=True))
    issues = Counter(
        f"{severity}: {NUMBER.sub('N', message)}"
        for severity, message in ImportIssue.objects.values_list("severity", "message")
    )
    return {
        "counts": {
            "articles": ImportJob.objects.count(),
            **{f"suggestions: {kind}": n for kind, n in kinds.items()},
        },
        "failed": {job.name: f"{job.state}, {job.message}" for job in jobs},
        "crashes": dict(crashes.most_common()),
        "issues": dict(issues.most_common()),
    }
