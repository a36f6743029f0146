"""`python -m bench.house`: figures of the house from its files, each beside its bound.

`--types` adds mypy's errors, `--seconds` the CPU time until the first assertion of one database test.
"""

import argparse
import ast
import os
import re
import resource
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

from . import names
from .source import ROOT, Module, modules, tracked_files

BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.IfExp,
    ast.comprehension,
    ast.ExceptHandler,
    ast.With,
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
DJANGO_FOLDERS = {
    "migrations",
    "management",
    "templatetags",
    "locale",
    "static",
    "templates",
}
OWN_MODULES = {"__init__.py", "apps.py", "tasks.py", "urls.py"}
ACTION = re.compile(
    r"""["'](?:publish|correct|clarify|retract|restore|redact|merge|minor|update)["']"""
)
USUAL_CLASSES = {"Meta", "Command", "Config"}
ONE_TEST = "tests/models/test_paths.py::test_every_kind_declares_an_address_that_this_site_answers"


@dataclass(frozen=True)
class Figure:
    """One figure of the house; `most` is its bound, None where there is none."""

    label: str
    value: float
    most: float | None = None

    @property
    def falls_short(self) -> bool:
        return self.most is not None and self.value > self.most

    def __str__(self) -> str:
        bound = "" if self.most is None else f"at most {self.most:g}"
        return f"{self.label:36} {self.value:>9g}   {bound}"


def branches_of(function: ast.AST) -> int:
    """Decisions within a function: branches, loops, handlers, `with`, and each further operand of `and` and `or`."""
    count = 0
    for node in ast.walk(function):
        if isinstance(node, BRANCHES):
            count += 1
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def figures() -> list[Figure]:
    code = modules("factcheck", "timeline")
    return [*_of_layout(code), *_of_functions(code), *_of_names(code), _of_templates()]


def _of_layout(code: list[Module]) -> list[Figure]:
    below = [path for path in tracked_files() if path.parts[0] == "factcheck"]
    rooms = {path.parts[1] for path in below if len(path.parts) > 2} - DJANGO_FOLDERS
    modules_at_top = {
        path.name for path in below if len(path.parts) == 2 and path.suffix == ".py"
    }
    return [
        Figure("rooms in factcheck", len(rooms), 12),
        Figure("loose modules", len(modules_at_top - OWN_MODULES), 0),
        Figure("files", len(code)),
        Figure("longest file", max(module.lines for module in code), 400),
    ]


def _of_functions(code: list[Module]) -> list[Figure]:
    longest = branches = lines = complex_ones = 0
    comprehensions = comments = total = 0
    for module in code:
        total += module.lines
        comprehensions += sum(1 for _ in module.nodes(*COMPREHENSIONS))
        comments += sum(
            line.lstrip().startswith("#") for line in module.text.split("\n")
        )
        for function in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
            size = function.end_lineno - function.lineno + 1
            decisions = branches_of(function)
            longest = max(longest, size)
            lines += size
            branches += decisions
            complex_ones += decisions + 1 > 10
    return [
        Figure("longest function", longest, 50),
        Figure(
            "branches per 10 lines of function", round(10 * branches / lines, 2), 2.8
        ),
        Figure("functions of complexity over 10", complex_ones, 20),
        Figure(
            "comprehensions per 1,000 lines",
            round(1000 * comprehensions / total, 1),
            22,
        ),
        Figure("comments per 100 lines", round(100 * comments / total, 1)),
    ]


def _of_names(code: list[Module]) -> list[Figure]:
    classes = Counter(
        node.name for module in code for node in module.nodes(ast.ClassDef)
    )
    several = [
        name
        for name, count in classes.items()
        if count > 1 and name not in USUAL_CLASSES
    ]
    literals = sum(len(ACTION.findall(module.text)) for module in code)
    return [
        Figure("class names used twice", len(several), 6),
        Figure("action literals", literals, 40),
        Figure("names that say nothing", len(names.refused_names()), 0),
    ]


def _of_templates() -> Figure:
    lines = []
    for path in tracked_files():
        if path.parts[0] == "templates" and path.suffix == ".html":
            text = (ROOT / path).read_text()
            lines.extend(line for line in text.split("\n") if line.strip())
    long = sum(len(line) > 120 for line in lines)
    return Figure("template lines over 120, %", round(100 * long / len(lines), 1), 2)


def type_errors() -> Figure:
    run = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True
    )
    summary = re.search(r"Found (\d+) errors?", run.stdout)
    return Figure("type errors", int(summary[1]) if summary else 0, 0)


def seconds_to_first_assertion() -> Figure:
    """Seconds of CPU that one database test costs from the start of pytest, the template database being there."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", ONE_TEST]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure("seconds of CPU for one database test", round(spent, 1), 3)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--types", action="store_true", help="count mypy's errors")
    parser.add_argument("--seconds", action="store_true", help="time one database test")
    options = parser.parse_args()
    os.environ.setdefault("SECRET_KEY", "metrics")
    rows = figures()
    if options.types:
        rows.append(type_errors())
    if options.seconds:
        rows.append(seconds_to_first_assertion())
    for row in rows:
        print(row)
    short = [row.label for row in rows if row.falls_short]
    print(f"{len(short)} short: {', '.join(short)}" if short else "all hold")
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
