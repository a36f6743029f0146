"""A suggestion before it is written: what a reader yields, a preview prints and a writer keeps."""

import hashlib
from dataclasses import dataclass, replace
from uuid import UUID

from factcheck.text.extraction import Finding
from factcheck.text.matching import Match, normalised_words


@dataclass(frozen=True)
class Candidate:
    """`fields` is content in the shape of the kind's public form; references are uids of records or suggestions."""

    kind: str
    fields: dict
    memory_key: str
    sha256: str = ""
    finding: Finding | None = None
    place: str = ""
    step: str = ""
    match: Match | None = None

    @property
    def uid(self) -> UUID:
        """Made from what it is remembered by, so that what refers to it finds it, also in a later import."""
        return uid_of(self.memory_key)

    def matched(self, match: Match | None) -> "Candidate":
        return replace(self, match=match)


def memory_key(source: str, kind: str, fields: dict) -> str:
    """What a suggestion is remembered by: source, kind and normalised words, so that no is no for ever."""
    return hashlib.sha256(
        f"{source}\0{kind}\0{normalised_words(kind, fields)}".encode()
    ).hexdigest()


def source_key(document: str) -> str:
    """What the source of a document is remembered by; `document` is what all of its suggestions are."""
    return memory_key(document, "source", {"title": document})


def uid_of(memory_key: str) -> UUID:
    return UUID(hex=memory_key[:32], version=4)
