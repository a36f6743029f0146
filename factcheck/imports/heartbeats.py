"""Workers and the beat write heartbeats, each for itself, so that a silent one is not taken for an idle one.

Celery finds both classes by their names in the settings and in `config.celery`.
"""

import socket
import time

import structlog
from celery import bootsteps
from celery.beat import PersistentScheduler
from celery.worker import WorkController
from django.db import DatabaseError, close_old_connections

from . import liveness

EVERY = 10.0
log = structlog.get_logger(__name__)


def write_beat(name: str) -> None:
    """Write down that `name` is there now. A database that does not answer is no reason to stop working."""
    close_old_connections()
    try:
        liveness.beat(name)
    except DatabaseError as error:
        log.warning("heartbeat not written", name=name, error=str(error))


class WorkerHeart(bootsteps.StartStopStep):
    """Beats in the worker's main process, whatever its children are busy with and whether or not a beat runs."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: WorkController, **options: object) -> None:
        super().__init__(parent, **options)
        self.timer = None

    def start(self, parent: WorkController) -> None:
        name = socket.gethostname()
        write_beat(name)
        self.timer = parent.timer.call_repeatedly(
            EVERY, write_beat, (name,), priority=10
        )

    def stop(self, parent: WorkController) -> None:
        if self.timer:
            self.timer.cancel()


class BeatingScheduler(PersistentScheduler):
    """Celery's scheduler, which says at most every ten seconds that it looks for what is due."""

    last_beat_at = float("-inf")

    def tick(self, *args: object, **options: object) -> float:
        delay = super().tick(*args, **options)
        if time.monotonic() - self.last_beat_at >= EVERY:
            write_beat(liveness.BEAT)
            self.last_beat_at = time.monotonic()
        return delay
