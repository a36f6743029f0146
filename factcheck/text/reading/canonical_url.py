"""What a page says of its own address: in its head, and in the comment of whatever saved it."""

import re
from html import unescape

SEARCHED = 2**20
"""Characters: a saved page may carry its styles before what is looked for."""
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)")
MARK_OF_THE_WEB = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
TAG = re.compile(r"<(?:link|meta)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"""([a-z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


def addresses_of(html: str) -> tuple[tuple[str, ...], str]:
    """The addresses that a page gives as its own, `rel=canonical` before `og:url`, and where it was saved from."""
    head = html[:SEARCHED]
    tags = [_attributes(tag) for tag in TAG.findall(COMMENT.sub("", head))]
    canonical = [
        tag.get("href")
        for tag in tags
        if "canonical" in tag.get("rel", "").lower().split()
    ]
    shared = [
        tag.get("content")
        for tag in tags
        if tag.get("property", "").lower() == "og:url"
    ]
    found = (address.strip() for address in [*canonical[:1], *shared[:1]] if address)
    return tuple(found), _saved_from(head)


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag)
    }


def _saved_from(head: str) -> str:
    for comment in COMMENT.findall(head):
        if found := SINGLE_FILE.search(comment) or MARK_OF_THE_WEB.match(comment):
            return unescape(found[1])
    return ""
