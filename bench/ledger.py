"""`python -m bench.ledger`: what a line costs with its leaves and its signature, beside the first form's one sha256.

Appending one line a transaction, `verify_ledger`, and the verifier that strangers run. Results go to var/ledger.json.
Each measurement runs in a process of its own on a scratch database.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from . import databases
from .importing import in_words

BUDGETS = {
    "append to first form": 0.6,
    "verify_ledger to first form": 0.25,
    "public verifier, lines a second": 1_000,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.ledger", description=__doc__)
    parser.add_argument(
        "--on", nargs="+", choices=databases.KINDS, default=list(databases.KINDS)
    )
    parser.add_argument(
        "--lines", type=int, default=1_000, help="how many are appended in each form"
    )
    parser.add_argument("--folder", type=Path, default=Path("var/bench").absolute())
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    results = {}
    for kind in asked.on:
        if kind == "postgresql" and not databases.answers():
            print("No PostgreSQL answers; set BENCH_DATABASE_URL to measure on one.")
            continue
        forms = [_measured(kind, form, asked) for form in ("first", "today")]
        results[kind] = _compared(*forms)
        print(in_words(kind, results[kind], BUDGETS), flush=True)
    asked.folder.with_name("ledger.json").write_text(json.dumps(results, indent=1))
    return 0


def _measured(kind: str, form: str, asked: argparse.Namespace) -> dict:
    with databases.KINDS[kind](asked.folder) as address:
        environment = os.environ | {
            "DATABASE_URL": address,
            "VAR_ROOT": str(asked.folder),
            "REDIS_URL": "",
        }
        environment["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        order = [sys.executable, "manage.py", "bench_ledger", form, str(asked.lines)]
        done = subprocess.run(
            order, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise RuntimeError(f"Measuring the ledger failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _compared(first: dict, today: dict) -> dict:
    return {
        "append, lines a second": round(today["append"]),
        "append to first form": round(today["append"] / first["append"], 2),
        "verify_ledger, lines a second": round(today["verify"]),
        "verify_ledger to first form": round(today["verify"] / first["verify"], 2),
        "public verifier, lines a second": round(today["public"]),
        "with signatures, lines a second": round(today["signed"]),
    }


if __name__ == "__main__":
    sys.exit(main())
