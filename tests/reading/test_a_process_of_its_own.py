"""A process of its own reads a document; the warm one that stands in for it in tests answers to the letter alike."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from support import pdfs
from support.articles import page
from support.warm_reader import MODULE, WarmReader

FEED = b"<rss version='2.0'><channel><title>Post</title><item><title>One</title><guid>1</guid></item></channel></rss>"
DOCUMENTS = {
    "page": ("text/html", page()),
    "pdf": ("application/pdf", pdfs.text(b"It is ours.", b"The bridge")),
    "pdf that is none": ("application/pdf", b"%PDF-1.7 and nothing more"),
    "pdf that inflates": ("application/pdf", pdfs.inflating()),
    "text": ("text/plain", "Færgen ligger ved kajen.".encode()),
    "feed": ("feed", FEED),
    "feed that is none": ("feed", b"boats"),
    "picture": ("image/png", b"\x89PNG"),
}


@pytest.fixture(scope="module")
def warm() -> Iterator[WarmReader]:
    reader = WarmReader()
    yield reader
    reader.stop()


def ordered(question: dict) -> list[str]:
    return [sys.executable, "-m", MODULE, json.dumps(question)]


def read_cold(order: list[str], data: bytes) -> subprocess.CompletedProcess:
    return subprocess.run(
        order, input=data, capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_warm_process_answers_as_one_of_its_own(warm, name):
    media_type, data = DOCUMENTS[name]
    order = ordered({"what": media_type, "address": "", "charset": ""})

    cold, same = read_cold(order, data), warm.run(order, input=data, timeout=60)

    assert cold.stdout
    assert vars(same) == vars(cold)


def test_what_a_reader_raises_ends_either_with_its_traceback(warm):
    order = ordered({"what": "feed"})

    cold, same = read_cold(order, FEED), warm.run(order, input=FEED, timeout=60)

    assert (same.returncode, cold.returncode) == (1, 1)
    assert cold.stderr.splitlines()[-1] == b"KeyError: 'address'"
    assert same.stderr.splitlines()[-1] == b"KeyError: 'address'"


def test_what_takes_too_long_is_stopped_and_the_next_is_read(warm):
    order = ordered({"what": "text/plain", "address": "", "charset": ""})
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(order, input=b"boats", timeout=0.0001)

    assert b"boats" in warm.run(order, input=b"boats", timeout=60).stdout
