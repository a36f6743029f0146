"""What a fetch may cost and what it gives."""

from dataclasses import dataclass, field
from datetime import datetime

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Bytes of the body as sent and inflated; seconds on the network, and of waiting for a turn; redirects."""

    sent: int = 10 * MB
    inflated: int = 20 * MB
    seconds: float = 20
    patience: float = 60
    redirects: int = 5


@dataclass(frozen=True)
class Redirect:
    """Where an answer sent us; `insecure` when it led from https to http."""

    status: int
    address: str
    insecure: bool


@dataclass(frozen=True)
class Fetched:
    """A document. `address` is where it was found in the end; with status 304 `data` is empty.

    Media type and charset are what the server says, in lower case; empty when it says nothing that can be used.
    `headers` are a few of the answer's, by name.
    """

    requested_url: str
    address: str
    status: int
    data: bytes
    media_type: str
    charset: str
    etag: str
    last_modified: str
    fetched_at: datetime
    redirects: list[Redirect]
    headers: dict[str, str] = field(default_factory=dict)
