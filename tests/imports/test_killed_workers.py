"""A worker is killed at random moments of a long import, on both transports: nothing is lost, nothing is doubled.

Real processes: a database, a broker and a Celery worker of the test's own, in a folder of its own.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from dossiers import claim, entry, ground
from services import require_redis

pytestmark = pytest.mark.slow

RECORDS = 2000
KILLS = 6
ROOT = Path(__file__).resolve().parents[2]
WORKER = ["celery", "-A", "factcheck.config.celery", "-q", "worker", "--beat", "--concurrency", "1"]
REPORT = """
import hashlib, json
from factcheck import kinds
from factcheck.models import ImportJob, Revision, StagedRecord
job = ImportJob.objects.get()
records = {k.name: sorted(k.model.objects.values_list("slug", flat=True)) for k in kinds.all_kinds()}
said = [k.content(r) for k in kinds.all_kinds() for r in k.model.objects.order_by("slug")]
def plain(value):
    if isinstance(value, dict):
        return {n: plain(v) for n, v in value.items() if n != "uid"}
    return [plain(v) for v in value] if isinstance(value, list) else value
texts = [t for r in plain(said) for t in (r.get("text"), r.get("headline"), r.get("body")) if t]
print(json.dumps({
    "state": job.state, "message": job.message, "created": job.created, "failed": job.failed, "done": job.done,
    "unchanged": job.unchanged, "updated": job.updated, "issues": job.issue_count,
    "records": {k: len(v) for k, v in records.items()}, "distinct": {k: len(set(v)) for k, v in records.items()},
    "texts": hashlib.sha256(json.dumps(texts).encode()).hexdigest(),
    "saves": Revision.objects.filter(verb="save").count(), "staged": StagedRecord.objects.count(),
}))
"""


class Installation:
    """The product in a folder of its own, driven as an operator drives it."""

    def __init__(self, folder: Path, **environment: str):
        unwanted = ("DATABASE_URL", "REDIS_URL", "PYTEST_VERSION")
        kept = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.environment = kept | {"VAR_ROOT": str(folder), "JOB_LEASE_SECONDS": "2"} | environment
        self.log, self.database = folder / "worker.log", folder / "db.sqlite3"
        folder.mkdir(parents=True, exist_ok=True)
        self.manage("migrate", "-v", "0")
        self.shell(
            "from django.contrib.auth.models import Group; from factcheck.models import User; "
            "User.objects.create_user('editor', password='x').groups.add(Group.objects.get(name='Editor'))"
        )

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def job(self) -> tuple[str, str, int]:
        """The job's state, owner and how many records are done, read beside the product: a process costs seconds."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute("SELECT state, owner, done FROM factcheck_importjob").fetchone()

    def report(self) -> dict:
        return json.loads(self.shell(REPORT).splitlines()[-1])

    def worker(self) -> subprocess.Popen:
        with self.log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", *WORKER],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )


def kill(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def dossier_file(folder: Path) -> Path:
    records = [*ground()]
    for i in range(RECORDS // 2):
        other = [{"relation": "contradicts", "claim": f"c{(i + 1) % (RECORDS // 2)}"}]
        records.append(claim(f"c{i}", relations=other if i % 10 == 0 else []))
        records.append(entry(f"e{i}", claims=[f"c{i}"]))
    lines = [json.dumps({"dossier": 1, "dispute": "bridge"}), *(json.dumps(record) for record in records)]
    path = folder / "long.ndjson"
    path.write_text("\n".join(lines))
    return path


def wait(site: Installation, is_so, seconds: float = 150) -> None:
    """Until the job is as told; a sweep every few seconds stands in for waiting half a minute for the beat."""
    deadline = time.monotonic() + seconds
    swept_at = 0.0
    while not is_so(*site.job()):
        assert time.monotonic() < deadline, f"{site.job()}\n{site.log.read_text()[-2000:]}"
        if time.monotonic() > swept_at + 2.5:
            site.manage("sweep_jobs")
            swept_at = time.monotonic()
        time.sleep(0.05)


def finish(site: Installation) -> dict:
    wait(site, lambda state, owner, done: state in ("done", "failed"))
    return site.report()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> dict:
    folder = tmp_path_factory.mktemp("undisturbed")
    site = Installation(folder / "var")
    site.manage("import_file", str(dossier_file(folder)), "--as", "editor")
    worker = site.worker()
    try:
        return finish(site)
    finally:
        kill(worker)


@pytest.mark.parametrize("transport", ["filesystem", "redis"])
def test_a_killed_worker_loses_and_doubles_nothing(transport, undisturbed, tmp_path, request):
    broker = {}
    if transport == "redis":
        broker = {"REDIS_URL": require_redis().rsplit("/", 1)[0] + "/9"}
    site = Installation(tmp_path / "var", **broker)
    site.manage("import_file", str(dossier_file(tmp_path)), "--as", "editor")
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails

    owners, progress = {""}, []
    for _ in range(KILLS):
        worker = site.worker()
        wait(site, lambda state, owner, done: owner not in owners)
        time.sleep(moments.uniform(0, 2))
        kill(worker)
        state, owner, done = site.job()
        owners.add(owner)
        progress.append(done)
    worker = site.worker()
    try:
        report = finish(site)
    finally:
        kill(worker)

    assert report == undisturbed
    assert (len(owners), sorted(progress)) == (KILLS + 1, progress)
    assert 0 < progress[-1] < RECORDS


def test_the_undisturbed_import_takes_every_record(undisturbed):
    assert undisturbed["state"] == "done", undisturbed
    assert undisturbed["created"] == RECORDS + 4
    assert undisturbed["records"] == undisturbed["distinct"]
    assert (undisturbed["failed"], undisturbed["issues"], undisturbed["staged"]) == (0, 0, 0)
