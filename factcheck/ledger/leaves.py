"""The salted leaves of a payload, and the root over them: the rule that a stranger re-computes (docs/api.md).

A leaf is a JSON scalar, or an empty text, list or object; a text is parted into words, each ending after its white
space. A leaf's hash is the sha256 of the canonical JSON of [salt, path, word, value], and the root is the sha256 of all
leaf hashes, as text, joined in the order of the canonical payload.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

WORDS = re.compile(r"[ \t\n\r]*[^ \t\n\r]+[ \t\n\r]*|[ \t\n\r]+")
STRUCK = "█"
"""What stands in a payload for a word that was struck; a struck number or empty value leaves null."""
NAMES = "sealed_names"
"""The key under which the desk's names are sealed; it is in no payload."""
SALT_BYTES, SECRET_BYTES = 16, 32
SPACES = " \t\n\r"

Path = tuple[str | int, ...]


class Leaf(NamedTuple):
    """One leaf. `word` is its number within a text, from 0; None for what is no text, and for an empty one."""

    path: Path
    word: int | None
    value: object


class Sealed(NamedTuple):
    """A leaf that is known by its hash alone."""

    path: Path
    word: int | None
    hash: str

    def plain(self) -> list[object]:
        """As a line lists it."""
        return [list(self.path), self.word, self.hash]


def split_words(text: str) -> list[str]:
    """A text in words, each with the white space behind it; joined they give the text exactly."""
    return WORDS.findall(text)


def leaves_of(value: object, path: Path = ()) -> Iterator[Leaf]:
    """The leaves of a payload, in the order of its canonical JSON."""
    if isinstance(value, str) and value:
        for number, word in enumerate(split_words(value)):
            yield Leaf(path, number, word)
    elif isinstance(value, dict) and value:
        for key in sorted(value):
            yield from leaves_of(value[key], (*path, key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves_of(item, (*path, index))
    else:
        yield Leaf(path, None, value)


def new_secret() -> str:
    """A line's secret, 32 random bytes in hexadecimal."""
    return secrets.token_hex(SECRET_BYTES)


def salts_of(secret: str, count: int) -> list[str]:
    """The salts that follow from a line's secret, 16 bytes each in hexadecimal: one a leaf, in their order."""
    drawn = hashlib.shake_256(bytes.fromhex(secret)).hexdigest(SALT_BYTES * count)
    size = 2 * SALT_BYTES
    return [drawn[at : at + size] for at in range(0, len(drawn), size)]


def leaf_hash(salt: str, path: Path, word: int | None, value: object) -> str:
    """The sha256 of the canonical JSON of [salt, path, word, value]."""
    return _leaf_hash(salt, _path_text(path), word, value)


def _leaf_hash(salt: str, place: str, word: int | None, value: object) -> str:
    text = f'["{salt}",{place},{"null" if word is None else word},{_value_text(value)}]'
    return hashlib.sha256(text.encode()).hexdigest()


def _path_text(path: Path) -> str:
    steps = []
    for step in path:
        steps.append(encode_basestring(step) if isinstance(step, str) else str(step))
    return f"[{','.join(steps)}]"


PLAIN = {None: "null", True: "true", False: "false"}


def _value_text(value: object) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return PLAIN[value]
    if isinstance(value, int):
        return str(value)
    return "{}" if isinstance(value, dict) else "[]"


def positions(payload: object, sealed: Sequence[Sealed] = ()) -> list[Leaf | Sealed]:
    """Every leaf in order, those that are sealed or struck as such. Raises ValueError for what cannot be.

    A struck leaf keeps its place in the payload and holds STRUCK or null there; a sealed one is not in it at all.
    """
    if not sealed:
        return list(leaves_of(payload))
    hidden = {(leaf.path, leaf.word): leaf for leaf in sealed}
    if len(hidden) < len(sealed):
        raise ValueError("A leaf is listed as sealed twice.")
    leaves: list[Leaf | Sealed] = []
    for leaf in leaves_of(payload):
        sealed_leaf = hidden.pop((leaf.path, leaf.word), None)
        if sealed_leaf and not is_struck(leaf.value):
            raise ValueError(
                f"What stands at {_path_text(leaf.path)} is listed as sealed."
            )
        leaves.append(sealed_leaf or leaf)
    if not hidden:
        return leaves
    if not payload:
        leaves = []  # a payload of which nothing is left holds no leaf of its own
    return _in_order([*leaves, *hidden.values()])


def _in_order(leaves: list[Leaf | Sealed]) -> list[Leaf | Sealed]:
    try:
        return sorted(leaves, key=_position)
    except TypeError as error:
        raise ValueError(
            "A leaf is listed as sealed at a place that the payload cannot have."
        ) from error


def _position(leaf: Leaf | Sealed) -> tuple[Path, int]:
    return leaf.path, -1 if leaf.word is None else leaf.word


def is_struck(value: object) -> bool:
    """Whether this is all that a struck leaf leaves."""
    return value is None or isinstance(value, str) and value.rstrip(SPACES) == STRUCK


def root_over(
    leaves: Sequence[Leaf | Sealed], salts: Sequence[str | None], *, is_drawn: bool
) -> str:
    """The root over leaves in order; `salts` are theirs, None for what is sealed unless all were drawn from a secret.

    Raises ValueError.
    """
    if len(salts) != len(leaves):
        raise ValueError("There are not as many salts as leaves.")
    hashes: list[str] = []
    path, path_text = None, ""
    for leaf, salt in zip(leaves, salts, strict=True):
        if isinstance(leaf, Sealed):
            if salt is not None and not is_drawn:
                raise ValueError(
                    f"A salt stands beside what is sealed at {_path_text(leaf.path)}."
                )
            hashes.append(leaf.hash)
            continue
        if salt is None:
            raise ValueError(f"The leaf at {_path_text(leaf.path)} has no salt.")
        if leaf.path is not path:  # the words of a text share its path
            path, path_text = leaf.path, _path_text(leaf.path)
        hashes.append(_leaf_hash(salt, path_text, leaf.word, leaf.value))
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def payload_root(
    payload: object,
    *,
    secret: str = "",
    salts: Sequence[str | None] = (),
    sealed: Sequence[Sealed] = (),
) -> str:
    """The root of a payload, from its line's secret, or from the salts that a strike has left. Raises ValueError."""
    leaves = positions(payload, sealed)
    if not secret:
        return root_over(leaves, salts, is_drawn=False)
    if not all(_is_name(leaf) for leaf in sealed):
        raise ValueError(
            "While a line has its secret nothing of it was struck, and names alone are sealed."
        )
    return root_over(leaves, salts_of(secret, len(leaves)), is_drawn=True)


def _is_name(leaf: Sealed) -> bool:
    return leaf.path[:1] == (NAMES,) and leaf.word is None


def sealed_from(rows: Sequence[Sequence[Any]]) -> list[Sealed]:
    """What a line lists as sealed. Raises ValueError."""
    try:
        return [Sealed(tuple(path), word, digest) for path, word, digest in rows]
    except TypeError as error:
        raise ValueError(
            "What a line lists as sealed is [path, word, hash]."
        ) from error


def seal(path: Path, value: str) -> tuple[Sealed, str]:
    """A text sealed whole, with a salt of its own, 32 random bytes in hexadecimal, that nothing else leads to."""
    salt = secrets.token_hex(SECRET_BYTES)
    return Sealed(path, None, leaf_hash(salt, path, None, value)), salt
