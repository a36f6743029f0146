"""Two values of a field, made readable: words that went and words that came. Pure text."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\s+|[^\s\w]|\w+")
UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNSAID = ("uid", "capture")


class Span(NamedTuple):
    """A run of text: `same`, `gone` or `new`."""

    state: str
    text: str


def written(value: object, names: Mapping[str, str] | None = None) -> str:
    """A value of a working copy in words; `names` says what records the uids in it stand for."""
    text = "\n".join(_lines(value))
    return UID.sub(lambda match: (names or {}).get(match[0], match[0]), text)


def uids_in(*values: object) -> set[str]:
    """Every uid that a value mentions, a part's own left out."""
    return {uid for value in values for uid in UID.findall("\n".join(_lines(value)))}


def spans(old: str, new: str) -> list[Span]:
    """The way from old to new, word by word."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Span("same", "".join(a[i:j])))
            continue
        found += [
            Span(state, text)
            for state, text in (("gone", "".join(a[i:j])), ("new", "".join(b[k:m])))
            if text
        ]
    return found


def _lines(value: object, name: str = "") -> Iterator[str]:
    start = f"{name}: " if name else ""
    if isinstance(value, dict):
        # Sorted: PostgreSQL keeps the keys of what it stored in an order of its own.
        inner = [
            line
            for key, item in sorted(value.items())
            if key not in UNSAID
            for line in _lines(item, key)
        ]
        yield f"{start}{'; '.join(inner)}" if name else "; ".join(inner)
    elif isinstance(value, list):
        for item in value:
            yield from (f"{start}{line}" for line in _lines(item))
    elif isinstance(value, bool):
        yield f"{start}{'yes' if value else 'no'}"
    elif value not in (None, ""):
        yield f"{start}{value}"
