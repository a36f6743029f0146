"""Feeds, read item by item. When they are due is `polling`'s business, which starts jobs and so stands above these."""

from .reader import FeedReader

__all__ = ["FeedReader"]
