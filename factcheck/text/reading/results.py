"""What reading gives."""

from dataclasses import dataclass, field

MOST_TEXT = 2_000_000
"""Characters; a book has fewer. What a worker holds of one document stays within bounds by it."""
CUT = f"Only the first {MOST_TEXT:,} characters were read. Hand the rest in as a text of its own."


class Unreadable(Exception):
    """The bytes cannot be read; the message says why and what to do instead."""


@dataclass(frozen=True)
class Read:
    """The text of one document and what it says of itself; what it does not say is empty.

    `text` is kept as it came and never changed later: places in it count its code points. `extractor` names what took
    it out, with its version. `published_on` is EDTF. `note` is what an editor should know of how it was read.
    `is_stub` says that it is the open beginning of an article behind a paywall.
    `addresses` are what a page gives as its own, the most telling first; `saved_from` is what its saver wrote into it.
    """

    text: str = ""
    extractor: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published_on: str = ""
    language: str = ""
    note: str = ""
    is_stub: bool = False
    addresses: tuple[str, ...] = ()
    saved_from: str = ""


@dataclass(frozen=True)
class FeedItem:
    """One entry of a feed. `key` is what the feed calls it by; `html` what it carries itself of the article."""

    key: str
    address: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published_on: str = ""
    html: str = ""


@dataclass(frozen=True)
class ReadFeed:
    """A feed's own title and its entries, in its order."""

    title: str = ""
    language: str = ""
    items: tuple[FeedItem, ...] = field(default_factory=tuple)
