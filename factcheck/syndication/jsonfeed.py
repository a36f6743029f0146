"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from factcheck.ledger import minute_text

from .feed_items import FeedDocument, SyndicationItem

CONTENT_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: FeedDocument) -> str:
    """The feed as JSON; `_ledger` says at which line of the ledger it was read."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.about,
        "next_url": feed.following,
        "icon": feed.icon,
        "authors": [{"name": feed.site.name, "url": feed.site_address}],
        "language": feed.language,
        "_ledger": {"about": feed.ledger, "seq": feed.seq, "hash": feed.hash},
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(_without_empty(document), ensure_ascii=False)


def _item(item: SyndicationItem) -> dict:
    node = {
        "id": item.uid.urn,
        "url": item.address,
        "title": item.title,
        "content_html": item.html,
        "date_published": minute_text(item.published),
        "date_modified": minute_text(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "language": item.language,
    }
    return _without_empty(node) | {"content_html": item.html}


def _without_empty(node: dict) -> dict:
    """Without what is not known: the format wants it left out. An empty list of items stays."""
    return {
        name: value
        for name, value in node.items()
        if value not in ("", []) or name == "items"
    }
