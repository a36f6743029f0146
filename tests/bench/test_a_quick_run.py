"""The harness end to end: seeded, verified, served, measured."""

import json
import subprocess
import sys

import pytest

from factcheck.config.settings import BASE_DIR


@pytest.mark.slow
def test_a_quick_run_holds_every_address_against_its_yardstick(tmp_path):
    folder = tmp_path / "bench"

    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--folder", folder],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    (results,) = json.loads((tmp_path / "bench.json").read_text())["runs"].values()
    measured = {result["name"]: result for result in results}
    assert not [result["fault"] for result in results if result["fault"]]
    assert measured["API list"]["bytes"] > measured["stored list"]["bytes"]
    assert measured["API 304"]["bytes"] == 0
    assert measured["dispute page, kept"]["ratio"] > 0
    assert not list(folder.glob("*.sqlite3*"))
