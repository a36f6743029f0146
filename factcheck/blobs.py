"""Bytes kept once, by their sha256: archived copies and pictures. Never served by path."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def _name(folder: str, sha256: str) -> str:
    return f"{folder}/{sha256[:2]}/{sha256}"


def keep(folder: str, data: bytes) -> str:
    """Store the bytes unless they are held already; returns their sha256."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not holds(folder, sha256):
        default_storage.save(_name(folder, sha256), ContentFile(data))
    return sha256


def holds(folder: str, sha256: str) -> bool:
    return default_storage.exists(_name(folder, sha256))


def read(folder: str, sha256: str) -> bytes:
    """The bytes of this sha256. Raises FileNotFoundError when they are not held."""
    with default_storage.open(_name(folder, sha256)) as file:
        return file.read()


def remove(folder: str, sha256: str) -> None:
    """Let the bytes go, as a redaction requires."""
    default_storage.delete(_name(folder, sha256))
