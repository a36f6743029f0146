"""Import jobs: what comes in, as drafts or suggestions, by a worker that may be killed at any moment."""

from .adapters import FORMATS, HEAD, recognise
from .errors import ImportProblem
from .jobs import (
    cancel,
    may_run,
    may_start,
    retry,
    retry_failed,
    start,
    sweep,
    wake,
)
from .liveness import (
    BEAT,
    SCHEDULER,
    beat,
    beat_seen_at,
    scheduler_seen_at,
    worker_seen_at,
)
from .polling import look, poll
from .runner import run

__all__ = [
    "FORMATS",
    "HEAD",
    "ImportProblem",
    "BEAT",
    "SCHEDULER",
    "beat",
    "beat_seen_at",
    "cancel",
    "look",
    "may_run",
    "may_start",
    "poll",
    "recognise",
    "retry",
    "retry_failed",
    "run",
    "scheduler_seen_at",
    "start",
    "sweep",
    "wake",
    "worker_seen_at",
]
