"""RSS and Atom: the entries of a feed."""

import re
import time

import feedparser

from .found import Item, ReadFeed, Unreadable
from .page import one_line
from .plain import storable

MOST_ITEMS = 1_000
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
ENTITIES = "The feed declares entities of its own, which no feed needs; it was not read."
NOT_ONE = "This is no feed that can be read: neither RSS nor Atom. Look at the address in a browser."
LONGEST_KEY = 300


def read_feed_bytes(data: bytes, address: str = "") -> ReadFeed:
    """The feed's entries. Raises Unreadable for what is none."""
    if ENTITY.search(data.replace(b"\0", b"")):  # whatever the encoding
        raise Unreadable(ENTITIES)
    found = feedparser.parse(data, response_headers={"content-location": address} if address else {})
    if not found.version:
        raise Unreadable(NOT_ONE)
    items = [item_of(entry) for entry in found.entries[:MOST_ITEMS]]
    return ReadFeed(
        title=one_line(found.feed.get("title")),
        language=one_line(found.feed.get("language"))[:35],
        items=tuple(item for item in items if item.key),
    )


def item_of(entry: feedparser.FeedParserDict) -> Item:
    address = (entry.get("link") or "").strip()
    content = entry.get("content") or [{}]
    return Item(
        key=storable(entry.get("id") or address or entry.get("title") or "")[:LONGEST_KEY],
        address=address if address.startswith(("http://", "https://")) else "",
        title=one_line(entry.get("title")),
        authors=tuple(one_line(a.get("name")) for a in entry.get("authors") or [] if a.get("name")),
        published_on=day(entry.get("published_parsed")),
        html=storable(content[0].get("value") or entry.get("summary") or ""),
    )


def day(parsed: time.struct_time | None) -> str:
    """The UTC day of publication, as EDTF."""
    return time.strftime("%Y-%m-%d", parsed) if parsed else ""
