"""Our own full-fidelity format, in YAML, JSON or NDJSON: drafts of every kind of record, directly."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from factcheck.models import ImportJob

from ..dossier.stages import DossierReader, retry_failed
from ..errors import ImportProblem

NAME = "dossier"
LABEL = "Dossier"
MARKS = b"\xef\xbb\xbf\xff\xfe"
LOOKS_LIKE = re.compile(rb"""^\s*(\{|.*^dossier\s*:)""", re.DOTALL | re.MULTILINE)


def recognises(file_name: str, head: bytes) -> bool:
    """A mapping with the key `dossier` near its start, in YAML or JSON; in UTF-16 too, so that it is told to."""
    letters = head.replace(b"\0", b"").lstrip(MARKS)
    return b"dossier" in letters and bool(LOOKS_LIKE.match(letters))


@contextmanager
def open(job: ImportJob) -> Iterator[DossierReader]:
    try:
        file = job.file.open("rb")
    except FileNotFoundError:
        raise ImportProblem(
            "The file is no longer stored here; hand it in again."
        ) from None
    with file:
        yield DossierReader(cast(BinaryIO, file), job.file_name)


def again(job: ImportJob) -> tuple[dict, int]:
    """Make ready what failed, for another try: (the cursor to start from, how many records)."""
    return retry_failed(job)
