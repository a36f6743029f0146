"""The job of a worker that was killed goes on within 65 seconds, as the product is set up by default."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.conf import settings
from support.installation import Installation, installed, kill
from support.progress import below

from factcheck.imports import jobs
from factcheck.management.commands.demo import WORKER
from factcheck.text.reading import subprocess_reader

SOON = 65
AS_SET_UP = {"JOB_LEASE_SECONDS": ""}
OPTIONS = WORKER[WORKER.index("worker") + 1 :]


def test_lease_and_sweep_add_up_to_less_and_a_document_is_read_within_the_lease():
    beat = settings.CELERY_BEAT_SCHEDULE["sweep jobs"]["schedule"]

    assert settings.JOB_LEASE_SECONDS + beat <= SOON - 10
    assert jobs.RESEND_AFTER.total_seconds() + beat <= SOON - 10
    assert subprocess_reader.SECONDS < settings.JOB_LEASE_SECONDS


def at_work(site: Installation, pk: int, owners: set[str]) -> str:
    """The owner of the job, once a worker that had it not before has it. Nobody sweeps but the product's own beat."""
    deadline = time.monotonic() + 240
    while (job := site.jobs()[pk]).owner in owners or job.state != "running":
        assert job.state in ("queued", "running"), job
        assert time.monotonic() < deadline, site.log.read_text()[-3000:]
        time.sleep(0.1)
    return job.owner


def kill_all(site: Installation, worker, owner: str) -> None:
    """The worker with its beat and its pool, at once; another one is started by whoever looks after it."""
    kill(worker)
    site.worker(*OPTIONS)


def kill_one(site: Installation, worker, owner: str) -> None:
    """The one process of the pool that has the job, as the kernel does when memory runs out."""
    busy = max(below(worker.pid), key=lambda pid: processor_time(pid))
    os.kill(busy, signal.SIGKILL)


def processor_time(pid: int) -> int:
    return sum(
        map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
    )


@pytest.mark.slow
@pytest.mark.parametrize("lose", [kill_all, kill_one])
def test_a_lost_workers_job_is_taken_up_within_65_seconds(lose, tmp_path):
    with installed(tmp_path, **AS_SET_UP) as site:
        worker = site.worker(*OPTIONS)
        (pk,) = site.start("long.ndjson")
        owner = at_work(site, pk, {""})
        site.wait(lambda jobs: jobs[pk].done > 20 or jobs[pk].state != "running")
        lose(site, worker, owner)
        began = time.monotonic()
        at_work(site, pk, {"", owner})
        seconds = time.monotonic() - began

    print(f"taken up after {seconds:.1f} s")  # noqa: T201 - the figure, for who runs it with -s
    assert seconds <= SOON
