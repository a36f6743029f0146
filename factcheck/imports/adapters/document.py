"""A document as it is: the text of a PDF is read; anything else is kept as an archived copy without text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from factcheck import reading
from factcheck.models import ImportJob

from ..articles import ArticleReader, Document
from ..stored import bytes_of

NAME = "document"
LABEL = "Document"


def recognises(file_name: str, head: bytes) -> bool:
    """Every file: what no other adapter knows is at least a copy."""
    return True


@contextmanager
def open(job: ImportJob) -> Iterator[ArticleReader]:
    def give(position: int, held: bytes | None, hold) -> Document | None:
        if position:
            return None
        data = held or bytes_of(job)
        given = {"title": PurePath(job.file_name).stem} | {name: said for name, said in job.options.items() if said}
        return Document(data, reading.media_type_of(data), job.file_name, given=given)

    yield ArticleReader(give, total=1)
