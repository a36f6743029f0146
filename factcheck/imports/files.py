"""The file that was handed in with a job."""

from factcheck.models import ImportJob
from factcheck.text.reading import LARGEST, TOO_LARGE

from .errors import ImportProblem

GONE = "The file is no longer stored here; hand it in again."


def bytes_of(job: ImportJob) -> bytes:
    """All of the file. Raises ImportProblem when it is gone, empty, or larger than a document may be."""
    try:
        if job.file.size > LARGEST:
            raise ImportProblem(TOO_LARGE)
        with job.file.open("rb") as file:
            data = file.read()
    except (FileNotFoundError, ValueError):
        raise ImportProblem(GONE) from None
    if not data.strip():
        raise ImportProblem(f"{job.file_name} is empty.")
    return data
