"""The product in a folder of its own with real processes: a database, a broker, workers to be killed."""

import atexit
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from support.brokers import Broker
from support.uploads import FILES

ROOT = Path(__file__).resolve().parents[2]
SIDE_BY_SIDE = str(ROOT / "tests")
WORKER = ["celery", "-A", "factcheck.config.celery", "-q", "worker"]
CONSOLE = [
    "manage.py",
    "shell",
    "--no-imports",
    "-c",
    "from support.console import serve; serve()",
]
LEASE_SECONDS = 2
OVER = ("done", "failed", "cancelled")
both_transports = pytest.mark.parametrize("transport", ["filesystem", "redis"])
Job = namedtuple("Job", "pk state owner done attempts cursor message")


class Installation:
    """Driven as an operator and an editor drive it; `jobs` and `begun` look on from beside."""

    def __init__(self, folder: Path, broker: Broker | None = None, **environment: str):
        unwanted = ("DATABASE_URL", "REDIS_URL", "PYTEST_VERSION")
        kept = {
            name: value for name, value in os.environ.items() if name not in unwanted
        }
        own = {
            "VAR_ROOT": str(folder),
            "JOB_LEASE_SECONDS": str(LEASE_SECONDS),
            "PYTHONPATH": SIDE_BY_SIDE,
        }
        own |= {"REQUIRE_MFA": "off"}  # it is told who asks, and signs nobody in
        own |= {"LEDGER_KEY": settings.LEDGER_KEY}
        own |= {"REDIS_URL": broker.url} if broker else {}
        self.environment = kept | own | environment
        self.folder, self.broker = folder, broker
        folder.mkdir(exist_ok=True)
        self.log, self.database = folder / "worker.log", folder / "db.sqlite3"
        self.processes: list[subprocess.Popen] = []
        self.console = self._process(
            CONSOLE,
            folder / "console.log",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, question: str, **arguments: object):
        """The answer of a function of the console; it runs in the product, with this installation's environment."""
        self.console.stdin.write(json.dumps([question, arguments]).encode() + b"\n")
        self.console.stdin.flush()
        answer = self.console.stdout.readline()
        assert answer, (self.folder / "console.log").read_text()[-3000:]
        return json.loads(answer)

    def start(self, *names: str) -> list[int]:
        """A job for each of these files, in this order; their primary keys."""
        return [self.hand_in(name, FILES[name][0], FILES[name][1]()) for name in names]

    def hand_in(self, name: str, adapter: str, data: bytes) -> int:
        path = self.folder / name
        path.write_bytes(data)
        return self.ask("start", path=str(path), adapter=adapter)

    def worker(self, *options: str) -> subprocess.Popen:
        return self._process(
            ["-m", *WORKER, *(options or ("--concurrency", "1"))], self.log
        )

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def jobs(self) -> dict[int, Job]:
        """Every job by its primary key, as its row stands."""
        asked = "SELECT id, state, owner, done, attempts, cursor, message FROM factcheck_importjob ORDER BY id"
        with closing(
            sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)
        ) as database:
            return {
                row[0]: Job(*row[:-2], json.loads(row[-2]), row[-1])
                for row in database.execute(asked)
            }

    def written(self, pk: int) -> int:
        """How many records, documents or suggestions of a job are in the database."""
        job = self.jobs()[pk]
        return max(job.done, job.cursor.get("at", 0))

    def begun(self, pk: int) -> list[int]:
        """The attempts at a job that the workers' log tells of."""
        lines = [
            json.loads(line)
            for line in self.log.read_text().splitlines()
            if '"job begun"' in line
        ]
        return [line["attempt"] for line in lines if line["job"] == pk]

    def taken(self) -> int:
        """How often a worker was through with a message about a job, whether or not it got the job."""
        return self.log.read_text().count("Task factcheck.run_import[")

    def wait(
        self, is_so: Callable[[dict[int, Job]], bool], seconds: float = 150
    ) -> dict[int, Job]:
        """Until the jobs are as told. The beat's sweep comes several times a second instead of every thirty."""
        deadline, swept_at = time.monotonic() + seconds, 0.0
        while not is_so(jobs := self.jobs()):
            assert time.monotonic() < deadline, (
                f"{jobs}\n{self.log.read_text()[-3000:]}"
            )
            if time.monotonic() > swept_at + 0.3:
                self.ask("sweep")
                swept_at = time.monotonic()
            time.sleep(0.02)
        return jobs

    def finish(self) -> dict:
        """The report when every job is over."""
        self.wait(lambda jobs: all(job.state in OVER for job in jobs.values()))
        return self.ask("report")

    def close(self) -> None:
        for process in self.processes:
            kill(process)

    def _process(
        self, command: list[str], log: Path, **streams: int
    ) -> subprocess.Popen:
        with log.open("ab") as output:
            files = {"stdout": output, "stderr": output} | streams
            command = [sys.executable, *command]
            started = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, start_new_session=True, **files
            )
        self.processes.append(started)
        return started


def kill(process: subprocess.Popen) -> None:
    """With all that it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in filter(None, (process.stdin, process.stdout)):
        with suppress(BrokenPipeError):
            stream.close()


@contextmanager
def installed(
    folder: Path, transport: str = "filesystem", is_up: bool = True, **environment: str
) -> Iterator[Installation]:
    """An installation with nothing in it but an editor; its processes end with the block."""
    with ExitStack() as ends:
        broker = None
        if transport == "redis":
            broker = Broker(folder / "redis")
            ends.callback(broker.kill)
            if is_up:
                broker.start()
        shutil.copytree(migrated(), folder / "var")
        site = Installation(folder / "var", broker, **environment)
        ends.callback(site.close)
        yield site


@cache
def migrated() -> Path:
    """The folder of an installation that is ready to be copied: migrating takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-installation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = Installation(folder / "var")
    try:
        site.ask("prepare")
    finally:
        site.close()
    return folder / "var"
