"""A PDF file: the text of its pages, one after the other."""

import io
import re

import pypdf
from pypdf.errors import PyPdfError

from .found import MOST_TEXT, Read, Unreadable
from .plain import storable

EXTRACTOR = f"pypdf {pypdf.__version__}"
MOST_PAGES = 1_000
DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
LOCKED = "The PDF is locked with a password. Save it without one and import it again."
BROKEN = "The PDF is damaged and cannot be read: {}. Save it anew, or hand in its text."
SCANNED = "The PDF holds no text, only pictures of it; it is kept as a copy. Paste its words to have them read."
CUT = f"Only the first {MOST_PAGES:,} pages and {MOST_TEXT:,} characters were read."


def read_pdf(data: bytes) -> Read:
    """Text and metadata of a PDF. Raises Unreadable for one that is locked or damaged."""
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise Unreadable(LOCKED)
        text, note = text_of(document)
        about = document.metadata
        return Read(
            text=text,
            extractor=EXTRACTOR,
            title=clean(about and about.title),
            authors=tuple(filter(None, [clean(about and about.author)])),
            published_on=day(about),
            note=note,
        )
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError, OSError) as error:
        raise Unreadable(
            BROKEN.format(" ".join(str(error).split())[:120].rstrip(".") or type(error).__name__)
        ) from error


def text_of(document: pypdf.PdfReader) -> tuple[str, str]:
    """The text of its pages, and what an editor should know of it."""
    pages, size, note = [], 0, ""
    for number, page in enumerate(document.pages):
        if number >= MOST_PAGES or size >= MOST_TEXT:
            note = CUT
            break
        pages.append(page.extract_text())
        size += len(pages[-1])
    text = storable("\n\n".join(pages)[:MOST_TEXT])
    return (text, note) if text.strip() else ("", SCANNED)


def clean(value: object) -> str:
    return storable(" ".join(str(value or "").split()))[:300]


def day(about: pypdf.DocumentInformation | None) -> str:
    """The day that the file says it was made on; rarely the day of publication, so an editor looks at it."""
    match = DAY.match(str((about or {}).get("/CreationDate") or ""))
    return "-".join(match.groups()) if match else ""
