"""Does a suggestion repeat something known? Pure text: no database, no network."""

from .matcher import Matcher
from .partynames import folded_name
from .remembering import normalised_words
from .rows import RELATED, SAME, Known, Match
from .urls import LONGEST_KEY, address_key, canonical_url, same_host

__all__ = [
    "LONGEST_KEY",
    "RELATED",
    "SAME",
    "Known",
    "Match",
    "Matcher",
    "address_key",
    "canonical_url",
    "folded_name",
    "normalised_words",
    "same_host",
]
