"""`python -m bench`: seed scratch databases, serve each, measure, print ratios; `--quick` for a short look.

Results go to var/bench.json. PostgreSQL is measured where BENCH_DATABASE_URL answers.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from . import databases, measuring, report

SIZES = (1_000, 100_000)
FULL, QUICK = (
    measuring.Plan(rounds=3, seconds=1.2),
    measuring.Plan(rounds=1, seconds=0.15, warm_up=0.05),
)


def main() -> int:
    asked = read_arguments()
    folder, runs, started = asked.folder.absolute(), {}, time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    for kind in asked.on:
        if kind == "postgresql" and not databases.answers():
            print("No PostgreSQL answers; set BENCH_DATABASE_URL to measure on one.")
            continue
        for lines in asked.lines:
            name = f"{kind}, {lines:,} lines"
            runs[name] = run(kind, lines, folder, QUICK if asked.quick else FULL)
            print(report.table(name, runs[name]), flush=True)
    results = folder.with_suffix(".json")
    report.write(results, runs)
    print(
        f"\n{time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}; ratios are medians of rounds; {results}"
    )
    return int(any(result.fault for results in runs.values() for result in results))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="1,000 lines on SQLite, one short round"
    )
    parser.add_argument(
        "--on", nargs="+", choices=databases.KINDS, help="the databases to measure on"
    )
    parser.add_argument(
        "--lines", nargs="+", type=int, help="how many lines the ledger holds"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("var/bench"),
        help="for scratch files and results",
    )
    asked = parser.parse_args()
    asked.on = asked.on or (["sqlite"] if asked.quick else list(databases.KINDS))
    asked.lines = asked.lines or (SIZES[:1] if asked.quick else SIZES)
    return asked


def run(
    kind: str, lines: int, folder: Path, plan: measuring.Plan
) -> list[measuring.Result]:
    """Seed, serve and measure one scratch database."""
    with databases.KINDS[kind](folder) as address:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": address,
            "VAR_ROOT": str(folder),
            "REDIS_URL": "",
        }
        measuring.seed(
            environment, str(lines), *(["--verify"] if lines <= SIZES[0] else [])
        )
        with measuring.served(environment, folder / "server.log") as port:
            return measuring.measure(port, plan)


if __name__ == "__main__":
    sys.exit(main())
