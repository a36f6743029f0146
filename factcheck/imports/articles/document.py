"""One document as an adapter hands it on: bytes, and what is known of it beside them."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from factcheck.matching import canonical_url

GIVEN = ("title", "publisher", "published_on", "url", "language", "authors")
"""What an editor, or a feed, may say of a document; it counts more than what the document says itself."""


@dataclass(frozen=True)
class Document:
    """`given` has any of GIVEN. `external_id` is what a feed calls it by; `place` is where issues say it stands."""

    data: bytes
    media_type: str
    place: str
    address: str = ""
    charset: str = ""
    given: dict = field(default_factory=dict)
    external_id: str = ""
    fetched_at: datetime | None = None

    @property
    def url(self) -> str:
        """The address that the source is cited by."""
        return self.given.get("url") or self.address

    @property
    def key(self) -> str:
        """What the source is known again by: its address, else how it is cited, else its bytes."""
        if self.url:
            return canonical_url(self.url)
        cited = "|".join(" ".join(str(self.given.get(n) or "").split()).casefold() for n in GIVEN[:3])
        return cited if self.given.get("title") else hashlib.sha256(self.data).hexdigest()
