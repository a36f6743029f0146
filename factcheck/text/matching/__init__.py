"""Does a suggestion repeat something known? Pure text: no database, no network."""

from .comparison import RELATED, SAME, Comparable, Match
from .fingerprints import normalised_words
from .matcher import Matcher
from .party_names import folded_name
from .urls import LONGEST_KEY, address_key, canonical_url, same_host

__all__ = [
    "LONGEST_KEY",
    "RELATED",
    "SAME",
    "Comparable",
    "Match",
    "Matcher",
    "address_key",
    "canonical_url",
    "folded_name",
    "normalised_words",
    "same_host",
]
