"""Plain text: decoded and otherwise left as it is."""

from .datelines import day_published
from .encodings import decoded
from .languages import language_of
from .results import CUT, MOST_TEXT, Read

EXTRACTOR = "text 1"


def read_plain(data: bytes, charset: str = "") -> Read:
    """The text of the bytes. NUL, which PostgreSQL refuses, becomes U+FFFD, so that every place stays where it was."""
    text, note = decoded(data, charset)
    text, cut = shortened(storable(text))
    note = " ".join(filter(None, [note, cut]))
    return Read(
        text=text,
        extractor=EXTRACTOR,
        published_on=day_published(text),
        language=language_of(text),
        note=note,
    )


def shortened(text: str) -> tuple[str, str]:
    """As much of a text as is read, and a note where that is not all of it."""
    return (text, "") if len(text) <= MOST_TEXT else (text[:MOST_TEXT], CUT)


def storable(text: str) -> str:
    """A text that any database keeps, with every character in its place."""
    return (
        text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        .encode("utf-8", "replace")
        .decode()
    )
