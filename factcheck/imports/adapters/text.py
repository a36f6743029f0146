"""An article's text, pasted or as a file."""

from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.models import ImportJob
from factcheck.text import reading

from ..articles import ArticleReader, Document, Hold
from ..files import bytes_of
from ..prose import require_prose

NAME = "text"
LABEL = "Article text"


def recognises(file_name: str, head: bytes) -> bool:
    """Whatever is written rather than packed; asked last."""
    return reading.media_type_of(head) == reading.PLAIN


@contextmanager
def open(job: ImportJob) -> Iterator[ArticleReader]:
    data = job.text.encode() if job.text else bytes_of(job)
    require_prose(data)
    place = "pasted text" if job.text else job.file_name

    def give(position: int, held: bytes | None, hold: Hold) -> Document | None:
        if position:
            return None
        return Document(data, reading.PLAIN, place, given=job.options)

    yield ArticleReader(give, total=1)
