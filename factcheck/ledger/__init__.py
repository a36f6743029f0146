"""The ledger: append-only, hash-chained, the only thing that readers see of a record. Knows kinds by name alone."""

from .addresses import UID, owners, stored
from .append import Line, append
from .belonging import live
from .canonical import canonical, line_hash, moment_text, sha256
from .derive import PUBLISHING, Derived, order_of, register, words
from .errors import LedgerError, MomentRefused, SlugTaken
from .finding import RANKED, RANKED_OF_COMMON, Found, find
from .folding import places_of, words_of
from .guarding import install as install_guards
from .guarding import lift as lift_guards
from .guarding import missing as missing_guards
from .listing import After, Listing, Row, count, page
from .lookup import COUNTED, EARLIEST, LATEST, ORDERS, PUBLISHED, RELEVANCE, Hit, Search
from .quick import guess, owners_if, record_now, remember
from .reading import (
    BadMoment,
    Tombstone,
    View,
    as_of,
    as_of_seq,
    current,
    earlier,
    parse_moment,
    parse_start,
    payload_of,
    reading,
    references_of,
)
from .rebuild import outdated, rebuild_outdated
from .redact import GROUNDS, redact
from .searching import Words, read_words
from .snapshot import HeadState, forget_head, head, recent_head, snapshot
from .verify import Difference, verify

__all__ = [
    "After",
    "BadMoment",
    "COUNTED",
    "Derived",
    "Difference",
    "EARLIEST",
    "Found",
    "GROUNDS",
    "HeadState",
    "Hit",
    "LATEST",
    "LedgerError",
    "Line",
    "Listing",
    "MomentRefused",
    "ORDERS",
    "PUBLISHED",
    "PUBLISHING",
    "RANKED",
    "RANKED_OF_COMMON",
    "RELEVANCE",
    "Row",
    "Search",
    "SlugTaken",
    "Tombstone",
    "UID",
    "View",
    "Words",
    "append",
    "as_of",
    "as_of_seq",
    "canonical",
    "count",
    "current",
    "earlier",
    "find",
    "forget_head",
    "guess",
    "head",
    "install_guards",
    "lift_guards",
    "line_hash",
    "live",
    "missing_guards",
    "moment_text",
    "order_of",
    "outdated",
    "owners",
    "owners_if",
    "page",
    "parse_moment",
    "parse_start",
    "payload_of",
    "places_of",
    "read_words",
    "reading",
    "rebuild_outdated",
    "recent_head",
    "record_now",
    "redact",
    "references_of",
    "register",
    "remember",
    "sha256",
    "snapshot",
    "stored",
    "verify",
    "words",
    "words_of",
]
