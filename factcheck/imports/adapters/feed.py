"""RSS and Atom: one source a new item, then each as an article."""

from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.models import ImportJob
from factcheck.text import reading

from ..feeds import FeedReader

NAME = "feed"
LABEL = "Feed"


def recognises(file_name: str, head: bytes) -> bool:
    """RSS, RDF or Atom."""
    return reading.media_type_of(head) == reading.FEED


@contextmanager
def open(job: ImportJob) -> Iterator[FeedReader]:
    yield FeedReader(job)
