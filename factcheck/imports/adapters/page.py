"""An article's page: an .html file, or an address that is fetched."""

from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.models import ImportJob
from factcheck.text import reading

from ..articles import ArticleReader, Document, Hold
from ..downloads import fetched_document
from ..files import bytes_of
from ..prose import require_prose

NAME = "page"
LABEL = "Article page"


def recognises(file_name: str, head: bytes) -> bool:
    """Markup that a browser would show."""
    return reading.media_type_of(head) == reading.HTML


@contextmanager
def open(job: ImportJob) -> Iterator[ArticleReader]:
    def give(position: int, held: bytes | None, hold: Hold) -> Document | None:
        if position:
            return None
        if job.address:
            return fetched_document(job.address, held, hold, given=job.options)
        data = held or bytes_of(job)
        require_prose(data)
        return Document(data, reading.HTML, job.file_name, given=job.options)

    yield ArticleReader(give, total=1)
