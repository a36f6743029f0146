"""What a desk may add by settings: an import adapter and a publication check, as tests name them."""

from collections.abc import Iterator

from factcheck.models import Claim, Record
from factcheck.records.registry import Blocker, PublicationWarning

NAME = "minutes"
LABEL = "Minutes of a council"


def recognises(file_name: str, head: bytes) -> bool:
    return head.startswith(b"MINUTES")


def open(job):
    raise NotImplementedError("Nothing is read in these tests.")


def claims_need_context(record: Record) -> Iterator[Blocker | PublicationWarning]:
    if not isinstance(record, Claim):
        return
    if not record.context:
        yield Blocker("context", "Our desk publishes no claim without context.")
    elif len(record.context) < 20:
        yield PublicationWarning(
            "short-context", "context", "Is that all there is to know?"
        )
