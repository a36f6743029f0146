"""What was measured, as a table for people and as JSON for machines."""

import json
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from .measuring import Result

HEAD = (
    f"{'':34}{'per second':>11}{'p50 ms':>8}{'p95 ms':>8}{'bytes':>9}"
    f"{'/constant':>11}{'/stored':>9}{'/stock':>8}  {'held against':16}{'ratio':>7}{'budget':>8}"
)


def table(title: str, results: list[Result]) -> str:
    """A line a target; a budget that is not met is marked."""
    return "\n".join(["", title, HEAD, *map(line, results)])


def line(result: Result) -> str:
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
    budget = f"{result.budget:g}" if result.budget else ""
    mark = "" if result.met is not False else "  missed"
    constant, stored, stock = result.shares.values()
    return (
        f"{result.name:34}{result.per_second:11.0f}{result.p50_ms:8.2f}{result.p95_ms:8.2f}{result.bytes:9}"
        f"{constant:11.3f}{stored:9.2f}{stock:8.1f}  "
        f"{result.against:16}{ratio:>7}{budget:>8}{mark}{'  ' + result.fault if result.fault else ''}"
    )


def write(path: Path, runs: dict[str, list[Result]]) -> None:
    """All runs as JSON, each result with whether its budget was met."""
    said = {
        name: [asdict(result) | {"met": result.met} for result in results]
        for name, results in runs.items()
    }
    about = {
        "measured_at": datetime.now(UTC).isoformat(),
        "python": platform.python_version(),
        "runs": said,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(about, indent=1))
