"""Pages as machines of others read them: linked data through a JSON-LD processor, tags and words through a parser."""

import json
from html.parser import HTMLParser

from pyld import jsonld

# Of schema.org's context what these pages use: every term is its own, and these name things by their address.
NAMED_BY_ADDRESS = (
    *(
        "url",
        "sameAs",
        "mainEntityOfPage",
        "correctionsPolicy",
        "verificationFactCheckingPolicy",
        "archivedAt",
    ),
    "eventStatus",
)
CONTEXT = {"@vocab": "https://schema.org/"} | {
    term: {"@type": "@id"} for term in NAMED_BY_ADDRESS
}
WITHOUT_ADDRESS = {"Place", "DataFeed", "DataFeedItem"}


class Page(HTMLParser):
    """What a page says in its head, its linked data, and the words that a reader sees."""

    def __init__(self, html: str):
        super().__init__()
        self.meta, self.links, self.linked, self.words, self.inside = {}, [], [], "", []
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "meta":
            name = found.get("property") or found.get("name")
            assert name is None or name not in self.meta, f"{name} is said twice"
            self.meta[name] = found.get("content")
        elif tag == "link":
            self.links.append(found)
        elif tag in ("script", "title", "textarea"):
            self.inside.append(found.get("type", tag))

    def handle_endtag(self, tag):
        if tag in ("script", "title", "textarea"):
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words += data
        elif self.inside[-1] == "application/ld+json":
            self.linked.append(json.loads(data))


def expanded(node: dict) -> list[dict]:
    """Every node of a JSON-LD document as the processor finds it; schema.org's context is read from above."""

    def load(url: str, options: dict) -> dict:
        assert url == "https://schema.org", url
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": CONTEXT},
        }

    flat = jsonld.flatten(node, options={"documentLoader": load})
    return flat if isinstance(flat, list) else [flat]


def texts(node) -> list[str]:
    """Every text of a document that is meant for people."""
    spoken = {
        "text",
        "name",
        "claimReviewed",
        "alternateName",
        "ratingExplanation",
        "headline",
        "description",
    }
    if isinstance(node, list):
        return [text for each in node for text in texts(each)]
    if not isinstance(node, dict):
        return []
    own = [value for name, value in node.items() if name in spoken]
    said = [
        text
        for value in own
        for text in (value if isinstance(value, list) else [value])
    ]
    return said + [text for value in node.values() for text in texts(value)]


def holes(node) -> list:
    """Where a document says nothing with many words: empty texts, lists, objects, nulls."""
    if isinstance(node, list | dict):
        inner = node.values() if isinstance(node, dict) else node
        return ([] if node else [node]) + [
            hole for each in inner for hole in holes(each)
        ]
    return [node] if node in ("", None) else []
