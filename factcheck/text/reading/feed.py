"""RSS and Atom: the entries of a feed."""

import re
from email.utils import parsedate
from urllib.parse import urljoin

import feedparser

from ..edtf import DateError, parse
from .encodings import declared_in, decoded
from .page import one_line
from .plain import storable
from .results import FeedItem, ReadFeed, Unreadable

ENTITY = re.compile("<!ENTITY", re.IGNORECASE)
PROLOG = re.compile(r"\A\s*<\?xml[^>]*>")
"""Names the encoding of bytes that are letters by now."""
ENTITIES = (
    "The feed declares entities of its own, which no feed needs; it was not read."
)
NOT_ONE = "This is no feed that can be read: neither RSS nor Atom. Look at the address in a browser."
LONGEST_KEY = 300
ISO_DAY = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(?![0-9-])|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)


def read_feed_bytes(data: bytes, address: str = "") -> ReadFeed:
    """All of the feed's entries. Raises Unreadable for what is none."""
    text, _ = decoded(data, within=declared_in(data))
    if ENTITY.search(text):
        raise Unreadable(ENTITIES)
    headers = {"content-type": "application/xml; charset=utf-8"}
    feed = feedparser.parse(
        PROLOG.sub("", text).encode("utf-8", "replace"), response_headers=headers
    )
    if not feed.version:
        raise Unreadable(NOT_ONE)
    is_atom = feed.version.startswith("atom")
    items = [item_of(entry, address, is_atom) for entry in feed.entries]
    return ReadFeed(
        title=one_line(feed.feed.get("title")),
        language=one_line(feed.feed.get("language"))[:35],
        items=tuple(item for item in items if item.key),
    )


def item_of(
    entry: feedparser.FeedParserDict, feed_address: str, is_atom: bool
) -> FeedItem:
    address = link_of(entry, feed_address)
    key = entry.get("id") or address or entry.get("title") or ""
    content = entry.get("content") or [{}]
    return FeedItem(
        key=storable(key)[:LONGEST_KEY],
        address=address,
        title=one_line(entry.get("title")),
        authors=_authors(entry),
        published_on=published_on(entry, is_atom),
        html=storable(content[0].get("value") or entry.get("summary") or ""),
    )


def _authors(entry: feedparser.FeedParserDict) -> tuple[str, ...]:
    names = [author.get("name") for author in entry.get("authors") or []]
    return tuple(map(one_line, filter(None, names)))


def link_of(entry: feedparser.FeedParserDict, feed_address: str) -> str:
    """The page that an entry leads to; a `guid` that is no address leads nowhere, though RSS takes it for a link."""
    link = (entry.get("link") or "").strip()
    is_name = entry.get("guidislink") and link == (entry.get("id") or "").strip()
    address = link if is_name else urljoin(feed_address, link)
    return address if link and address.startswith(("http://", "https://")) else ""


def published_on(entry: feedparser.FeedParserDict, is_atom: bool) -> str:
    """The day of publication as EDTF; where an entry of Atom says only when it was changed, no later than that day.

    What RSS says by `dc:date` is found under “updated” too, and is the day of publication.
    """
    day = day_of(entry.get("published") or "")
    if day or "updated" not in entry:
        return day
    changed = day_of(entry["updated"])  # get() answers with what was published
    return f"[..{changed}]" if changed and is_atom else changed


def day_of(written: str) -> str:
    """The day that a moment lies on by its own offset, no more precise than it is written; empty where none is read."""
    iso = ISO_DAY.match(written.strip())
    if iso:
        return checked(iso[0])
    parts = parsedate(written) or parsedate(f"{written} 00:00:00")
    if parts is None:
        return ""
    return checked("{:04d}-{:02d}-{:02d}".format(*parts[:3]))


def checked(day: str) -> str:
    """The day, if the calendar has it."""
    try:
        return parse(day).text
    except DateError:
        return ""
