"""Reading in a process of its own: what a hostile file costs ends with it."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from .results import FeedItem, Read, ReadFeed, Unreadable

SECONDS = 40
LARGEST = 20 * 2**20
TOO_LARGE = f"The document is larger than {LARGEST // 2**20} MB. Hand in a smaller copy, or its text."
TOO_SLOW = f"Reading it took longer than {SECONDS} s and was stopped. Save its text and import that."
TOO_MUCH = "Reading it needs more memory than a document may; it was stopped. Save its text and import that."
RAISED = 1
"""What Python ends with after an exception; what runs out of memory may also be ended by a signal."""


class ReaderCrash(Exception):
    """An error of ours in reading a document, as the process that read it ended; its traceback is a note to it."""


def read(data: bytes, media_type: str, *, address: str = "", charset: str = "") -> Read:
    """The text of a document and what it says of itself; of a media type that holds no text, nothing.

    Raises Unreadable, whose message says why and what to do instead, and ReaderCrash.
    """
    question = {"what": media_type, "address": address, "charset": charset}
    fields = _answer(question, data)
    fields["authors"] = tuple(fields["authors"])
    fields["addresses"] = tuple(fields["addresses"])
    return Read(**fields)


def read_feed(data: bytes, *, address: str = "") -> ReadFeed:
    """The entries of a feed. Raises Unreadable."""
    feed = _answer({"what": "feed", "address": address, "charset": ""}, data)
    items = []
    for fields in feed["items"]:
        fields["authors"] = tuple(fields["authors"])
        items.append(FeedItem(**fields))
    return ReadFeed(feed["title"], feed["language"], tuple(items))


def _answer(question: dict[str, str], data: bytes) -> dict[str, Any]:
    """What a process of its own answers to a question about these bytes. Raises Unreadable and ReaderCrash."""
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    order = [sys.executable, "-m", "factcheck.text.reading", json.dumps(question)]
    try:
        done = subprocess.run(
            order, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(TOO_SLOW) from None
    if done.returncode == RAISED and b"memory" not in done.stderr.lower():
        raise _crash(done.stderr.decode(errors="replace"))
    if done.returncode:
        raise Unreadable(TOO_MUCH)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return answer


def _crash(traceback: str) -> ReaderCrash:
    crash = ReaderCrash(
        (traceback.strip().splitlines() or ["it ended without a word"])[-1]
    )
    crash.add_note(traceback)
    return crash


def answer_of(found: Read | ReadFeed) -> str:
    """What the process of its own says on its standard output."""
    return json.dumps(asdict(found), ensure_ascii=False)
