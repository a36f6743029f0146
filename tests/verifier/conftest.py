import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from support.people import World

PROGRAM = Path(settings.BASE_DIR) / "static" / "verify" / "verify_record.py"


@pytest.fixture
def world(db) -> World:
    """A small published dispute."""
    return World()


@pytest.fixture
def verify(tmp_path):
    """Runs the verifier on rows, as whoever downloaded it would: (exit code, what it said)."""

    def run(
        rows: list[str] | bytes, *options: str, name: str = "lines.ndjson"
    ) -> tuple[int, str]:
        data = (
            rows
            if isinstance(rows, bytes)
            else "".join(f"{row}\n" for row in rows).encode()
        )
        (tmp_path / name).write_bytes(data)
        return run_program(name, *options, cwd=tmp_path)

    return run


def run_program(*arguments: str, cwd: Path, given: bytes = b"") -> tuple[int, str]:
    """Alone: no site packages, no environment, no folder of ours to import from."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8=0", str(PROGRAM), *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture
def download(client):
    """The rows of the ledger, as they are downloaded."""

    def rows(query: str = "") -> list[str]:
        response = client.get(f"/ledger/lines.ndjson{query}")
        assert response.status_code == 200
        return (
            b"".join(response.streaming_content).decode().removesuffix("\n").split("\n")
        )

    return rows


@pytest.fixture
def reworded():
    """A row with some of its fields changed, as somebody would who alters the record."""

    def row(written: str, **changes) -> str:
        return json.dumps(json.loads(written) | changes, ensure_ascii=False)

    return row
