"""Formats whose bytes are packed: office documents, archives, pictures, recordings. Named by their first bytes."""

import re
import zlib
from collections.abc import Iterable

from .formats import Format

AS_PDF = "Save it as PDF, or paste its text as an article text, and import that."
CELLS = "Paste the words that matter as an article text; rows are not imported yet."
WORDS = "Paste its words as an article text."
UNPACK = "Unpack it and hand in the files one by one."
SEEN = "Paste the words that it shows as an article text to have them read."
HEARD = "Paste what is said in it as an article text to have it read."
PAGES = "Hand in the pages that it holds, as addresses or saved pages (.html)."
ODF = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."


def _format(media_type: str, what: str, instead: str) -> Format:
    return Format(media_type, what, instead, is_text=False)


WARC = _format("application/warc", "an archive of web pages (WARC)", PAGES)
ZIP = _format("application/zip", "an archive of files (ZIP)", UNPACK)
IN_ZIP = (
    (b"word/", _format(f"{OFFICE}wordprocessingml.document", "a Word document (DOCX)", AS_PDF)),
    (b"xl/", _format(f"{OFFICE}spreadsheetml.sheet", "an Excel spreadsheet (XLSX)", CELLS)),
    (b"ppt/", _format(f"{OFFICE}presentationml.presentation", "a PowerPoint presentation (PPTX)", AS_PDF)),
    (b"application/epub+zip", _format("application/epub+zip", "an e-book (EPUB)", AS_PDF)),
    (b"opendocument.text", _format(f"{ODF}text", "a text document (ODT)", AS_PDF)),
    (b"opendocument.spreadsheet", _format(f"{ODF}spreadsheet", "a spreadsheet (ODS)", CELLS)),
    (b"opendocument.presentation", _format(f"{ODF}presentation", "a presentation (ODP)", AS_PDF)),
    (b"datapackage.json", _format("application/wacz", "an archive of web pages (WACZ)", PAGES)),
    (b"Index/Document.iwa", _format("application/vnd.apple.pages", "a document of an Apple program", AS_PDF)),
)  # fmt: skip
OLD_OFFICE = _format(
    "application/x-ole-storage", "a document of an older office program", AS_PDF
)
IN_OLE = (
    ("__properties_version1.0", _format("application/vnd.ms-outlook", "an Outlook message (MSG)", WORDS)),
    ("WordDocument", _format("application/msword", "a Word document (DOC)", AS_PDF)),
    ("Workbook", _format("application/vnd.ms-excel", "an Excel spreadsheet (XLS)", CELLS)),
    ("PowerPoint Document", _format("application/vnd.ms-powerpoint", "a PowerPoint presentation (PPT)", AS_PDF)),
)  # fmt: skip
GZIP = _format("application/gzip", "a compressed file (GZ)", UNPACK)
SIGNATURES = (
    (rb"\x89PNG\r\n\x1a\n", _format("image/png", "a picture (PNG)", SEEN)),
    (rb"\xff\xd8\xff", _format("image/jpeg", "a picture (JPEG)", SEEN)),
    (rb"GIF8[79]a", _format("image/gif", "a picture (GIF)", SEEN)),
    (rb"RIFF....WEBP", _format("image/webp", "a picture (WebP)", SEEN)),
    (rb"II\*\x00|MM\x00\*", _format("image/tiff", "a picture (TIFF)", SEEN)),
    (rb"....ftyp(?:heic|heix|mif1|msf1)", _format("image/heic", "a picture (HEIC)", SEEN)),
    (rb"....ftypavif", _format("image/avif", "a picture (AVIF)", SEEN)),
    (rb"BM....\x00\x00\x00\x00", _format("image/bmp", "a picture (BMP)", SEEN)),
    (rb"....ftyp(?:M4A|M4B)", _format("audio/mp4", "a sound recording (M4A)", HEARD)),
    (rb"....ftyp", _format("video/mp4", "a video (MP4)", HEARD)),
    (rb"\x1aE\xdf\xa3", _format("video/webm", "a video (WebM, MKV)", HEARD)),
    (rb"ID3|\xff[\xfb\xf3\xf2]", _format("audio/mpeg", "a sound recording (MP3)", HEARD)),
    (rb"RIFF....WAVE", _format("audio/wav", "a sound recording (WAV)", HEARD)),
    (rb"OggS", _format("audio/ogg", "a sound recording (Ogg)", HEARD)),
    (rb"fLaC", _format("audio/flac", "a sound recording (FLAC)", HEARD)),
    (rb"WARC/[01]\.\d\r?\n", WARC),
    (rb"SQLite format 3\x00", _format("application/vnd.sqlite3", "a database (SQLite)", CELLS)),
    (rb"PAR1", _format("application/vnd.apache.parquet", "a table of data (Parquet)", CELLS)),
    (rb"7z\xbc\xaf\x27\x1c", _format("application/x-7z-compressed", "an archive of files (7z)", UNPACK)),
    (rb"Rar!\x1a\x07", _format("application/vnd.rar", "an archive of files (RAR)", UNPACK)),
    (rb"BZh[1-9]", _format("application/x-bzip2", "a compressed file (BZ2)", UNPACK)),
    (rb"\xfd7zXZ\x00", _format("application/x-xz", "a compressed file (XZ)", UNPACK)),
    (rb"%!PS", _format("application/postscript", "a printer's file (PostScript)", AS_PDF)),
)  # fmt: skip
UNKNOWN = _format(
    "application/octet-stream", "a file of a kind that is not known here", AS_PDF
)
EDGE = 256 * 1024
"""So much of a file is looked through for the names of what it holds: an archive has its list at the end."""


def packed_format(data: bytes) -> Format | None:
    """The format of packed bytes, by what they begin with and hold; None for others."""
    for pattern, signed in _SIGNATURES:
        if pattern.match(data):
            return signed
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _within(data, IN_ZIP) or ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _within(data, _IN_OLE) or OLD_OFFICE
    if data.startswith(b"\x1f\x8b"):
        return WARC if _unpacked(data).startswith(b"WARC/") else GZIP
    return None


def _within(data: bytes, formats: Iterable[tuple[bytes, Format]]) -> Format | None:
    """The first format whose name stands at the beginning or the end of the bytes."""
    edges = data if len(data) <= 2 * EDGE else data[:EDGE] + data[-EDGE:]
    for name, within in formats:
        if name in edges:
            return within
    return None


def _unpacked(data: bytes) -> bytes:
    """The first bytes of a gzip file."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:4096], 64)
    except zlib.error:
        return b""


_IN_OLE = [(name.encode("utf-16-le"), within) for name, within in IN_OLE]
_SIGNATURES = [(re.compile(pattern, re.DOTALL), found) for pattern, found in SIGNATURES]
