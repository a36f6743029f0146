"""An entry in few lines: two sentences, a line a claim, and what is folded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from factcheck.pages.figures.verdict_history import earlier
from factcheck.pages.published_records import GoneRecord, PublishedRecord
from factcheck.text.sentence_cuts import first_sentences

from .sides import SidesOfParties

SENTENCES = 2
CLAIMS = 2
QUOTES = 1
CITATIONS = 3
"""How many of each an entry shows at once; the others are folded, or on its own page."""
CLAIMANT = ("asserts", "repeats")
REPORTER = "reports"


class ClaimLine(NamedTuple):
    """A claim as one line: its verdict, what that was before, who claims it, and the number of that side.

    `rating` and `by` are None where the record has none; `is_reported`: a source says it in its own voice.
    """

    claim: PublishedRecord
    rating: PublishedRecord | GoneRecord | None
    before: PublishedRecord | GoneRecord | None
    by: PublishedRecord | GoneRecord | None
    side: int
    is_reported: bool
    sources: list[PublishedRecord | GoneRecord]

    @property
    def rationale(self) -> str:
        """Why the verdict is as it is, in Markdown; empty without one."""
        verdict = self.claim["verdict"]
        return verdict["rationale"] if verdict else ""


@dataclass(frozen=True)
class CompactEntry:
    """What stands in the compact block of an entry."""

    text: str
    is_cut: bool
    claims: list[ClaimLine] = field(default_factory=list)
    more_claims: list[ClaimLine] = field(default_factory=list)
    quotes: list[PublishedRecord] = field(default_factory=list)
    more_quotes: list[PublishedRecord] = field(default_factory=list)
    sources: list[PublishedRecord | GoneRecord] = field(default_factory=list)
    more_sources: int = 0

    @property
    def reasons(self) -> list[ClaimLine]:
        """The claims whose verdict has a reason or evidence to show."""
        lines = [*self.claims, *self.more_claims]
        return [line for line in lines if line.rationale or line.sources]

    @property
    def has_several(self) -> bool:
        """Whether a reason must name its claim, since there are several."""
        return len(self.claims) + len(self.more_claims) > 1

    @property
    def is_folded(self) -> bool:
        """Whether anything is folded."""
        return bool(self.reasons or self.more_claims or self.more_quotes)


def compact(entry: PublishedRecord, sides: SidesOfParties) -> CompactEntry:
    """An entry in few lines; its claims, quotes and sources are read."""
    text, rest = first_sentences(entry["body"], SENTENCES)
    claims = [claim_line(claim, sides) for claim in entry["claims"]]
    quotes = entry["quotes"]
    sources = distinct(part["source"] for part in entry["citations"])
    return CompactEntry(
        text=text,
        is_cut=bool(rest),
        claims=claims[:CLAIMS],
        more_claims=claims[CLAIMS:],
        quotes=quotes[:QUOTES],
        more_quotes=quotes[QUOTES:],
        sources=sources[:CITATIONS],
        more_sources=len(sources[CITATIONS:]),
    )


def claim_line(claim: PublishedRecord, sides: SidesOfParties) -> ClaimLine:
    """A claim as one line."""
    verdict = claim["verdict"]
    steps = earlier(claim.loader, claim) if claim.is_changed else []
    by, is_reported = _claimant(claim)
    return ClaimLine(
        claim=claim,
        rating=verdict["rating"] if verdict else None,
        before=steps[0].rating if steps else None,
        by=by,
        side=sides.of(by),
        is_reported=is_reported,
        sources=distinct(part["source"] for part in claim["evidence"]),
    )


def _claimant(
    claim: PublishedRecord,
) -> tuple[PublishedRecord | GoneRecord | None, bool]:
    """Who claims it first; else who reports it, and that this one does not claim it."""
    appearances = claim["appearances"]
    for part in appearances:
        if part["role"] in CLAIMANT and part["party"]:
            return part["party"], False
    for part in appearances:
        if part["role"] == REPORTER:
            return part["party"] or part["source"], True
    return None, False


def distinct(
    sources: Iterable[PublishedRecord | GoneRecord | None],
) -> list[PublishedRecord | GoneRecord]:
    """Each source once, in the order in which it is cited first."""
    found: dict[UUID, PublishedRecord | GoneRecord] = {}
    for source in sources:
        if source:
            found.setdefault(source.uid, source)
    return list(found.values())
