"""Our own full-fidelity format, in YAML, JSON or NDJSON: drafts of every kind of record, directly."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.models import ImportJob

from ..dossier.passes import DossierReader, retry_failed
from ..errors import ImportProblem

NAME = "dossier"
LOOKS_LIKE = re.compile(rb"""^\s*(\{|.*^dossier\s*:)""", re.DOTALL | re.MULTILINE)


def recognises(file_name: str, head: bytes) -> bool:
    """A mapping with the key `dossier` near its start, in YAML or JSON."""
    return b"dossier" in head and bool(LOOKS_LIKE.match(head.removeprefix(b"\xef\xbb\xbf")))


@contextmanager
def open(job: ImportJob) -> Iterator[DossierReader]:
    try:
        file = job.file.open("rb")
    except FileNotFoundError:
        raise ImportProblem("The file is no longer stored here; hand it in again.") from None
    with file:
        yield DossierReader(file, job.file_name)


def again(job: ImportJob) -> tuple[dict, int]:
    """Make ready what failed, for another try: (the cursor to start from, how many records)."""
    return retry_failed(job)
