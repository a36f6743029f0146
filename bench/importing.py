"""`python -m bench.importing`: what bringing things in costs - memory, suggestions against COPY, extraction a second.

Results go to var/importing.json. Each measurement runs in a process of its own on a scratch database.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from . import databases

RECORDS, SUGGESTIONS = 100_000, 50_000
BUDGETS = {
    "memory grown, MB": 150,
    "suggestions to COPY": 0.3,
    "extraction, MB a second": 1.0,
}
AT_MOST = ("memory grown, MB",)


def main() -> int:
    asked = read_arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    results = {
        "extraction": measured(
            "extraction", os.environ | {"VAR_ROOT": str(asked.folder)}
        )
    }
    for kind in asked.on:
        if kind == "postgresql" and not databases.answers():
            print("No PostgreSQL answers; set BENCH_DATABASE_URL to measure on one.")
            continue
        with databases.KINDS[kind](asked.folder) as address:
            environment = os.environ | {
                "DATABASE_URL": address,
                "VAR_ROOT": str(asked.folder),
                "REDIS_URL": "",
            }
            if kind == "postgresql":
                results["suggestions"] = measured(
                    "suggestions", environment, asked.suggestions
                )
            else:
                results["dossier"] = measured("dossier", environment, asked.records)
    for name, result in results.items():
        print(in_words(name, result))
    asked.folder.with_name("importing.json").write_text(json.dumps(results, indent=1))
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.importing", description=__doc__)
    parser.add_argument(
        "--on", nargs="+", choices=databases.KINDS, default=list(databases.KINDS)
    )
    parser.add_argument(
        "--records", type=int, default=RECORDS, help="of the streamed dossier"
    )
    parser.add_argument("--suggestions", type=int, default=SUGGESTIONS)
    parser.add_argument("--folder", type=Path, default=Path("var/bench").absolute())
    return parser.parse_args()


def measured(what: str, environment: dict[str, str], size: int = 0) -> dict:
    """What the management command of the bench says of one measurement."""
    order = [sys.executable, "manage.py", "bench_import", what, str(size)]
    environment = environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    done = subprocess.run(
        order, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Measuring {what} failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def in_words(name: str, result: dict, budgets: dict[str, float] = BUDGETS) -> str:
    lines = [f"\n{name}"]
    for figure, value in result.items():
        budget = budgets.get(figure)
        is_met = budget is None or (
            value <= budget if figure in AT_MOST else value >= budget
        )
        said = (
            "" if budget is None else f"  budget {budget}{'' if is_met else '  missed'}"
        )
        lines.append(f"  {figure:<34} {value}{said}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
