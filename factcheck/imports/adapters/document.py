"""A document as it is: the text of a PDF is read; anything else is kept as an archived copy without text."""

from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.models import ImportJob
from factcheck.text import reading

from ..articles import ArticleReader, Document, Hold
from ..articles.heuristics import name_of_file
from ..files import bytes_of

NAME = "document"
LABEL = "Document"


def recognises(file_name: str, head: bytes) -> bool:
    """Every file: what no other adapter knows is at least a copy."""
    return True


@contextmanager
def open(job: ImportJob) -> Iterator[ArticleReader]:
    def give(position: int, held: bytes | None, hold: Hold) -> Document | None:
        if position:
            return None
        data = held or bytes_of(job)
        name = name_of_file(job.file_name)
        return Document(
            data,
            reading.media_type_of(data),
            job.file_name,
            given=job.options,
            name=name,
        )

    yield ArticleReader(give, total=1)
