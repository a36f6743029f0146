"""`python -m bench.articles`: every annotated article through the import that the desk runs.

Each is pasted as a text with its title, its day and a dispute, and worked off as a worker does, on a scratch database.
Prints what became of the jobs; an article that fails, or that an error of ours takes something from, ends the run
with status 1. Results go to var/articles.json.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from . import databases

RESULT = Path("var/articles.json")


def main() -> int:
    asked = read_arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with databases.KINDS[asked.on](asked.folder) as address:
        environment = os.environ | {
            "DATABASE_URL": address,
            "VAR_ROOT": str(asked.folder),
            "REDIS_URL": "",
        }
        environment |= {"DJANGO_SETTINGS_MODULE": "bench.settings"}
        order = [
            sys.executable,
            "manage.py",
            "bench_articles",
            *(["--data", asked.data] if asked.data else []),
        ]
        done = subprocess.run(
            order, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    result = json.loads(done.stdout)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1))
    print(in_words(result))
    return 1 if result["failed"] or result["crashes"] else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.articles", description=__doc__)
    parser.add_argument(
        "--data",
        default="",
        help="a folder with quotes/ and time/, beside the texts that are shipped",
    )
    parser.add_argument("--on", choices=databases.KINDS, default="sqlite")
    parser.add_argument("--folder", type=Path, default=Path("var/bench").absolute())
    return parser.parse_args()


def in_words(result: dict) -> str:
    lines = [f"{count:>7,}  {name}" for name, count in result["counts"].items()]
    lines += [
        f"{len(result['failed']):>7,}  failed jobs",
        f"{sum(result['crashes'].values()):>7,}  errors of ours",
    ]
    lines += [
        f"         {name}: {message}" for name, message in result["failed"].items()
    ]
    lines += [f"{count:>7,}  {what}" for what, count in result["crashes"].items()]
    lines += ["", "Issues by kind:" if result["issues"] else "No issues."]
    lines += [f"{count:>7,}  {what}" for what, count in result["issues"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
