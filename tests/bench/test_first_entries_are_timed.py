"""The bench of what readers' browsers see, end to end: seeded, served, read in Chromium."""

import json
import subprocess
import sys

import pytest

from factcheck.config.settings import BASE_DIR


@pytest.mark.slow
@pytest.mark.browser
def test_a_dispute_is_held_against_a_plain_list_of_the_same_entries(tmp_path, chromium):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bench.browser",
            "--sizes",
            "5",
            "--rounds",
            "1",
            "--folder",
            tmp_path / "bench",
        ],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    kept, made = json.loads((tmp_path / "browser.json").read_text())
    assert (kept["name"], made["name"]) == (
        "5, first page, kept",
        "5, first page, made",
    )
    assert kept["first_ms"] > 0 < kept["plain_ms"]
    assert kept["bytes"] > kept["plain_bytes"] > 500
    assert not list(tmp_path.glob("**/*.sqlite3*"))
