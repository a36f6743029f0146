"""The formats that can be imported, one module each.

An adapter has `NAME`; `recognises(name, head)`, from a file's name and first bytes; `open(job)`, a context manager
that gives a `Reader`; and, where records can fail one by one, `again(job)`, which makes ready what failed and gives
(cursor, how many). A new format is one module and one line here.
"""

from importlib import import_module
from types import ModuleType
from typing import Protocol

from django.conf import settings

from factcheck.models import ImportJob

from ..articles import Hold
from ..errors import ImportProblem
from ..outcome import ChunkOutcome
from ..prose import require_prose
from . import decisions, document, dossier, feed, page, text

SHIPPED = (dossier, feed, page, text, document)


class Reader(Protocol):
    """What an adapter opens for a job."""

    def prepare(self, job: ImportJob, hold: Hold) -> None:
        """Have what the next chunk needs at hand, outside any transaction."""

    def chunk(self, job: ImportJob) -> ChunkOutcome:
        """Do the next bounded piece of work inside the caller's transaction."""
        ...


def load_formats() -> dict[str, ModuleType]:
    """What can be handed in, by name: first what `IMPORT_ADAPTERS` names, then what ships, which may take any file."""
    added = [import_module(name) for name in settings.IMPORT_ADAPTERS]
    return {adapter.NAME: adapter for adapter in (*added, *SHIPPED)}


FORMATS = load_formats()
"""What can be handed in; a file without a named format is offered to each in this order."""
ADAPTERS = FORMATS | {decisions.NAME: decisions}
"""What a job may be worked off by."""
HEAD = 64 * 1024


def recognise(file_name: str, head: bytes, named: str = "") -> str:
    """The name of the adapter that reads this file: as named, else by content.

    Raises ImportProblem, also for data that would be read as if it were prose.
    """
    known = ", ".join(FORMATS)
    if named and named != "auto":
        if named not in FORMATS:
            raise ImportProblem(
                f"“{named}” is no format that can be imported; known are: {known}."
            )
        if named in (text.NAME, page.NAME):
            require_prose(head, file_name)
        return named
    if not head.strip():
        raise ImportProblem(f"{file_name} is empty.")
    if not dossier.recognises(file_name, head):
        require_prose(head, file_name)
    for name, adapter in FORMATS.items():
        if adapter.recognises(file_name, head):
            return name
    raise ImportProblem(
        f"{file_name} is in no format that can be imported; known are: {known}."
    )
