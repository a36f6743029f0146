"""The annotated texts: those that the project ships, and those of a folder that somebody names."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True)
class AnnotatedSet:
    """One file of annotated texts, a JSON object a line. `task` is quotes or time."""

    task: str
    path: Path

    @property
    def name(self) -> str:
        return self.path.name.split(".")[0]

    def documents(self) -> Iterator[dict]:
        opened = gzip.open if self.path.suffix == ".gz" else open
        with opened(self.path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def sets_of(folder: Path) -> list[AnnotatedSet]:
    """The sets of a folder: quotes/*.jsonl and time/*.jsonl, packed or not."""
    found = []
    for task in ("quotes", "time"):
        found += [
            AnnotatedSet(task, path)
            for path in sorted((folder / task).glob("*.jsonl*"))
        ]
    return found
