"""The ledger: append-only, hash-chained, the only thing that readers see of a record. Knows kinds by name alone."""

from .addresses import UID, owners, stored
from .append import PendingLine, SealedName, append
from .canonical import canonical, line_hash, minute_text, moment_text, sha256
from .carry_over import (
    OLD_LINES,
    Carried,
    carry_over,
    is_of_first_form,
    old_lines,
    rewrite_old_lines,
)
from .clock_lines import mend_clock
from .derive import OWN, WORDED, Derived, order_of, register, search_text
from .dispute_scope import live
from .errors import (
    ClockRefused,
    KeyRefused,
    LedgerError,
    LedgerFault,
    MomentRefused,
    SlugTaken,
)
from .excerpts import TextRun, in_context
from .holds import held, hold, release
from .holds import restore as restore_holds
from .key_changes import replace_lost_key, rotate_key
from .key_lines import key_body, named_keys
from .keyring import KeyMissing, ensure_key_file, make_key_file, signer
from .keys import KeyUnreadable, Signer, read_signer
from .leaves import NAMES, STRUCK, Path, payload_root, split_words
from .list_sql import NO_LIST, After, Listing, ListRow, count, page, read_after
from .moments import NOW, BadMoment, moment_address, parse_moment, parse_start
from .optimistic_reads import (
    current_record,
    owners_and_freshness,
    recent_view,
    remember_view,
)
from .phrases import (
    Occurrence,
    find_phrase,
    is_struck_already,
    other_spellings,
    pattern_of,
    plain_runs,
    texts_of,
)
from .reading import (
    Tombstone,
    View,
    as_of,
    as_of_seq,
    current,
    earlier,
    original_of,
    payload_of,
    reading,
    references_of,
    whole_payload,
)
from .rebuild import outdated, rebuild_outdated
from .redact import GROUNDS, Strike, redact, strike, strikes_of, struck_lines
from .search.folding import folded_words, places_of
from .search.names import name_facets, with_other_names
from .search.query_text import (
    JOINS_NOTHING,
    MOST_TERMS,
    NO_LETTER,
    TOO_LONG,
    TOO_MANY,
    SearchTerms,
    read_words,
)
from .search.results import RANKED, RANKED_OF_COMMON, SearchHits, find
from .search.spelling import nearest_question
from .search.sql import (
    COUNTED,
    EARLIEST,
    LATEST,
    ORDERS,
    PUBLISHED,
    RELEVANCE,
    Hit,
    Search,
)
from .search.stems import languages_of
from .snapshot import HeadState, forget_head, head, recent_head, snapshot
from .states import EVERY_LINE, Content, last_change, next_change
from .struck_slugs import neutral_slug, struck
from .triggers import altered as altered_guards
from .triggers import install as install_guards
from .triggers import lift as lift_guards
from .triggers import missing as missing_guards
from .upgrades import UnknownForm, current_form, register_form, register_upgrade
from .upgrades import missing as missing_upgrades
from .verify import verify
from .verify_tables import faults_around

__all__ = [
    "minute_text",
    "faults_around",
    "OLD_LINES",
    "old_lines",
    "rewrite_old_lines",
    "is_struck_already",
    "pattern_of",
    "other_spellings",
    "plain_runs",
    "TextRun",
    "in_context",
    "STRUCK",
    "Path",
    "split_words",
    "struck",
    "neutral_slug",
    "strikes_of",
    "strike",
    "Strike",
    "texts_of",
    "find_phrase",
    "Occurrence",
    "read_signer",
    "Signer",
    "KeyUnreadable",
    "rotate_key",
    "replace_lost_key",
    "mend_clock",
    "is_of_first_form",
    "carry_over",
    "Carried",
    "struck_lines",
    "signer",
    "payload_root",
    "named_keys",
    "make_key_file",
    "key_body",
    "ensure_key_file",
    "SealedName",
    "KeyRefused",
    "KeyMissing",
    "ClockRefused",
    "After",
    "BadMoment",
    "COUNTED",
    "Content",
    "Derived",
    "LedgerFault",
    "EARLIEST",
    "EVERY_LINE",
    "SearchHits",
    "GROUNDS",
    "HeadState",
    "Hit",
    "LATEST",
    "LedgerError",
    "PendingLine",
    "Listing",
    "MomentRefused",
    "ORDERS",
    "OWN",
    "PUBLISHED",
    "RANKED",
    "RANKED_OF_COMMON",
    "RELEVANCE",
    "ListRow",
    "Search",
    "SlugTaken",
    "Tombstone",
    "UID",
    "UnknownForm",
    "NAMES",
    "NO_LIST",
    "View",
    "WORDED",
    "SearchTerms",
    "altered_guards",
    "append",
    "as_of",
    "as_of_seq",
    "canonical",
    "count",
    "current",
    "current_form",
    "earlier",
    "find",
    "forget_head",
    "recent_view",
    "head",
    "held",
    "hold",
    "install_guards",
    "languages_of",
    "last_change",
    "lift_guards",
    "line_hash",
    "live",
    "missing_guards",
    "missing_upgrades",
    "NOW",
    "moment_address",
    "moment_text",
    "name_facets",
    "nearest_question",
    "next_change",
    "order_of",
    "original_of",
    "outdated",
    "owners",
    "owners_and_freshness",
    "page",
    "with_other_names",
    "parse_moment",
    "parse_start",
    "payload_of",
    "places_of",
    "read_words",
    "JOINS_NOTHING",
    "MOST_TERMS",
    "NO_LETTER",
    "TOO_LONG",
    "TOO_MANY",
    "read_after",
    "reading",
    "rebuild_outdated",
    "recent_head",
    "current_record",
    "redact",
    "references_of",
    "register",
    "register_form",
    "register_upgrade",
    "release",
    "remember_view",
    "restore_holds",
    "sha256",
    "snapshot",
    "stored",
    "verify",
    "whole_payload",
    "search_text",
    "folded_words",
]
