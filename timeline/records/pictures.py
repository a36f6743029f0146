"""Pictures: read once on the way in, stripped of what cameras add, kept by sha256."""

import io
import re
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from factcheck.models import blobs

FOLDER = "pictures"
SHA256 = re.compile(r"[0-9a-f]{64}")
FORMATS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
BROKEN = (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError)
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000


class Unreadable(ValueError):
    """Bytes that are no picture we take; the message says what to do."""


class Kept(NamedTuple):
    sha256: str
    media_type: str
    width: int
    height: int


def is_sha256(text: str) -> bool:
    return bool(SHA256.fullmatch(text))


def look(sha256: str) -> Kept:
    """What the bytes that are stored under this sha256 are, by themselves. Raises Unreadable, FileNotFoundError."""
    try:
        with Image.open(
            io.BytesIO(blobs.read(FOLDER, sha256)), formats=tuple(FORMATS)
        ) as image:
            return Kept(sha256, FORMATS[image.format], image.width, image.height)
    except FileNotFoundError:
        raise
    except blobs.Altered as problem:
        raise Unreadable(str(problem)) from problem
    except BROKEN as error:
        raise Unreadable(
            "The file of this picture cannot be read; hand over a JPEG, PNG, WebP or GIF."
        ) from error


def keep(data: bytes) -> Kept:
    """Store a picture and say what it is. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("The picture is larger than 10 MB; make it smaller.")
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable(
                    "The picture has more than 50 million pixels; make it smaller."
                )
            if image.format not in FORMATS:
                raise Unreadable("Choose a JPEG, PNG, WebP or GIF file.")
            plain = io.BytesIO()
            image.save(plain, format=image.format, exif=b"")
            kept = image.format, image.width, image.height
    except BROKEN as error:
        raise Unreadable("This file cannot be read as a picture.") from error
    image_format, width, height = kept
    return Kept(
        blobs.keep(FOLDER, plain.getvalue()), FORMATS[image_format], width, height
    )
