"""What a file is, by its bytes: names and servers are often wrong."""

import re

from .binary_formats import UNKNOWN, packed_format
from .encodings import by_its_mark, decoded, looks_written
from .formats import Format
from .results import Unreadable
from .text_formats import written_format

PLAIN, HTML, PDF, FEED = (
    "text/plain",
    "text/html",
    "application/pdf",
    "application/feed+xml",
)
READ = (PLAIN, HTML, PDF, FEED)
OTHER = "application/octet-stream"
MARKUP = re.compile(
    r"<(!doctype\s+html|html|head|body|article|main|p|div|meta|title)\b", re.IGNORECASE
)
FEED_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|RDF)[\s/>]")
PDF_HEADER, PDF_WITHIN = re.compile(rb"%PDF-\d"), 1024
"""Bytes that may stand before a PDF's own header; readers of PDF allow so many."""
HEAD, LOOKED_AT = 4096, 64 * 1024


def media_type_of(data: bytes, declared: str = "") -> str:
    """The media type of a document, from its bytes or its first 64 kB.

    What a server declared counts only for what is opaque.
    """
    if is_pdf(data):
        return PDF
    packed = packed_format(data)
    if packed:
        return packed.media_type
    if not is_text(data):
        return declared if "/" in declared and declared not in READ else OTHER
    return _media_type_of_text(_start(data))


def _media_type_of_text(start: str) -> str:
    """The media type of what is written, by how it begins."""
    is_markup = start.startswith("<")
    if is_markup and FEED_ROOT.search(start[:HEAD]):
        return FEED
    written = written_format(start)
    if written:
        return written.media_type
    return HTML if is_markup and MARKUP.search(start[:HEAD]) else PLAIN


def format_of(data: bytes) -> Format | None:
    """The format of a document that nothing is read from; None for prose, pages, PDF files and feeds."""
    if is_pdf(data):
        return None
    packed = packed_format(data)
    if packed:
        return packed
    if not is_text(data):
        return UNKNOWN
    return None if media_type_of(data) in READ else written_format(_start(data))


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, also with something before its header."""
    header = PDF_HEADER.search(data[:PDF_WITHIN])
    if header is None:
        return False
    return header.start() == 0 or b" obj" in data


def is_text(data: bytes) -> bool:
    """Whether the bytes look written rather than packed: no control characters that no text has."""
    return bool(by_its_mark(data[:HEAD])) or looks_written(data[:HEAD])


def _start(data: bytes) -> str:
    """The beginning of the text, without the space before it."""
    try:
        return decoded(data[:LOOKED_AT])[0].lstrip("\ufeff \t\r\n")
    except Unreadable:
        return ""
