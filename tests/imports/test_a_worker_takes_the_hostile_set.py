"""One real worker takes every hostile document in turn: it lives, stays small, leaves nothing behind, and goes on."""

import gzip
import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fetching.internet import page as answer
from fetching.internet import running
from support.articles import page
from support.bombs import SET
from support.installation import Installation, installed, kill
from support.progress import Watch, below, is_reader, most_held

pytestmark = pytest.mark.slow
MOST_MORE = 100 * 1024
"""Kilobytes that a worker may come to hold beyond what it held after a first small job."""
PATIENCE = 240
START = """
import json
from pathlib import Path
from django.core.files import File
from factcheck import imports
from factcheck.models import User
folder = Path({folder!r})
for name, adapter in json.loads({jobs!r}):
    given = dict(address=name) if "://" in name else dict(file=File((folder / name).open("rb")), file_name=name)
    imports.start(adapter=adapter, by=User.objects.get(username="editor"), **given)
"""


class Site:
    """An installation of the test's own, with one worker, and the folder that its documents lie in."""

    def __init__(self, folder: Path, here: Installation):
        self.folder, self.temporary, self.media = (
            folder / "documents",
            folder / "temporary",
            folder / "var/media",
        )
        self.here = here

    def hand_in(self, *jobs: tuple[str, str]) -> None:
        """Documents by name or address, each with its format."""
        self.here.shell(START.format(folder=str(self.folder), jobs=json.dumps(jobs)))

    def jobs(self) -> dict[str, tuple[str, str]]:
        """(state, message and issues) of each job, by name or address."""
        asked = (
            "SELECT file_name || address, state, message || ' ' || coalesce((SELECT group_concat(i.message) "
            "FROM factcheck_importissue i WHERE i.job_id = j.id), '') FROM factcheck_importjob j"
        )
        with closing(
            sqlite3.connect(f"file:{self.here.database}?mode=ro", uri=True, timeout=10)
        ) as database:
            return {
                name: (state, said.strip())
                for name, state, said in database.execute(asked)
            }

    def wait(self) -> dict[str, tuple[str, str]]:
        """Until every job is over, or is to be tried again later."""
        deadline = time.monotonic() + PATIENCE
        while any(
            state == "running" or (state == "queued" and not said)
            for state, said in self.jobs().values()
        ):
            assert time.monotonic() < deadline, (
                f"{self.jobs()}\n{self.here.log.read_text()[-2000:]}"
            )
            time.sleep(0.1)
        return self.jobs()

    def stored_digests(self) -> set[str]:
        """The sha256 of every file that is kept."""
        return {
            hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.media.rglob("*")
            if file.is_file()
        }


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    for name in ("documents", "temporary"):
        (tmp_path / name).mkdir()
    settings = {
        "JOB_LEASE_SECONDS": "60",
        "FETCH_ALLOW_LOOPBACK": "1",
        "FETCH_PACE_SECONDS": "0",
    }
    with installed(tmp_path, TMPDIR=str(tmp_path / "temporary"), **settings) as here:
        yield Site(tmp_path, here)


@pytest.fixture
def worker(site):
    process = site.here.worker("--beat", "--concurrency", "1")
    yield process.pid
    kill(process)


def endless(request: str):
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    while True:
        yield bytes(2**20)


def dripping(request: str):
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    while True:
        time.sleep(0.5)
        yield b"a"


PAGES = {
    "/bomb": (
        answer(gzip.compress(bytes(200_000_000), 1), "Content-Encoding: gzip"),
        "failed",
        "20 MB when unpacked",
    ),
    "/endless": (endless, "failed", "larger than 10 MB"),
    "/dripping": (dripping, "queued", "Try again later"),
    "/deep": (answer(b"<html><body>" + b"<div>" * 100_000), "failed", "nests its tags"),
}


def held(pids: list[int]) -> dict[int, int]:
    return {pid: most_held(pid) for pid in pids}


def is_so(ended: tuple[str, str], state: str, said: str) -> bool:
    return ended[0] == state and said in ended[1]


def reading_a_good_page(site: Site, worker: int) -> Watch:
    """What a reader holds at most over a good page; one that is over before it was seen is followed by another."""
    for number in range(10):
        name = f"good {number}.html"
        (site.folder / name).write_bytes(page(f"Nuuk waits {number}"))
        with Watch(worker) as watch:
            site.hand_in((name, "page"))
            site.wait()
        if watch.most:
            return watch
    raise AssertionError("No reader was seen.")


def test_a_worker_takes_the_hostile_set_and_a_good_document_after_it(site, worker):
    for name, bomb in SET.items():
        (site.folder / name).write_bytes(bomb.make())
    (site.folder / "better.html").write_bytes(page("Nuuk waits on"))
    first = reading_a_good_page(site, worker)
    pids = [worker, *(pid for pid in below(worker) if not is_reader(pid))]
    before = held(pids)

    with (
        running({path: script for path, (script, _, _) in PAGES.items()}) as server,
        Watch(worker) as watch,
    ):
        expected = {name: (bomb.state, bomb.said) for name, bomb in SET.items()}
        expected |= {
            f"{server.address}{path}": (state, said)
            for path, (_, state, said) in PAGES.items()
        }
        formats = {name: bomb.adapter for name, bomb in SET.items()}
        site.hand_in(*((name, formats.get(name, "page")) for name in expected))
        ended = site.wait()
    site.hand_in(("better.html", "page"))
    state, _ = site.wait()["better.html"]

    after = held(pids)
    grown = {pid: (after[pid] - before[pid]) // 1024 for pid in pids}
    figures = (
        f"MB at first {before}, more {grown}; readers {first.most} to {watch.most} kB"
    )
    print(figures)  # noqa: T201 - with -s
    wrong = {
        name: ended[name]
        for name, end in expected.items()
        if not is_so(ended[name], *end)
    }
    assert not wrong
    assert state == "done"
    assert all(after.values()), "a process of the worker died"
    assert max(grown.values()) * 1024 <= MOST_MORE
    assert watch.most - first.most <= MOST_MORE
    assert not [file for file in site.temporary.rglob("*") if file.is_file()]
    assert site.stored_digests() <= {
        hashlib.sha256(file.read_bytes()).hexdigest() for file in site.folder.iterdir()
    }
