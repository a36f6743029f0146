"""Pictures: uploads are stripped of what cameras add, and stored by sha256."""

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


class UnreadablePicture(ValueError):
    """Bytes that are no picture we take; the message says what to do."""


class StoredPicture(NamedTuple):
    """A stored picture; width and height are in pixels."""

    sha256: str
    media_type: str
    width: int
    height: int


def is_sha256(text: str) -> bool:
    return bool(SHA256.fullmatch(text))


def stored(sha256: str) -> StoredPicture:
    """What is stored under this sha256, by its bytes. Raises UnreadablePicture, FileNotFoundError."""
    try:
        data = io.BytesIO(blobs.read(FOLDER, sha256))
        with Image.open(data, formats=tuple(FORMATS)) as image:
            media_type = FORMATS[str(image.format)]
            return StoredPicture(sha256, media_type, image.width, image.height)
    except FileNotFoundError:
        raise
    except blobs.Altered as problem:
        raise UnreadablePicture(str(problem)) from problem
    except BROKEN as error:
        raise UnreadablePicture(
            "The file of this picture cannot be read; hand over a JPEG, PNG, WebP or GIF."
        ) from error


def store(data: bytes) -> StoredPicture:
    """Store a picture without what cameras add to it. Raises UnreadablePicture."""
    if len(data) > MOST_BYTES:
        raise UnreadablePicture("The picture is larger than 10 MB; make it smaller.")
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnreadablePicture(
                    "The picture has more than 50 million pixels; make it smaller."
                )
            if image.format not in FORMATS:
                raise UnreadablePicture("Choose a JPEG, PNG, WebP or GIF file.")
            plain = io.BytesIO()
            image.save(plain, format=image.format, exif=b"")
            media_type = FORMATS[image.format]
            width, height = image.width, image.height
    except BROKEN as error:
        raise UnreadablePicture("This file cannot be read as a picture.") from error
    sha256 = blobs.keep(FOLDER, plain.getvalue())
    return StoredPicture(sha256, media_type, width, height)
