"""Bytes in, text and what is known of it out: plain text, pages, PDF files and feeds. No Django.

`read` and `read_feed` work in a process of their own with bounds on memory and time, so that a file made to hurt ends
in a message.
"""

from .datelines import is_dateline
from .file_types import FEED, HTML, PDF, PLAIN, format_of, media_type_of
from .formats import Format
from .results import FeedItem, Read, ReadFeed, Unreadable
from .subprocess_reader import LARGEST, TOO_LARGE, ReaderCrash, read, read_feed

__all__ = [
    "FEED",
    "Format",
    "HTML",
    "LARGEST",
    "PDF",
    "PLAIN",
    "TOO_LARGE",
    "FeedItem",
    "Read",
    "ReadFeed",
    "ReaderCrash",
    "Unreadable",
    "format_of",
    "is_dateline",
    "media_type_of",
    "read",
    "read_feed",
]
