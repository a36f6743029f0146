"""What a file is, by its first bytes: names and servers are often wrong."""

import re

PLAIN, HTML, PDF, FEED = "text/plain", "text/html", "application/pdf", "application/feed+xml"
OTHER = "application/octet-stream"
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|article|main|p|div|meta|title)\b", re.IGNORECASE)
FEED_ROOT = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
CONTROL = bytes(range(1, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))
HEAD = 4096


def media_type_of(head: bytes, said: str = "") -> str:
    """The media type of a document that begins with `head`; what a server said of it counts only for what is opaque."""
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return PDF
    for magic, media_type in PICTURES.items():
        if start.startswith(magic):
            return media_type
    if start.startswith(b"<") and FEED_ROOT.search(start):
        return FEED
    if start.startswith(b"<") and MARKUP.search(start):
        return HTML
    return PLAIN if is_text(head) else (said if "/" in said and said not in (PLAIN, HTML, PDF) else OTHER)


def is_text(head: bytes) -> bool:
    """Whether the bytes look written rather than packed: no control characters that no text has."""
    if head.startswith(BYTE_ORDER_MARKS[:2]):
        return True
    sample = head[:HEAD]
    return len(sample.translate(None, CONTROL)) == len(sample) and sample.count(0) <= len(sample) // 100
