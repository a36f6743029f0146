"""An article that has been read, as the suggestion builders of the kinds get it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.text.extraction import Finding, Mention, sentence_around
from factcheck.text.reflow import flow

LONGEST_NAME = 8
# Words that no name begins with.
NO_NAME = frozenset(
    (
        "more",
        "most",
        "much",
        "many",
        "some",
        "nobody",
        "somebody",
        "everybody",
        "everyone",
        "this",
        "that",
        "these",
    )
    + (
        "beyond",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "under",
        "over",
        "after",
        "before",
        "during",
        "nor",
    )
    + (
        "those",
        "who",
        "which",
        "what",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "there",
        "here",
    )
)
# Words that stand in no name.
NEVER_IN_ONE = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "may",
        "might",
    )
    + (
        "should",
        "must",
        "does",
        "do",
        "did",
        "not",
        "whom",
        "which",
        "that",
        "when",
        "if",
        "because",
    )
)


def is_name(words: str) -> bool:
    """Whether words can be a name: at most eight, none an everyday verb, the first no pronoun or preposition."""
    each = words.casefold().split()
    if not each or len(each) > LONGEST_NAME:
        return False
    return each[0] not in NO_NAME and NEVER_IN_ONE.isdisjoint(each)


@dataclass(frozen=True)
class ArticleContext:
    """`source` is the uid of its source, `disputes` those of the disputes that it is read for.

    `refer(kind, name)` gives the uid of a known record, or of the suggestion that it will be. `published_on` is EDTF,
    `language` a BCP 47 tag; either is empty where nobody knows.
    """

    text: str
    sha256: str
    source: str
    refer: Callable[[str, str], str]
    disputes: tuple[str, ...] = ()
    published_on: str = ""
    language: str = ""

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known to the day; relative dates count from it."""
        try:
            return date.fromisoformat(self.published_on)
        except ValueError:
            return None

    def party(self, mention: Mention | None) -> str | None:
        """The uid of whoever is mentioned; None for nobody, and for words that can be no name."""
        name = (mention.full or mention.text) if mention else ""
        return self.refer("party", name) if is_name(name) else None

    def passage(self, finding: Finding) -> dict[str, Any]:
        """The finding's place in the archived copy."""
        return self.span(finding.start, finding.end)

    def sentence(self, finding: Finding) -> tuple[int, int]:
        """Where the sentence around a finding begins and ends, also over line ends within its paragraph."""
        flowing = flow(self.text)
        start, end = flowing.here(finding.start, finding.end)
        return flowing.there(*sentence_around(flowing.text, start, end))

    def words(self, start: int, end: int) -> str:
        """What stands between two places, as it reads: on one line, words that were broken put together."""
        return flow(self.text).words(start, end)

    def span(self, start: int, end: int) -> dict[str, Any]:
        return {
            "exact": self.text[start:end],
            "start": start,
            "end": end,
            "capture": self.sha256,
        }
