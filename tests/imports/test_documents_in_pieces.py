"""Every reader is given documents with pieces taken out, doubled, moved and replaced: it reads or refuses them, always.

A refusal is the reader's own error with a message; anything else that is raised is a fault.
"""

import io
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import pdfs
from support.articles import page
from support.dossiers import claim, dossier, ground
from support.rounds import rounds

from factcheck.imports.dossier.files import records
from factcheck.imports.errors import ImportProblem
from factcheck.text import edtf
from factcheck.text.edtf import DateError
from factcheck.text.extraction import rules
from factcheck.text.matching.urls import canonical_url
from factcheck.text.reading import Unreadable, read
from factcheck.text.reading.__main__ import read_here
from factcheck.text.reading.subprocess_reader import answer_of

pytestmark = [pytest.mark.slow, pytest.mark.nightly]
QUICK = settings(
    max_examples=rounds(60, 5_000),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SELDOM = settings(QUICK, max_examples=rounds(8, 400))

FEED = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Post</title><item><title>The bridge
&amp; the town</title><link>https://post.example/1</link><pubDate>Wed, 14 Jan 2026 12:00:00 GMT</pubDate><description>
<![CDATA[<p>It was <b>closed</b>.</p>]]></description><guid>1</guid></item></channel></rss>"""
TEXT = "Ada Lund said on 14 January 2026: “The bridge is ours.” By Friday it was closed.".encode()
DOSSIER = json.dumps(dossier(*ground(), claim())).encode()
LINES = b"\n".join(
    json.dumps(each).encode()
    for each in [{"dossier": 1, "dispute": "bridge"}, *ground(), claim()]
)
YAML = b"dossier: 1\ndispute: bridge\nrecords:\n- kind: party\n  slug: town\n  name: 'Town'\n  party_kind: government\n"
TOKENS = [
    *(
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<",
        b">",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"&#x110000;",
        b"&#0;",
    ),
    *(
        b"{",
        b"}",
        b"[" * 200,
        b'"',
        b"'",
        b"\\",
        b"\\ud800",
        b": ",
        b"- ",
        b"&a ",
        b"*a",
        b"!!python/object",
        b"\t",
    ),
    *(
        b"9" * 400,
        b"-",
        b"1e999",
        b"NaN",
        b"null",
        b"\r\n\r\n",
        b"\xe2\x80\xae",
        b"charset=utf-7",
        b"%PDF-",
        b"endobj",
    ),
]


@st.composite
def mangled(draw: st.DrawFn, whole: bytes) -> bytes:
    """The document after a few changes, each at a place of it."""
    data = whole
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        piece = data[start:end]
        change = draw(st.sampled_from(["out", "double", "token", "bytes", "move"]))
        instead = {
            "out": lambda: b"",
            "double": lambda piece=piece: piece * draw(st.integers(2, 9)),
            "token": lambda: draw(st.sampled_from(TOKENS)),
            "bytes": lambda: draw(st.binary(max_size=12)),
            "move": lambda: b"",
        }[change]()
        data = data[:start] + instead + data[end:]
        if change == "move":
            place = draw(st.integers(0, len(data)))
            data = data[:place] + piece + data[place:]
    return data


def outcome(act: Callable[[], object], *refusals: type[BaseException]) -> str:
    """“read”, or what the refusal says; anything else that is raised is a fault."""
    try:
        act()
    except refusals as refusal:
        return str(refusal)
    return "read"


def read_or_refused(media_type: str, data: bytes) -> None:
    question = {"what": media_type, "address": "https://post.example/1", "charset": ""}
    assert outcome(lambda: answer_of(read_here(question, data)), Unreadable)


@QUICK
@given(mangled(page()))
def test_pages(data):
    read_or_refused("text/html", data)


@QUICK
@given(mangled(FEED))
def test_feeds(data):
    read_or_refused("feed", data)


@QUICK
@given(mangled(TEXT))
def test_plain_texts(data):
    read_or_refused("text/plain", data)


@SELDOM
@given(mangled(pdfs.text(b"The bridge is ours.", title=b"Minutes")))
def test_pdf_files(data):
    assert outcome(lambda: read(data, "application/pdf"), Unreadable)


@pytest.mark.parametrize(
    ("name", "whole"), [("d.json", DOSSIER), ("d.ndjson", LINES), ("d.yaml", YAML)]
)
def test_dossiers(name, whole):
    @QUICK
    @given(mangled(whole))
    def ask(data):
        assert outcome(lambda: list(records(io.BytesIO(data), name, {})), ImportProblem)

    ask()


@QUICK
@given(mangled(TEXT))
def test_texts_that_findings_are_looked_for_in(data):
    text = data.decode("utf-8", "replace").replace("\x00", "")

    for finding in rules.find(text):
        assert text[finding.start : finding.end]


@QUICK
@given(mangled(b"2026-01-14?/[2027-02..]~"))
def test_dates(data):
    assert outcome(lambda: edtf.parse(data.decode("latin-1")), DateError)


@QUICK
@given(mangled(b"https://user@post.example:443/a/../b%20c?utm_source=x&q=1#part"))
def test_addresses(data):
    canonical_url(data.decode("latin-1"))
