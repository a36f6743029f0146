"""Reading a body to its end or to its limit, whichever comes first, sent and inflated."""

import zlib
from collections.abc import Iterable, Iterator

from .deadline import Deadline
from .errors import FetchRefused
from .results import MB, Limits

PIECE = 64 * 2**10
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
PADDING = b"\0"
PLAIN = {"", "identity"}
PACKED = {"gzip", "x-gzip", "deflate"}
TOO_LONG = "The document is larger than {:g} MB{}. Save the part that matters as a file and import that."


def read_body(
    chunks: Iterable[bytes], encoding: str, limits: Limits, deadline: Deadline
) -> bytes:
    """The body, inflated. Raises FetchRefused; httpcore's errors pass through."""
    encoding = encoding.strip().lower()
    if encoding not in PLAIN | PACKED:
        raise FetchRefused(
            f"The site packs the document as {encoding[:40]}, not as gzip. Save it and import the file."
        )
    sent = up_to(limits.sent, timed(chunks, deadline))
    if encoding in PLAIN:
        return b"".join(sent)
    return b"".join(up_to(limits.inflated, inflated(sent, deadline), " when unpacked"))


def timed(chunks: Iterable[bytes], deadline: Deadline) -> Iterator[bytes]:
    for chunk in chunks:
        deadline.left()
        yield chunk


def up_to(limit: int, chunks: Iterable[bytes], how: str = "") -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise too_long(limit, how)
        yield chunk


def too_long(limit: int, how: str = "") -> FetchRefused:
    return FetchRefused(TOO_LONG.format(limit / MB, how))


def inflated(chunks: Iterable[bytes], deadline: Deadline) -> Iterator[bytes]:
    """Pieces of at most 64 kB, so that a small chunk never becomes a large one. Several members are read as one."""
    unpack = zlib.decompressobj(GZIP_OR_ZLIB)
    for chunk in chunks:
        while chunk:
            deadline.left()
            if unpack.eof:
                unpack = zlib.decompressobj(GZIP_OR_ZLIB)
            yield inflate(unpack, chunk)
            chunk = unpack.unconsumed_tail or unpack.unused_data.lstrip(PADDING)
    if not unpack.eof:
        raise FetchRefused(
            "The packed document breaks off before its end. Try again later.",
            passing=True,
        )


def inflate(unpack: "zlib._Decompress", chunk: bytes) -> bytes:
    try:
        return unpack.decompress(chunk, PIECE)
    except zlib.error as problem:
        raise FetchRefused(
            "The site's packed document is damaged. Save it and import the file."
        ) from problem
