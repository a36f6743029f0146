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
    canonical: list[str] = []
    shared: list[str] = []
    for tag in TAG.findall(COMMENT.sub("", head)):
        attributes = _attributes(tag)
        if "canonical" in attributes.get("rel", "").lower().split():
            canonical.append(attributes.get("href", ""))
        if attributes.get("property", "").lower() == "og:url":
            shared.append(attributes.get("content", ""))
    addresses = filter(None, [*canonical[:1], *shared[:1]])
    return tuple(map(str.strip, addresses)), _saved_from(head)


def _attributes(tag: str) -> dict[str, str]:
    attributes = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag):
        attributes[name.lower()] = unescape(double or single or bare)
    return attributes


def _saved_from(head: str) -> str:
    """The address in the comment of the program that saved the page; empty without one."""
    for comment in COMMENT.findall(head):
        match = SINGLE_FILE.search(comment) or MARK_OF_THE_WEB.match(comment)
        if match:
            return unescape(match[1])
    return ""
