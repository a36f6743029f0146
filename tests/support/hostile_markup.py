"""Documents whose every field is markup that would run if it were ever taken for markup."""

import json
from html import escape

from support import pdfs

SCRIPT = (
    "</textarea></title></script><script>window.ran=1</script>"
    "<img src=x onerror=window.ran=2><svg onload=alert(3)>"
)
ADDRESS = "javascript:window.ran=4"
FORMULA = '=HYPERLINK("https://evil.example","x")'
NAME = "Ada <img src=x onerror=window.ran=5> Lund"
TEXT = f"""{SCRIPT}

“We will not sell {SCRIPT} our country,” said Mette Hansen, {SCRIPT}, on 15 January 2026.

“It is <b onmouseover=alert(6)>ours</b>,” said {NAME}. Lars Olsen said that {SCRIPT} is the law of the harbour.

The {SCRIPT} group meets on 28 January 2026. {ADDRESS}
"""
BODY = "".join(f"<p>{escape(part)}</p>" for part in TEXT.split("\n\n"))
HTML = f"""<html lang="en"><head><title>{escape(SCRIPT)}</title><meta name="author" content="{escape(SCRIPT)}">
<meta property="og:site_name" content="{escape(SCRIPT)}"><link rel="canonical" href="{ADDRESS}">
<meta property="article:published_time" content="2026-01-15"></head><body><article><h1>{escape(SCRIPT)}</h1>{BODY}
<p>The harbour was quiet on Thursday, and nobody at the quay wanted to speak about what had been said.</p></article>
<script>window.ran=7</script></body></html>"""
ITEM = f"""<item><guid>{escape(SCRIPT)}</guid><title>{escape(SCRIPT)}</title><link>{ADDRESS}</link>
<author>{escape(SCRIPT)}</author><description>{escape(HTML)}</description></item>"""
RSS = f"<rss version='2.0'><channel><title>{escape(SCRIPT)}</title>{ITEM}{{}}</channel></rss>"
UNREADABLE = (
    f"<item><guid>{FORMULA}</guid><title>{FORMULA}</title><link>{ADDRESS}</link></item>"
)
PARTY = {
    "kind": "party",
    "slug": "ada",
    "name": SCRIPT,
    "aliases": [SCRIPT],
    "party_kind": "person",
}
SOURCE = {
    "kind": "source",
    "slug": "tract",
    "title": SCRIPT,
    "source_kind": "article",
    "rank": "secondary",
}
SOURCE |= {"licence": "unknown", "language": "en", "authors": [SCRIPT], "note": SCRIPT}
WRONG = [
    PARTY | {"slug": SCRIPT},
    PARTY | {"slug": "b", SCRIPT: SCRIPT},
    SOURCE | {"slug": "c", "url": ADDRESS},
]
WRONG += [
    PARTY | {"slug": "d", "party_kind": FORMULA},
    SOURCE | {"slug": "e", "published_on": SCRIPT},
]
QUOTE = {
    "kind": "quote",
    "slug": "ours",
    "words": SCRIPT,
    "quote_kind": "direct",
    "basis": "second-hand",
}
QUOTE |= {"language": "en", "speaker": "ada", "source": "tract"}
CLAIM = {
    "kind": "claim",
    "slug": "ours",
    "text": SCRIPT,
    "claim_kind": "fact",
    "language": "en",
}
DOSSIER = json.dumps({"dossier": 1, "records": [PARTY, SOURCE, QUOTE, CLAIM, *WRONG]})
GIVEN = {"title": SCRIPT, "publisher": SCRIPT, "published_on": SCRIPT, "url": ADDRESS}
HANDED_IN = {
    "text": (TEXT, "text", GIVEN),
    "page": (HTML, "page", {"published_on": ""}),
    "feed": (RSS.format(UNREADABLE), "feed", {}),
    "pdf": (
        pdfs.text(TEXT.encode("ascii", "replace"), SCRIPT.encode(), SCRIPT.encode()),
        "document",
        {},
    ),
    "dossier": (DOSSIER, "dossier", {}),
}
