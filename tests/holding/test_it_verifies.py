"""Strangers check the lines of a record that is held: hashes are kept, and a payload withheld in silence is found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from support.people import World, person

from factcheck import workflow
from factcheck.models import Claim

pytestmark = pytest.mark.django_db

PROGRAM = Path(settings.BASE_DIR) / "static" / "verify" / "verify_record.py"


@pytest.fixture
def rows(client) -> list[dict]:
    """The download of the ledger while the claim is held."""
    workflow.hold(World().claim, person("publisher"), reason="A lawyer wrote.")
    text = b"".join(client.get("/ledger/lines.ndjson").streaming_content).decode()
    return [json.loads(row) for row in text.splitlines()]


@pytest.fixture
def checked(tmp_path):
    """What the program for strangers says of rows, with its exit code."""

    def run(rows: list[dict]) -> tuple[int, str]:
        (tmp_path / "lines.ndjson").write_text(
            "".join(json.dumps(row) + "\n" for row in rows)
        )
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(PROGRAM), "lines.ndjson"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    return run


def withheld(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["payload"] is None]


def test_the_lines_verify_while_it_is_held(rows, checked):
    code, said = checked(rows)

    assert (code, len(withheld(rows))) == (0, 1)
    assert ", 1 withheld" in said


def test_nothing_that_opens_the_payload_goes_with_the_line(rows):
    row = withheld(rows)[0]

    assert (row["withheld"], row["secret"], row["salts"], row["sealed"]) == (
        "hold",
        None,
        None,
        [],
    )


def test_what_no_line_holds_is_not_withheld(rows, checked):
    code, said = checked(rows[:-1])

    assert code == 1
    assert "is withheld, and no later line says that its record is held" in said


def test_a_withheld_line_still_has_its_hash(rows, checked):
    withheld(rows)[0]["payload_root"] = "0" * 64

    assert checked(rows)[0] == 1


def test_a_line_of_the_ledgers_own_is_never_withheld(rows, checked):
    hold = rows[-1]
    hold |= {
        "payload": None,
        "secret": None,
        "salts": None,
        "sealed": [],
        "withheld": "hold",
    }

    assert checked(rows)[0] == 1


def test_after_the_release_every_payload_is_there(client, rows, checked):
    workflow.release(
        Claim.objects.get(slug="belongs"), person("publisher"), reason="It was right."
    )
    text = b"".join(client.get("/ledger/lines.ndjson").streaming_content).decode()
    released = [json.loads(row) for row in text.splitlines()]

    assert withheld(released) == []
    assert checked(released)[0] == 0
