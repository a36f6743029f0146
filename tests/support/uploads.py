"""Files that take a worker a while, one for each way in: name, format and bytes."""

import json
from html import escape

from support.dossiers import claim, entry, ground

SPEAKERS = ("Mette Hansen", "Lars Olsen", "Ane Berg", "Jonas Friis")


def dossier(size: int) -> bytes:
    """So many claims and entries, and the four records that they stand on."""
    records = [*ground()]
    for i in range(size // 2):
        other = [{"relation": "contradicts", "claim": f"c{(i + 1) % (size // 2)}"}]
        records.append(claim(f"c{i}", relations=other if i % 10 == 0 else []))
        records.append(entry(f"e{i}", claims=[f"c{i}"]))
    lines = [
        json.dumps({"dossier": 1, "dispute": "bridge"}),
        *(json.dumps(record) for record in records),
    ]
    return "\n".join(lines).encode()


def paragraphs(size: int, about: str) -> list[str]:
    """Each has a quotation and a dated sentence of its own."""
    return [
        f"“We will never sell {about} number {i} of the old harbour,” said {SPEAKERS[i % 4]} on Wednesday. "
        f"On {i % 28 + 1} January {1950 + i % 70} the council closed {about} {i}."
        for i in range(size)
    ]


def text(size: int, about: str = "house") -> bytes:
    return "\n\n".join(["The long talks", *paragraphs(size, about)]).encode()


def body(size: int, about: str) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in paragraphs(size, about))


def html(size: int, about: str) -> str:
    head = f"<title>The {about} talks</title>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><article>{body(size, about)}</article></body>"


def feed(items: int) -> bytes:
    """Whole articles in the feed itself, so that nothing is fetched."""
    each = "".join(
        f"<item><title>The {about} talks</title><guid>{about}</guid>"
        f"<description>{escape(body(30, about))}</description></item>"
        for about in (f"pier {i}" for i in range(items))
    )
    return f"<rss version='2.0'><channel><title>Post</title>{each}</channel></rss>".encode()


FILES = {
    "long.ndjson": ("dossier", lambda: dossier(1000)),
    "long.txt": ("text", lambda: text(5000, "boat")),
    "dossier.ndjson": ("dossier", lambda: dossier(120)),
    "article.txt": ("text", lambda: text(600)),
    "page.html": ("page", lambda: html(400, "quay").encode()),
    "feed.xml": ("feed", lambda: feed(4)),
}
EVERY_WAY = ["dossier.ndjson", "article.txt", "page.html", "feed.xml"]
"""One file for each way in, none so long that a test waits for it. Text and page are written in several chunks."""
