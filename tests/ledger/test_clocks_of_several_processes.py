"""Processes whose clocks differ publish into one ledger, as on two hosts; both verifiers agree after every step."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
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

    def __init__(self, folder: Path, faketime: str):
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


@pytest.fixture
def host(tmp_path) -> Host:
    made = Host(tmp_path, require_faketime())
    made.manage("migrate", "-v", "0")
    made.manage("make_ledger_key")
    made.manage("shell", "--no-imports", "-c", PEOPLE)
    return made


def test_no_moment_is_written_that_was_not(host):
    assert host.publish("one").startswith("published")
    assert host.publish("behind-a-little", clock="-3s").startswith("published")
    assert host.verifies()

    assert "Set the clock right" in host.publish("behind-an-hour", clock="-1h")
    assert host.verifies()

    assert host.publish("a-year-ahead", clock="+400d").startswith("published")
    assert "mend_clock" in host.publish("right-again")
    assert host.verifies()

    people = ("--as", "admin", "--approved-by", "second_admin")
    assert " back to " in host.manage(
        "mend_clock", *people, "--reason", "A server ran ahead."
    )
    assert host.publish("after").startswith("published")
    assert host.verifies()
    assert host.manage("shell", "--no-imports", "-c", LATEST).strip() == "True"
