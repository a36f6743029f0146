"""The shared scorers, where the folder of the data has them: run as they are, on what we found."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from .sets import AnnotatedSet

SCORERS = {"quotes": "score_quotes.py", "time": "score_dates.py"}
FIELDS = {"quotes": "quotes", "time": "timexes"}


def shared_score(
    one: AnnotatedSet, found: dict[str, list[dict]], folder: Path | None
) -> dict | None:
    """What the scorer of the folder says; None without one."""
    scorer = folder / SCORERS[one.task] if folder else None
    if scorer is None or not scorer.exists():
        return None
    with tempfile.TemporaryDirectory() as scratch:
        gold, said = Path(scratch, "gold.jsonl"), Path(scratch, "said.jsonl")
        gold.write_text(
            "".join(json.dumps(document) + "\n" for document in one.documents())
        )
        rows = ({"id": key, FIELDS[one.task]: value} for key, value in found.items())
        said.write_text("".join(json.dumps(row) + "\n" for row in rows))
        order = [sys.executable, str(scorer), str(gold), str(said), "--json"]
        if one.task == "time" and one.name.startswith("gum"):
            order += ["--types", "DATE,TIME"]
        done = subprocess.run(order, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
