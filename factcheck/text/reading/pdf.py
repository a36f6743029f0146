"""A PDF file: the text of its pages, one after the other."""

import io
import re
from typing import cast

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from .datelines import day_published
from .languages import language_of
from .page_metadata import language_tag
from .plain import storable
from .results import MOST_TEXT, Read, Unreadable

EXTRACTOR = f"pypdf {pypdf.__version__}"
MOST_PAGES = 1_000
NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|uden titel|document|dokument|presentation|powerpoint presentation|slide|page|print|scan"
    r"|draft|layout|template|title|new|final|adobe \w+|microsoft(?: \w+)?)?[\W\d_]*(?:v\d+)?"
    r"|microsoft (?:word|powerpoint|excel) - .*|https?:.*|about:.*|.*\.[a-z]{2,5}\d?|[\w-]*\d[\w-]*"
    r"|[a-z0-9]+(?:[_-][a-z0-9]+)+",
    re.IGNORECASE,
)
"""What programs write where a title would stand: their own name, a file's name, a number."""
DAMAGE = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    IndexError,
    OSError,
)
"""What pypdf raises for files that are damaged."""
LOCKED = "The PDF is locked with a password. Save it without one and import it again."
BROKEN = "The PDF is damaged and cannot be read: {}. Save it anew, or hand in its text."
SCANNED = "The PDF holds no text, only pictures of it; it is kept as a copy. Paste its words to have them read."
CUT = f"Only the first {MOST_PAGES:,} pages and {MOST_TEXT:,} characters were read."


def read_pdf(data: bytes) -> Read:
    """Text and metadata of a PDF. Raises Unreadable for one that is locked or damaged."""
    try:
        return _read(pypdf.PdfReader(io.BytesIO(data[max(0, data.find(b"%PDF-")) :])))
    except DAMAGE as error:
        reason = " ".join(str(error).split())[:120].rstrip(".")
        raise Unreadable(BROKEN.format(reason or type(error).__name__)) from error


def _read(document: pypdf.PdfReader) -> Read:
    if document.is_encrypted and not document.decrypt(""):
        raise Unreadable(LOCKED)
    text, note = text_of(document)
    about = document.metadata
    root = cast(DictionaryObject, document.trailer["/Root"])
    language = language_tag(root.get("/Lang"))
    return Read(
        text=text,
        extractor=EXTRACTOR,
        title=title_of(clean(about and about.title)),
        authors=tuple(filter(None, [clean(about and about.author)])),
        published_on=day_published(text),
        language=language_of(text, language),
        note=note,
    )


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


def title_of(written: str) -> str:
    """The title that a file says it has, if that is one."""
    return "" if NO_TITLE.fullmatch(written) else written


def clean(value: object) -> str:
    return storable(" ".join(str(value or "").split()))[:300]
