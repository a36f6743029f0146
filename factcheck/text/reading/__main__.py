"""The process that reads one document: the question as argument, bytes in, JSON out."""

import json
import logging
import resource
import sys
from pathlib import Path

from .feed import read_feed_bytes
from .file_types import HTML, PDF, PLAIN, format_of
from .page import read_page
from .pdf import read_pdf
from .plain import read_plain
from .results import Read, ReadFeed, Unreadable
from .subprocess_reader import TOO_MUCH, answer_of

MEMORY = (
    90 * 2**20
)  # with what the readers mapped and only touch now, a hundred at most
PROCESSOR_SECONDS = 30


def bound() -> None:
    """At most so much memory beyond what the readers themselves took, and so much time."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))


def read_here(question: dict[str, str], data: bytes) -> Read | ReadFeed:
    """Read with the reader that the media type asks for; what holds no text gives none."""
    what, address, charset = question["what"], question["address"], question["charset"]
    if what == "feed":
        return read_feed_bytes(data, address)
    if what == HTML:
        return read_page(data, address, charset)
    if what == PDF:
        return read_pdf(data)
    if what == PLAIN:
        return read_plain(data, charset)
    unread = format_of(data)
    return Read(note=unread.copy_note) if unread else Read()


def answer(question: dict[str, str]) -> str:
    try:
        return answer_of(read_here(question, sys.stdin.buffer.read()))
    except Unreadable as problem:
        return json.dumps({"unreadable": str(problem)})
    except (MemoryError, RecursionError):
        return json.dumps({"unreadable": TOO_MUCH})


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # what readers say of a file is no log of ours
    if sys.platform == "linux":
        bound()
    sys.stdout.buffer.write(answer(json.loads(sys.argv[1])).encode("utf-8", "replace"))
