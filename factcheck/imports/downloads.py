"""A document from an address, politely."""

from typing import Any

from factcheck.text import reading

from . import fetching
from .articles import Document, Hold
from .errors import Failure, ImportProblem
from .prose import require_prose

IS_A_FEED = "{} is a feed, not an article. Add it under Feeds, and every new item is read as it appears."


def fetched_document(
    address: str, held: bytes | None, hold: Hold, **known: Any
) -> Document:
    """The document at an address, or the one that was archived when it was fetched before.

    `known` is what a Document holds beside its bytes. Raises ImportProblem.
    """
    if held is not None:
        return Document(
            held,
            reading.media_type_of(held),
            address,
            address,
            requested_url=address,
            **known,
        )
    fetched = fetch(address, hold)
    media_type = reading.media_type_of(fetched.data, fetched.media_type)
    if media_type == reading.FEED:
        raise ImportProblem(IS_A_FEED.format(address))
    require_prose(fetched.data, address)
    return Document(
        fetched.data,
        media_type,
        address,
        fetched.address,
        fetched.charset,
        fetched_at=fetched.fetched_at,
        requested_url=address,
        status=fetched.status,
        headers=fetched.headers,
        **known,
    )


def fetch(
    address: str, hold: Hold, *, etag: str = "", last_modified: str = ""
) -> fetching.Fetched:
    """Fetch, or say as a problem of the job why not."""
    try:
        return fetching.fetch(
            address, etag=etag, last_modified=last_modified, keep_alive=hold
        )
    except fetching.FetchRefused as refusal:
        failure = Failure(address, refusal.address, refusal.status)
        raise ImportProblem(
            str(refusal), passing=refusal.passing, failure=failure
        ) from refusal
