"""The review: what machines found beside the text that it was found in, to be decided by people."""

from .queue import SuggestionAdmin
from .urls import urls

__all__ = ["SuggestionAdmin", "urls"]
