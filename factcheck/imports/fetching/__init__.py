"""Getting a document from an address: politely, within limits, and never from inside our own network."""

from .errors import FetchRefused
from .fetch import fetch
from .results import Fetched, Limits, Redirect

__all__ = ["FetchRefused", "Fetched", "Limits", "Redirect", "fetch"]
