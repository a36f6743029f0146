"""Conditional requests (RFC 9110, section 13): how an ETag is made, and whether a client offers it."""

import hashlib

from django.http import HttpRequest
from django.utils.http import parse_etags

CACHE_CONTROL = "public, max-age=0, s-maxage=60"
"""Of every public answer: browsers ask again each time, shared caches after a minute."""


def strong_etag(*depends_on: object) -> str:
    """The tag of an answer that is the same, byte for byte, for as long as these values are."""
    return f'"{_digest(depends_on)}"'


def weak_etag(*depends_on: object) -> str:
    """The same where the bytes may differ, as packed and unpacked ones do."""
    return f'W/"{_digest(depends_on)}"'


def _digest(depends_on: tuple[object, ...]) -> str:
    text = " ".join(str(value) for value in depends_on)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_offered(request: HttpRequest, etag: str) -> bool:
    """Whether `If-None-Match` offers this tag, weak or strong: a proxy may have made a strong one weak.

    `*` is not taken: the middleware answers it once the answer is there.
    """
    opaque = etag.removeprefix("W/")
    offered = request.headers.get("If-None-Match", "")
    if opaque not in offered:
        return False
    return any(tag.removeprefix("W/") == opaque for tag in parse_etags(offered))
