"""Does a suggestion repeat something known? Pure text: no database, no network."""

from .matcher import Matcher
from .partynames import folded_name
from .remembering import normalised_words
from .rows import RELATED, SAME, Known, Match
from .urls import canonical_url

__all__ = ["RELATED", "SAME", "Known", "Match", "Matcher", "canonical_url", "folded_name", "normalised_words"]
