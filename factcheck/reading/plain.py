"""Plain text: decoded and otherwise left as it is."""

import charset_normalizer

from .found import CUT, MOST_TEXT, Read, Unreadable

EXTRACTOR = "text 1"
MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
GUESSED = "The text was not UTF-8 and was read as {}; look whether its letters are right."
OPAQUE = "The file is no text in any encoding that we know. Save it as UTF-8 text, or hand it in as a document."


def read_plain(data: bytes, charset: str = "") -> Read:
    """The text of the bytes. NUL, which PostgreSQL refuses, becomes U+FFFD, so that every place stays where it was."""
    text, note = decoded(data, charset)
    text, cut = shortened(storable(text))
    return Read(text=text, extractor=EXTRACTOR, note=" ".join(filter(None, [note, cut])))


def shortened(text: str) -> tuple[str, str]:
    """As much of a text as is read, and a note where that is not all of it."""
    return (text, "") if len(text) <= MOST_TEXT else (text[:MOST_TEXT], CUT)


def storable(text: str) -> str:
    """A text that any database keeps, with every character in its place."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def decoded(data: bytes, charset: str = "") -> tuple[str, str]:
    """Text and a note on how it was read: by its byte order mark, as UTF-8, as said, else by what fits best."""
    for mark, encoding in MARKED.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    for encoding in filter(None, ("utf-8", charset)):
        try:
            return data.decode(encoding), ""
        except (UnicodeDecodeError, LookupError):
            continue
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise Unreadable(OPAQUE)
    return data.decode(best.encoding, "replace"), GUESSED.format(best.encoding)
