"""Why a decision on a suggestion was not taken, or not undone."""

from factcheck.workflow import WorkflowError


class AlreadyDecided(WorkflowError):
    """Somebody was quicker; the message says who and what."""


class CannotBeUndone(WorkflowError):
    """The decision stands; the message says why and what to do instead."""
