"""The ledger: append-only, hash-chained, the only thing that readers see of a record. Knows kinds by name alone."""

from .addresses import UID, owners
from .append import Line, append
from .canonical import canonical, line_hash, moment_text, sha256
from .derive import PUBLISHING, Derived, order_of, register, words
from .errors import LedgerError, MomentRefused, SlugTaken
from .guarding import install as install_guards
from .guarding import lift as lift_guards
from .guarding import missing as missing_guards
from .listing import After, Listing, Row, count, page
from .quick import guess, owners_if, record_now, remember
from .reading import (
    BadMoment,
    Tombstone,
    View,
    as_of,
    as_of_seq,
    current,
    parse_moment,
    payload_of,
    reading,
    references_of,
)
from .rebuild import outdated, rebuild_outdated
from .redact import GROUNDS, redact
from .snapshot import HeadState, head, snapshot
from .verify import Difference, verify

__all__ = [
    "GROUNDS",
    "PUBLISHING",
    "After",
    "BadMoment",
    "Derived",
    "Difference",
    "HeadState",
    "LedgerError",
    "Line",
    "Listing",
    "MomentRefused",
    "Row",
    "SlugTaken",
    "Tombstone",
    "UID",
    "View",
    "append",
    "as_of",
    "as_of_seq",
    "canonical",
    "count",
    "current",
    "guess",
    "head",
    "install_guards",
    "lift_guards",
    "line_hash",
    "missing_guards",
    "moment_text",
    "order_of",
    "outdated",
    "owners",
    "owners_if",
    "page",
    "parse_moment",
    "payload_of",
    "reading",
    "rebuild_outdated",
    "record_now",
    "references_of",
    "redact",
    "register",
    "remember",
    "sha256",
    "snapshot",
    "verify",
    "words",
]
