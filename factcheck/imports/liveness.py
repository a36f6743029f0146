"""When workers, the scheduler and the beat were last heard of, by the rows that they write."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from factcheck.models import ImportJob, WorkerBeat

SCHEDULER = "scheduler"  # some worker ran the task that publishes what is due
BEAT = "celery beat"  # the process that sends the periodic tasks


def beat(name: str) -> None:
    """Record that the worker of this name is there now."""
    WorkerBeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def scheduler_seen_at() -> datetime | None:
    """When what is due was last looked for, or None."""
    return _beat_of(SCHEDULER)


def beat_seen_at() -> datetime | None:
    """When the beat, which sends the tasks, was last heard of, or None."""
    return _beat_of(BEAT)


def _beat_of(name: str) -> datetime | None:
    beats = WorkerBeat.objects.filter(name=name)
    return beats.values_list("at", flat=True).first()


def worker_seen_at() -> datetime | None:
    """When any worker was last heard of, or None. One that is busy with a job beats by its chunks too."""
    idle = WorkerBeat.objects.exclude(name=BEAT).aggregate(at=Max("at"))["at"]
    busy = ImportJob.objects.running().aggregate(at=Max("heartbeat_at"))["at"]
    return max(filter(None, (idle, busy)), default=None)
