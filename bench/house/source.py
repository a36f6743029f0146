"""The code of the house, parsed: what the figures and the check of names read."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("factcheck", "timeline")


@dataclass(frozen=True)
class Module:
    """A Python file of the repository: its path below the root, its text, and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def dotted(self) -> str:
        name = ".".join(self.path.with_suffix("").parts)
        return name.removesuffix(".__init__")

    @property
    def package(self) -> str:
        """The package that its relative imports start from."""
        if self.path.name == "__init__.py":
            return self.dotted
        return self.dotted.rpartition(".")[0]

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        for node in ast.walk(self.tree):
            if isinstance(node, kinds):
                yield node


def tracked_files() -> list[Path]:
    """Every file that git knows, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [
        Path(line) for line in listing.stdout.splitlines() if (ROOT / line).exists()
    ]


def modules(*folders: str) -> list[Module]:
    """The Python files below these folders, migrations left out."""
    found = []
    for path in tracked_files():
        is_code = path.suffix == ".py" and path.parts[0] in folders
        if is_code and "migrations" not in path.parts:
            text = (ROOT / path).read_text()
            found.append(Module(path, text, ast.parse(text)))
    return found
