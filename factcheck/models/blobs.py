"""Bytes kept once, by their sha256: archived copies and pictures. Never served by path.

They lie wherever the site's default storage keeps its files; nothing here needs a folder on this machine.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

PIECE = 2**20


class Altered(Exception):
    """The bytes that are stored under a sha256 have another one."""

    def __init__(self, folder: str, sha256: str):
        super().__init__(
            f"{_name(folder, sha256)} is damaged: its bytes do not have this sha256 any more. "
            "Put the file back from a backup."
        )


def _name(folder: str, sha256: str) -> str:
    return f"{folder}/{sha256[:2]}/{sha256}"


def keep(folder: str, data: bytes) -> str:
    """Store the bytes unless they are held already; returns their sha256. What was cut off is stored anew."""
    sha256 = hashlib.sha256(data).hexdigest()
    name = _name(folder, sha256)
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return sha256
        default_storage.delete(name)
    _save(name, data)
    return sha256


def _save(name: str, data: bytes) -> None:
    """Store all of the bytes under this name or none: neither half a file nor one under a second name stays."""
    with ExitStack() as undo:
        undo.callback(_remove_unless, name, len(data))
        saved = default_storage.save(name, ContentFile(data))
        undo.pop_all()
    if saved != name:  # somebody else stored the same bytes a moment ago
        default_storage.delete(saved)


def _remove_unless(name: str, size: int) -> None:
    """Remove what was written of a file that is not whole."""
    if default_storage.exists(name) and default_storage.size(name) != size:
        default_storage.delete(name)


def holds(folder: str, sha256: str) -> bool:
    return default_storage.exists(_name(folder, sha256))


def read(folder: str, sha256: str) -> bytes:
    """The bytes of this sha256. Raises FileNotFoundError when they are not held, Altered when they are others."""
    return b"".join(pieces(folder, sha256))


def pieces(folder: str, sha256: str) -> Iterator[bytes]:
    """The same piece by piece; Altered is raised after the last, so use none of them before that."""
    digest = hashlib.sha256()
    with default_storage.open(_name(folder, sha256)) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            yield piece
    if digest.hexdigest() != sha256:
        raise Altered(folder, sha256)


def remove(folder: str, sha256: str) -> None:
    """Let the bytes go, as a redaction requires."""
    default_storage.delete(_name(folder, sha256))
