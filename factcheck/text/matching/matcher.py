"""Many known records of a kind, made ready once, asked often."""

from collections.abc import Collection, Iterable
from types import ModuleType

from . import claims, parties, quotes, sources
from .comparison import RELATED, SAME, Known, Match
from .fingerprints import normalised
from .folding import words
from .index import Index
from .sentences import name_words

KINDS: dict[str, ModuleType] = {
    "claim": claims,
    "quote": quotes,
    "source": sources,
    "party": parties,
}
LOOKED_AT = 30
"""Of the known records that share words, so many are compared letter by letter."""
WEIGHED = 5
"""Of those, so many are put through the guards to find the best."""
LONGEST = 48
"""A candidate is looked up by at most so many of its rarest words."""
TWICE = 2


class Matcher:
    """Knows up to 50,000 records of one kind; memory grows with their words, a question takes milliseconds.

    `distinct` is what people have said is not the same: `frozenset({uid, uid})` of two records, or
    `(uid, normalised words)` of a record and a text. Such a pair is never offered again.
    """

    def __init__(
        self,
        knowns: Iterable[Known],
        distinct: Collection[frozenset[str] | tuple[str, str]] = (),
    ):
        self._knowns = list(knowns)
        self._distinct = frozenset(distinct)
        self._kind = KINDS[self._knowns[0].kind] if self._knowns else claims
        self._index = Index(self._kind.keys(known) for known in self._knowns)
        self._lexicon = _lexicon(self._knowns) if self._kind is claims else frozenset()

    def best(self, candidate: Known) -> Match | None:
        """What the candidate repeats: a record that is the same before any that is related, then the most alike."""
        found = sorted(
            self.candidates(candidate, WEIGHED),
            key=lambda match: match.relation != SAME,
        )
        if not found:
            return None
        if (
            candidate.kind == "party"
            and sum(match.relation == SAME for match in found) >= TWICE
        ):
            return _unsure(found)
        return found[0]

    def candidates(self, candidate: Known, n: int) -> list[Match]:
        """At most `n` known records that the candidate is the same as or related to, the most alike first."""
        scored = [
            pair for pair in self.ranked(candidate, n) if pair[0] >= self._kind.LEAST
        ]
        return [self._match(known, candidate, score) for score, known in scored]

    def ranked(self, candidate: Known, n: int) -> list[tuple[float, Known]]:
        """The `n` most alike with their likeness, whether or not that is enough to be offered."""
        if not self._knowns or candidate.kind != self._knowns[0].kind:
            return []
        asked = sorted(
            set(self._kind.keys(candidate)),
            key=lambda term: (-self._index.idf(term), term),
        )[:LONGEST]
        near = self._index.nearest(asked, max(LOOKED_AT, n))
        known = [self._knowns[number] for number, _ in near]
        scored = [
            (self._kind.likeness_of(row, candidate, self._index.idf), row)
            for row in known
            if self._is_offered(row, candidate)
        ]
        return sorted(scored, key=lambda pair: -pair[0])[:n]

    def _is_offered(self, known: Known, candidate: Known) -> bool:
        if known.uid == candidate.uid:
            return False
        said = (known.uid, normalised(candidate.text))
        return (
            not self._distinct
            or not {frozenset({known.uid, candidate.uid}), said} & self._distinct
        )

    def _match(self, known: Known, candidate: Known, score: float) -> Match:
        verdict = self._kind.compare(known, candidate, score, self._lexicon)
        return Match(
            known.uid,
            round(verdict.score, 4),
            verdict.relation,
            verdict.differs,
            tuple(verdict.reasons),
        )


def _unsure(found: list[Match]) -> Match:
    best = found[0]
    reasons = (*best.reasons, "more than one known party is called so")
    return Match(best.uid, best.score, RELATED, best.differs, reasons)


def _lexicon(knowns: Iterable[Known]) -> frozenset[str]:
    """Words that are written as names in a text or in a fact."""
    in_texts = frozenset(
        word for known in knowns for text in known.texts for word in name_words(text)
    )
    parties_of = (
        party for known in knowns for party in known.facts.get("parties") or ()
    )
    return in_texts | {word for party in parties_of for word in words(party)}
