"""A bulk decision, worked off as a job: no format, so no file is ever recognised as one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from factcheck.models import ImportJob
from factcheck.workflow import WrongState

from ..outcome import ChunkOutcome
from ..suggestions import SuggestionFilter, carry_on

NAME = "decisions"


class Decisions:
    """One run over the chosen suggestions; the job's cursor is the last one that was decided."""

    def prepare(self, job: ImportJob, hold: Callable[[], None]) -> None:
        if job.total is None:
            job.total = SuggestionFilter.of(job.options["filter"]).rows().count()

    def chunk(self, job: ImportJob) -> ChunkOutcome:
        return carry_on(job)


def recognises(file_name: str, head: bytes) -> bool:
    return False


@contextmanager
def open(job: ImportJob) -> Iterator[Decisions]:
    yield Decisions()


def again(job: ImportJob) -> tuple[dict, int]:
    raise WrongState(
        "Choose the suggestions anew; those that could not be decided are still open."
    )
