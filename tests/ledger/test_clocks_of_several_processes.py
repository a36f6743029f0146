"""Processes whose clocks differ publish into one ledger, as on two hosts; both verifiers agree after every step."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from support.postgres_server import PostgresServer, postgres_server
from support.services import require_faketime
from verifier.conftest import run_program

pytestmark = pytest.mark.slow

PUBLISH = """
import sys
sys.path.insert(0, "tests")
from support.ledger_factory import append, source_line
from factcheck import ledger
try:
    print("published", append(source_line("{slug}"))[0].seq)
except ledger.ClockRefused as refused:
    print("refused", refused)
"""
SERVE = """
import sys
sys.path.insert(0, "tests")
from support.ledger_factory import append, source_line
print("ready", flush=True)
for slug in sys.stdin:
    line = append(source_line(slug.strip()))[0]
    print("published", line.seq, line.recorded_at.isoformat(), flush=True)
"""
LINES = """
from factcheck.api.publications import line_text
from factcheck.models import Publication
print("\\n".join(line_text(line) for line in Publication.objects.order_by("seq")))
"""
PEOPLE = """
import sys
sys.path.insert(0, "tests")
from support.people import person
person("admin"), person("second_admin")
"""
LATEST = """
from factcheck.models import Publication
from django.utils import timezone
print(all(line.published_at <= timezone.now() for line in Publication.objects.all()))
"""


class Host:
    """Processes that share one database, each by a clock of its own."""

    def __init__(self, folder: Path, faketime: str, database: str = ""):
        self.folder, self.faketime = folder, faketime
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "PYTEST_VERSION")
        }
        self.environment = kept | {
            "VAR_ROOT": str(folder),
            "DEBUG": "1",
            "REQUIRE_MFA": "off",
        }
        self.environment |= {"DATABASE_URL": database} if database else {}

    def manage(self, *arguments: str, clock: str = "") -> str:
        by = [self.faketime, "-f", clock] if clock else []
        done = subprocess.run(
            [*by, sys.executable, "manage.py", *arguments],
            env=self.environment,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publish(self, slug: str, clock: str = "") -> str:
        return self.manage(
            "shell", "--no-imports", "-c", PUBLISH.format(slug=slug), clock=clock
        )

    def verifies(self, clock: str = "") -> bool:
        rows = self.manage("shell", "--no-imports", "-c", LINES)
        (self.folder / "lines.ndjson").write_text(rows)
        code, said = run_program("lines.ndjson", cwd=self.folder)
        assert code == 0, said
        return "verified" in self.manage("verify_ledger", clock=clock)

    @contextmanager
    def process(self, clock: str = "") -> Iterator[Callable[[str], list[str]]]:
        """A process that stays and publishes each slug that it is told: whether it did, the line, and its moment."""
        by = [self.faketime, "-f", clock] if clock else []
        with subprocess.Popen(
            [*by, sys.executable, "manage.py", "shell", "--no-imports", "-c", SERVE],
            env=self.environment,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdout.readline() == "ready\n"

            def publish(slug: str) -> list[str]:
                running.stdin.write(f"{slug}\n")
                running.stdin.flush()
                return running.stdout.readline().split()

            yield publish
            running.stdin.close()

    def prepare(self) -> None:
        self.manage("migrate", "-v", "0")
        self.manage("make_ledger_key")
        self.manage("shell", "--no-imports", "-c", PEOPLE)

    def mend(self) -> str:
        people = ("--as", "admin", "--approved-by", "second_admin")
        return self.manage("mend_clock", *people, "--reason", "A server ran ahead.")

    def tells_no_moment_that_was_not(self) -> bool:
        return self.manage("shell", "--no-imports", "-c", LATEST).strip() == "True"


@pytest.fixture
def host(tmp_path) -> Host:
    made = Host(tmp_path, require_faketime())
    made.prepare()
    return made


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with postgres_server() as made:
        yield made


def test_no_moment_is_written_that_was_not(host):
    assert host.publish("one").startswith("published")
    assert host.publish("behind-a-little", clock="-3s").startswith("published")
    assert host.verifies()

    assert "Set the clock right" in host.publish("behind-an-hour", clock="-1h")
    assert host.verifies()

    assert host.publish("a-year-ahead", clock="+400d").startswith("published")
    assert "mend_clock" in host.publish("right-again")
    assert host.verifies()

    assert " back to " in host.mend()
    assert host.publish("after").startswith("published")
    assert host.verifies()
    assert host.tells_no_moment_that_was_not()


def test_two_hosts_on_one_postgresql(tmp_path, server):
    """One host's clock is wrong while the other's and the database's are right."""
    server.start()
    host = Host(tmp_path, require_faketime(), server.url)
    host.prepare()

    with host.process() as right, host.process("-0.3s") as behind:
        moments = []
        for number in range(20):
            by = behind if number % 2 else right
            said, _seq, moment = by(f"turn-{number}")
            assert said == "published"
            moments.append(moment)
        assert moments == sorted(moments)
        assert len(set(moments)) < len(
            moments
        )  # of the head, where the clock is behind
    assert host.verifies()

    for number, clock in enumerate(("-1h", "+400d")):
        assert "Set the clock right" in host.publish(f"astray-{number}", clock=clock)
        assert host.verifies(), clock

    assert host.publish("right-again").startswith("published")
    assert host.verifies()
    assert host.tells_no_moment_that_was_not()


def test_a_postgresql_that_ran_ahead_itself(tmp_path, server):
    """The database's host was a year ahead, and the one that publishes with it; then both are right again."""
    ahead = (require_faketime(), "-f", "+400d")
    server.start(*ahead)
    host = Host(tmp_path, require_faketime(), server.url)
    host.prepare()
    assert "the database's" in host.publish("by-the-right-clock")
    assert host.publish("a-year-ahead", clock="+400d").startswith("published")
    assert host.verifies(clock="+400d")

    server.stop()
    server.start()
    assert "mend_clock" in host.publish("right-again")
    assert host.verifies()

    assert " back to " in host.mend()
    assert host.publish("after").startswith("published")
    assert host.verifies()
    assert host.tells_no_moment_that_was_not()
