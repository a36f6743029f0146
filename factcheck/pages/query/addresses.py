"""Queries as the addresses of pages write them."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode


def address_query(params: Mapping[str, str] | Sequence[tuple[str, str]]) -> str:
    """The query of an address, without its question mark; the colons of a moment stay as they are (RFC 3986, 3.4)."""
    return urlencode(params, safe=":")
