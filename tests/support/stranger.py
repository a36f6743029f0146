"""What a stranger computes from the lines that are given out, with nothing but hashlib and json (docs/api.md)."""

import hashlib
import json
import re
from collections.abc import Iterator

HASHED = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "published_at",
    "recorded_at",
    "payload_root",
    "previous_hash",
)
WORDS = re.compile(r"[ \t\n\r]*[^ \t\n\r]+[ \t\n\r]*|[ \t\n\r]+")


def digest(value) -> str:
    """The sha256 of the canonical JSON of a value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(line: dict) -> str:
    return digest({name: line[name] for name in HASHED})


def root_of(line: dict) -> str:
    """The root over the leaves of a line's payload, from its secret or from the salts that a strike has left."""
    hidden = {(tuple(path), word): hash_ for path, word, hash_ in line["sealed"]}
    payload = line["payload"]
    leaves = list(parted(payload, ())) if payload or not hidden else []
    leaves = [leaf for leaf in leaves if leaf[:2] not in hidden] + [
        (*place, None) for place in hidden
    ]
    leaves.sort(key=lambda leaf: (leaf[0], leaf[1] or 0))
    hashes = []
    for (path, word, value), salt in zip(
        leaves, salts_of(line, len(leaves)), strict=True
    ):
        hashes.append(
            hidden.get((path, word)) or digest([salt, list(path), word, value])
        )
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def salts_of(line: dict, count: int) -> list[str | None]:
    if line["secret"] is None:
        return line["salts"]
    drawn = hashlib.shake_256(bytes.fromhex(line["secret"])).digest(16 * count)
    return [drawn[16 * i : 16 * i + 16].hex() for i in range(count)]


def parted(value, path: tuple) -> Iterator[tuple]:
    """(path, number of the word or None, value) of every leaf."""
    if isinstance(value, dict) and value:
        for key in sorted(value):
            yield from parted(value[key], (*path, key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from parted(item, (*path, index))
    elif isinstance(value, str) and value:
        yield from (
            (path, number, word) for number, word in enumerate(WORDS.findall(value))
        )
    else:
        yield path, None, value
