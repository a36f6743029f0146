from typing import NamedTuple

from .outcome import Issue


class Failure(NamedTuple):
    """An address that gave no document: the one requested, the one reached, and the status of the answer, if any."""

    requested_url: str
    address: str = ""
    status: int | None = None


class ImportProblem(Exception):
    """Why a job cannot go on, in words for the desk.

    `passing` says that trying again later may help; `issue` is what is kept beside the message, with its place;
    `failure` is the address that was looked at.
    """

    def __init__(
        self,
        message: str,
        *,
        passing: bool = False,
        issue: Issue | None = None,
        failure: Failure | None = None,
    ):
        super().__init__(message)
        self.passing, self.issue, self.failure = passing, issue, failure


class LostLease(Exception):
    """Another worker has the job now; what this one did in its last chunk is rolled back."""
