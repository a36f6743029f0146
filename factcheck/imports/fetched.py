"""A document from an address, politely."""

from collections.abc import Callable

from factcheck import fetching, reading

from .articles import Document
from .errors import ImportProblem

IS_A_FEED = "{} is a feed, not an article. Add it under Feeds, and every new item is read as it appears."


def fetched_document(
    address: str, given: dict, held: bytes | None, hold: Callable[[], None], external_id: str = ""
) -> Document:
    """The document at an address, or the one that was archived when it was fetched before. Raises ImportProblem."""
    if held is not None:
        return Document(held, reading.media_type_of(held), address, address, given=given, external_id=external_id)
    found = fetch(address, hold)
    media_type = reading.media_type_of(found.data, found.media_type)
    if media_type == reading.FEED:
        raise ImportProblem(IS_A_FEED.format(address))
    return Document(
        found.data,
        media_type,
        address,
        found.address,
        found.charset,
        given=given,
        external_id=external_id,
        fetched_at=found.fetched_at,
    )


def fetch(address: str, hold: Callable[[], None], **conditions: str) -> fetching.Fetched:
    """Fetch, or say as a problem of the job why not."""
    try:
        return fetching.fetch(address, keep_alive=hold, **conditions)
    except fetching.FetchRefused as refusal:
        raise ImportProblem(str(refusal), passing=refusal.passing) from refusal
