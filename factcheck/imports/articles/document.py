"""One document as an adapter hands it on: bytes, and what is known of it beside them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from factcheck.text.matching import address_key, same_host
from factcheck.text.reading import Read

GIVEN = ("title", "publisher", "published_on", "url", "language", "authors")
"""What an editor, or a feed, may say of a document; it has precedence over what the document says itself."""
Hold = Callable[[], None]
"""What a reader calls while it fetches or waits, so that its job stays its own."""


@dataclass(frozen=True)
class Document:
    """`given` has any of GIVEN; so has `fallback`, which counts only where the document itself says nothing.

    `external_id` is what a feed calls it by; `place` is where issues say it stands.
    `name` is what its file is called by, where that says something.
    `requested_url` is the address that was fetched, `address` the one reached, `canonical_url` the one that the page
    gives as its own.
    `status` and `headers` are those of the response.
    """

    data: bytes
    media_type: str
    place: str
    address: str = ""
    charset: str = ""
    given: dict = field(default_factory=dict)
    fallback: dict = field(default_factory=dict)
    external_id: str = ""
    fetched_at: datetime | None = None
    name: str = ""
    requested_url: str = ""
    canonical_url: str = ""
    status: int | None = None
    headers: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address that the source is cited by: as said, else the page's own, else where it was found."""
        return self.given.get("url") or self.canonical_url or self.address

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def key(self) -> str:
        """What the document is known again by: its canonical address, else its bytes."""
        return address_key(self.url) or self.sha256

    @property
    def keys(self) -> list[str]:
        """Its key, then every other address that leads to it."""
        others = map(address_key, (self.address, self.requested_url))
        return list(dict.fromkeys([self.key, *filter(None, others)]))

    def knowing(self, read: Read) -> "Document":
        """The document with the address that its page gives as its own, where that is to be believed."""
        return replace(self, canonical_url=canonical_url(read, self.address))


def canonical_url(read: Read, found_at: str) -> str:
    """The address that a page gives as its own; empty when it gives none, or one that cannot be its.

    Where it is known where the page was found or saved from, an address on another host is not believed; nor is the
    front page of a site, which many pages name by mistake.
    """
    base = found_at or read.saved_from
    for written in read.addresses:
        address = urljoin(base, written)
        if _may_be_own(address, base):
            return address
    if not found_at and address_key(read.saved_from):
        return read.saved_from
    return ""


def _may_be_own(address: str, base: str) -> bool:
    key = address_key(address)
    if not key:
        return False
    is_front_page = not urlsplit(key).path and key != address_key(base)
    return not is_front_page and (not base or same_host(base, address))
