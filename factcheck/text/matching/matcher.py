"""Many known records of a kind, made ready once, asked often."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from types import ModuleType

from . import claims, parties, quotes, sources
from .comparison import RELATED, SAME, Comparable, Match
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
"""A candidate is looked up by at most so many of its rarest words.

What is found with all three, and how long that takes, is measured by `python -m bench.matching`.
"""


class Matcher:
    """Knows up to 50,000 records of one kind; memory grows with their words, a question takes milliseconds.

    `distinct` is what people have said is not the same: `frozenset({uid, uid})` of two records, or
    `(uid, normalised words)` of a record and a text. Such a pair is never offered again.
    """

    def __init__(
        self,
        records: Iterable[Comparable],
        distinct: Collection[frozenset[str] | tuple[str, str]] = (),
    ):
        self._records = list(records)
        self._distinct = frozenset(distinct)
        self._kind = KINDS[self._records[0].kind] if self._records else claims
        self._index = Index(self._kind.keys(record) for record in self._records)
        self._lexicon = _lexicon(self._records) if self._kind is claims else frozenset()

    def best(self, candidate: Comparable) -> Match | None:
        """What the candidate repeats: a record that is the same before any that is related, then the most alike."""
        matches = self.candidates(candidate, WEIGHED)
        if not matches:
            return None
        same = [match for match in matches if match.relation == SAME]
        best = same[0] if same else matches[0]
        if candidate.kind == "party" and len(same) > 1:
            return _unsure(best)
        return best

    def candidates(self, candidate: Comparable, n: int) -> list[Match]:
        """At most `n` known records that the candidate is the same as or related to, the most alike first."""
        matches = []
        for score, record in self.ranked(candidate, n):
            if score >= self._kind.LEAST:
                matches.append(self._match(record, candidate, score))
        return matches

    def ranked(self, candidate: Comparable, n: int) -> list[tuple[float, Comparable]]:
        """The `n` most alike with their likeness, whether or not that is enough to be offered."""
        if not self._records or candidate.kind != self._records[0].kind:
            return []
        idf = self._index.idf
        terms = sorted(
            set(self._kind.keys(candidate)), key=lambda term: (-idf(term), term)
        )
        scored = []
        for number, _ in self._index.nearest(terms[:LONGEST], max(LOOKED_AT, n)):
            record = self._records[number]
            if self._is_offered(record, candidate):
                scored.append((self._kind.likeness_of(record, candidate, idf), record))
        return sorted(scored, key=lambda pair: -pair[0])[:n]

    def _is_offered(self, record: Comparable, candidate: Comparable) -> bool:
        """Not the record itself, nor one that people have called distinct from the candidate."""
        if record.uid == candidate.uid:
            return False
        if not self._distinct:
            return True
        pair = frozenset({record.uid, candidate.uid})
        remembered = (record.uid, normalised(candidate.text))
        return pair not in self._distinct and remembered not in self._distinct

    def _match(self, record: Comparable, candidate: Comparable, score: float) -> Match:
        comparison = self._kind.compare(record, candidate, score, self._lexicon)
        return Match(
            record.uid,
            round(comparison.score, 4),
            comparison.relation,
            comparison.differs,
            tuple(comparison.reasons),
        )


def _unsure(best: Match) -> Match:
    """The best of several parties that are called so, as no more than related."""
    reasons = (*best.reasons, "more than one known party is called so")
    return replace(best, relation=RELATED, reasons=reasons)


def _lexicon(records: Iterable[Comparable]) -> frozenset[str]:
    """Words that are written as names in a text or in a fact."""
    lexicon: set[str] = set()
    for record in records:
        for text in record.texts:
            lexicon |= name_words(text)
        for party in record.names("parties"):
            lexicon.update(words(party))
    return frozenset(lexicon)
