"""A worker and a beat say that they are there, each for itself; a killed one falls silent."""

import socket
import sqlite3
import time
from contextlib import closing

import pytest
from support.installation import both_transports, installed, kill

from factcheck import imports

pytestmark = [pytest.mark.slow, pytest.mark.services]
LONGEST = 90


def beats(site) -> dict[str, str]:
    """When each was last heard of, by its name."""
    with closing(
        sqlite3.connect(f"file:{site.database}?mode=ro", uri=True, timeout=10)
    ) as database:
        return dict(database.execute("SELECT name, at FROM factcheck_workerbeat"))


def wait(site, is_so, why: str) -> dict[str, str]:
    deadline = time.monotonic() + LONGEST
    while not is_so(found := beats(site)):
        assert time.monotonic() < deadline, (
            f"{why}: {found}\n{site.log.read_text()[-3000:]}"
        )
        time.sleep(0.2)
    return found


@both_transports
def test_a_worker_beats_without_a_beat_process(tmp_path, transport):
    name = socket.gethostname()
    with installed(tmp_path, transport) as site:
        worker = site.worker()
        first = wait(site, lambda found: name in found, "the worker is not heard of")
        wait(
            site,
            lambda found: found[name] > first[name],
            "the worker is heard of once only",
        )
        kill(worker)
        last = beats(site)

        assert imports.BEAT not in last
        time.sleep(0.5)
        assert beats(site) == last


def test_a_beat_process_beats_without_a_worker(tmp_path):
    with installed(tmp_path) as site:
        site._process(
            ["-m", "celery", "-A", "factcheck.config.celery", "-q", "beat"], site.log
        )
        first = wait(
            site, lambda found: imports.BEAT in found, "the beat is not heard of"
        )
        wait(
            site,
            lambda found: found[imports.BEAT] > first[imports.BEAT],
            "the beat is heard of once only",
        )

        assert list(beats(site)) == [imports.BEAT]
