"""A worker is killed at random moments of an import, on both transports: nothing is lost, nothing is doubled."""

import os
import random
import signal
import time
from subprocess import Popen

import pytest
from support.installation import Installation, both_transports, installed, kill
from support.progress import below
from support.uploads import EVERY_WAY

pytestmark = pytest.mark.slow
BEAT = ("--beat", "--concurrency", "1")
KILLS = {"long.ndjson": 6, "long.txt": 4}
"""A text is found anew by each worker, and given up after the fifth that wrote nothing."""

WRITTEN_SLOWLY = {"dossier.ndjson", "feed.xml"}


@pytest.fixture
def moments() -> random.Random:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    return random.Random(seed)


@both_transports
@pytest.mark.parametrize("name", KILLS)
def test_a_killed_worker_loses_and_doubles_nothing(
    name, transport, undisturbed, moments, tmp_path
):
    with installed(tmp_path, transport) as site:
        (pk,) = site.start(name)
        owners, progress = {""}, [0]
        for turn in range(KILLS[name]):
            worker = site.worker(*BEAT)
            site.wait(lambda jobs: jobs[pk].owner not in owners)
            if turn % 2:
                site.wait(lambda jobs: site.written(pk) > progress[-1])
            time.sleep(moments.uniform(0, 0.15 if turn % 2 else 1.5))
            kill(worker)
            owners.add(site.jobs()[pk].owner)
            progress.append(site.written(pk))
        site.worker(*BEAT)
        report = site.finish()

    assert report == undisturbed(name)
    assert (len(owners), sorted(progress)) == (KILLS[name] + 1, progress)
    assert 0 < progress[-1] < undisturbed(name)["jobs"][0]["created"]


def kill_the_next(
    site: Installation, worker: Popen, left: dict[int, bool], moments: random.Random
) -> None:
    """Kill the worker's one process at a random moment of a job that is left, and take that from what is left.

    `left` says of each job, by its key, whether it has to have something written first.
    """

    def hit() -> list[int]:
        running = [
            job
            for job in site.jobs().values()
            if job.state == "running" and job.pk in left
        ]
        return [job.pk for job in running if job.cursor or not left[job.pk]]

    while True:
        site.wait(lambda jobs: hit())
        time.sleep(moments.uniform(0, 0.2))
        at_work = below(worker.pid)[0]
        os.kill(
            at_work, signal.SIGSTOP
        )  # so that it does not go on to the next job while we look
        if found := hit():
            os.kill(at_work, signal.SIGKILL)
            for pk in found:
                del left[pk]
            return
        os.kill(at_work, signal.SIGCONT)


@both_transports
def test_a_killed_pool_process_costs_one_attempt_and_nothing_else(
    transport, undisturbed, moments, tmp_path
):
    with installed(tmp_path, transport) as site:
        worker = site.worker()
        pks = site.start(*EVERY_WAY)
        left = {
            pk: name in WRITTEN_SLOWLY for pk, name in zip(pks, EVERY_WAY, strict=True)
        }
        while left:
            kill_the_next(site, worker, left, moments)
        report = site.finish()
        attempts = [site.begun(pk) for pk in pks]

    assert report == undisturbed(*EVERY_WAY)
    assert attempts == [[1, 2]] * len(pks)


@pytest.mark.parametrize(
    "names", [("long.ndjson",), EVERY_WAY], ids=["one", "every way"]
)
def test_the_undisturbed_imports_take_every_record(names, undisturbed):
    report = undisturbed(*names)

    for job in report["jobs"]:
        assert (job["state"], job["failed"], job["issues"]) == ("done", 0, []), job
        assert job["created"] > 100
        assert job["suggestions"] in (0, job["created"])
    assert len(report["records"]["claim"]) == len(report["records"]["entry"]) >= 60
    assert report["staged"] == 0
