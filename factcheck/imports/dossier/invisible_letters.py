"""Letters that nobody sees and that turn others round: taken, as quoted words may hold them, and never unsaid."""

import re
from collections.abc import Iterator

from ..outcome import Issue

TURNING = re.compile(
    "[\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}\u2066-\u2069]"
)


def turned(value: object, place: str, path: str = "") -> Iterator[Issue]:
    """A warning for each text of the record that is not shown in the order in which it is written."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from turned(item, place, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from turned(item, place, f"{path}[{i}]")
    elif isinstance(value, str) and (found := TURNING.search(value)):
        message = f"A letter that nobody sees turns the order of the others round {_named(found)}; take it out."
        yield Issue(
            place, message, path, TURNING.sub(_named, value), severity="warning"
        )


def _named(found: re.Match) -> str:
    return f"(U+{ord(found[0]):04X})"
