"""What an error of this program costs an import: the finding, record, document or item in hand, and nothing else."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from factcheck.workflow import WorkflowError

from .errors import ImportProblem, LostLease
from .outcome import Issue

DATABASE_IS_AWAY = (OperationalError, InterfaceError)
FORESEEN = (ImportProblem, LostLease, WorkflowError, *DATABASE_IS_AWAY)
"""What whoever runs the job answers: it stops the job, or puts it back into the queue."""
FULL = (errno.ENOSPC, errno.EDQUOT)
NO_SPACE = "There is no space left where files are kept. The job goes on by itself when there is."
MESSAGE = "{} An error in this program, not in what was handed in ({}). The log has it with its traceback."
log = structlog.get_logger(__name__)


@contextmanager
def contain(
    issues: list[Issue],
    place: str,
    lost: str,
    value: object = "",
    severity: str = "error",
) -> Iterator[None]:
    """Let an unforeseen exception cost no more than this block.

    It is logged with its traceback, and `issues` gets one that names the place and, in `lost`, what is not there now.
    What is foreseen is raised, and a full disk as an ImportProblem that may pass. Where the block asks the database,
    put it into a `savepoint` too.
    """
    try:
        yield
    except FORESEEN:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise ImportProblem(NO_SPACE, passing=True) from error
        log.exception("import crashed", place=place)
        name = type(error).__name__
        reason = f"{name}: {error}" if str(error) else name
        message = MESSAGE.format(lost, reason)
        issues.append(Issue(place, message, value=value, severity=severity))


def savepoint() -> AbstractContextManager:
    """What a block wrote is undone when it raises, and its transaction goes on.

    Outside of a transaction each statement stands alone, and opening one would lock the others out on SQLite.
    """
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
