"""Bytes to text as browsers do it (WHATWG Encoding Standard; HTML, “Determining the character encoding”)."""

import re

import webencodings

from .languages import likeliest
from .results import Unreadable

MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
WIDE = (
    (b"\x00\x00\x00", b"", "utf-32-be"),
    (b"", b"\x00\x00\x00", "utf-32-le"),
    (b"\x00", b"", "utf-16-be"),
    (b"", b"\x00", "utf-16-le"),
)
"""Zero bytes before and behind the first letter of markup or data in an encoding that says nothing of itself."""
FIRST_LETTERS = b'<{["BW'
META = re.compile(
    rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
PROLOG = re.compile(
    rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE
)
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
PRESCAN, SAMPLE = 4096, 4096
"""Bytes that are looked at for a declaration, and for a guess."""
SINGLE = re.compile(r"windows-|iso-8859-|koi8-|macintosh|x-mac-|ibm866|x-user-defined")
LETTERS_A_STRAY = 3
"""So many letters in UTF-8 to each byte that is none: then it is UTF-8 with stray bytes.

Measured by `pytest tests/reading/test_encodings.py`, as LEAST_LATIN is.
"""
DEFAULT_ENCODING = "windows-1252"
"""What browsers take where nobody says."""
OF_OTHER_ALPHABETS = (
    *("windows-1251", "koi8-r", "windows-1253", "windows-1255", "windows-1256"),
    *("shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
)
LEAST_LATIN = 0.5
"""The share of letters that ASCII has in a text in Latin letters, at least; in other alphabets it has hardly any."""
GAP = re.compile("[\ufffd\ue000-\uf8ff]")
ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CONTROL = bytes(range(1, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))
STRAY = "{} that {} no UTF-8 {} shown as {}; the rest was read as UTF-8."
GUESSED = (
    "The text was not UTF-8 and was read as {}; look whether its letters are right."
)
OPAQUE = "The file is no text in any encoding that we know. Save it as UTF-8 text, or hand it in as a document."


def decoded(data: bytes, charset: str = "", within: str = "") -> tuple[str, str]:
    """Text, and a note on how it was read where somebody should look.

    By its byte order mark; as UTF-8 where it is; as `charset`, what the server said, or `within`, what the document
    says itself; else by what fits best. Raises Unreadable where nothing fits.
    """
    marked = by_its_mark(data)
    if marked:
        return marked, ""
    declared = _named(charset) or _named(within)
    if _may_be_utf_8(declared):
        text = data.decode("utf-8", "replace")
        stray = text.count("\ufffd") - data.count("\ufffd".encode())
        if not stray:
            return text, ""
        letters = len(text) - len(text.encode("ascii", "ignore")) - stray
        if letters >= LETTERS_A_STRAY * stray:
            return text, _of_strays(stray)
    if declared and declared.name != "utf-8":
        return declared.codec_info.decode(data, "replace")[0], ""
    return _guessed(data)


def _may_be_utf_8(declared: webencodings.Encoding | None) -> bool:
    """Whether what is declared leaves UTF-8 open: nothing, UTF-8 itself, or one byte a letter, as old servers say."""
    if declared is None or declared.name == "utf-8":
        return True
    return SINGLE.match(declared.name) is not None


def declared_in(data: bytes) -> str:
    """The encoding that a page's `meta charset`, or the first line of an XML file, names; empty without one."""
    head = COMMENT.sub(b"", data[:PRESCAN])
    found = PROLOG.match(head.lstrip(b"\xef\xbb\xbf")) or META.search(head)
    name = found[1].decode() if found else ""
    return "utf-8" if name.casefold().startswith(("utf-16", "utf-32")) else name


def by_its_mark(data: bytes) -> str:
    """The text by its byte order mark, or by the zero bytes beside its first letter; empty without either."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for before, behind, encoding in WIDE:
        if _is_wide(data, before, behind):
            return data.decode(encoding, "replace")
    return ""


def _is_wide(data: bytes, before: bytes, behind: bytes) -> bool:
    """Whether the first letter is one of markup or data between these zero bytes, and the second stands so too."""
    at, size = len(before), len(before) + 1 + len(behind)
    letter = data[at : at + 1]
    if not letter or letter not in FIRST_LETTERS:
        return False
    if not data.startswith(before) or data[at + 1 : size] != behind:
        return False
    return data[size : size + size].count(0) == size - 1


def _named(label: str) -> webencodings.Encoding | None:
    """The encoding of a label as browsers understand it: iso-8859-1 is windows-1252."""
    return webencodings.lookup(label) if label else None


def _of_strays(stray: int) -> str:
    """The note on bytes that are no UTF-8."""
    if stray == 1:
        return STRAY.format("1 byte", "is", "is", "\ufffd")
    return STRAY.format(f"{stray} bytes", "are", "are", "\ufffd")


def looks_written(data: bytes) -> bool:
    """Whether bytes in an encoding of one byte a letter are no packed data: no control characters that no text has."""
    if data.count(0) > len(data) // 100:
        return False
    return len(data.translate(None, CONTROL)) == len(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """As browsers take it where nobody says: windows-1252; of another alphabet, what makes the likeliest language."""
    if not looks_written(data[:PRESCAN]):
        raise Unreadable(OPAQUE)
    name = DEFAULT_ENCODING
    high = len(data.translate(None, bytes(range(128, 256))))
    letters = len(data) - len(data.translate(None, ASCII_LETTERS))
    if letters < LEAST_LATIN * (letters + len(data) - high):
        name = max(_fitting(data), key=lambda label: _likeliness(data, label))
    return _decoded_as(name, data), GUESSED.format(name)


def _fitting(data: bytes) -> list[str]:
    """The encodings of other alphabets in which the bytes have no gap, and the one that browsers take."""
    fitting = []
    for label in OF_OTHER_ALPHABETS:
        if not GAP.search(_decoded_as(label, data[:SAMPLE])[:-1]):
            fitting.append(label)
    return [*fitting, DEFAULT_ENCODING]


def _decoded_as(label: str, data: bytes) -> str:
    text: str = webencodings.lookup(label).codec_info.decode(data, "replace")[0]
    return text


def _likeliness(data: bytes, label: str) -> float:
    """How sure it is which language the bytes are in, when they are read so."""
    return likeliest(_decoded_as(label, data[:SAMPLE]))[1]
