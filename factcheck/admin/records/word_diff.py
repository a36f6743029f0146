"""A word diff of two values of a field. Needs no database."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\s+|[^\s\w]|\w+")
UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Parts' own uids and the copies that passages stand in say nothing to a person.
SKIPPED_KEYS = ("uid", "capture")


class DiffSpan(NamedTuple):
    """A run of text: `same`, `gone` or `new`."""

    state: str
    text: str


def as_text(value: object, names: Mapping[str, str] | None = None) -> str:
    """A value of a working copy in words; `names` says what records the uids in it stand for."""
    text = "\n".join(_lines(value))
    return UID.sub(lambda match: (names or {}).get(match[0], match[0]), text)


def uids_in(*values: object) -> set[str]:
    """Every uid that a value mentions, a part's own left out."""
    uids: set[str] = set()
    for value in values:
        uids.update(UID.findall("\n".join(_lines(value))))
    return uids


def spans(old: str, new: str) -> list[DiffSpan]:
    """The diff from old to new, word by word."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    runs = []
    for tag, i, j, k, m in matcher.get_opcodes():
        removed, added = "".join(a[i:j]), "".join(b[k:m])
        if tag == "equal":
            runs.append(DiffSpan("same", removed))
            continue
        if removed:
            runs.append(DiffSpan("gone", removed))
        if added:
            runs.append(DiffSpan("new", added))
    return runs


def _lines(value: object, name: str = "") -> Iterator[str]:
    """A value line by line, each with the name of its field before it where it has one."""
    start = f"{name}: " if name else ""
    if isinstance(value, dict):
        yield start + "; ".join(_lines_of_part(value))
    elif isinstance(value, list):
        for item in value:
            for line in _lines(item):
                yield start + line
    elif isinstance(value, bool):
        yield start + ("yes" if value else "no")
    elif value not in (None, ""):
        yield f"{start}{value}"


def _lines_of_part(part: dict) -> Iterator[str]:
    # Sorted: PostgreSQL keeps the keys of what it stored in an order of its own.
    for key, item in sorted(part.items()):
        if key not in SKIPPED_KEYS:
            yield from _lines(item, key)
