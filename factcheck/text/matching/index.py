"""Which of many texts share rare words with one: an inverted index, ranked by BM25 (Robertson and Zaragoza 2009)."""

import heapq
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter

K1, B = 1.2, 0.75
"""The two constants of BM25, as its authors give them."""
VISITS = 20_000
"""Postings walked for one question; what is left are frequent words, and only the best so far are asked for them."""
SHORTLIST = 300
"""Texts that are asked for the frequent words. Measured by `python -m bench.matching`, as VISITS is."""


class Index:
    """Texts by number, each given as its words. A word counts once a text: what is compared is short."""

    def __init__(self, texts: Iterable[Iterable[str]]):
        self._postings: dict[str, array[int]] = {}
        self._lengths = array("H")
        for number, text in enumerate(texts):
            terms = set(text)
            self._lengths.append(min(len(terms), 0xFFFF))
            for term in terms:
                self._postings.setdefault(term, array("I")).append(number)
        self._average = sum(self._lengths) / max(1, len(self._lengths)) or 1.0

    def __len__(self) -> int:
        return len(self._lengths)

    def idf(self, term: str) -> float:
        """What a word tells, above 0; a word that no text has tells most."""
        frequency = len(self._postings.get(term, ()))
        return math.log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5))

    def nearest(self, terms: Iterable[str], n: int) -> list[tuple[int, float]]:
        """The `n` texts with the highest BM25, best first.

        The rarest words are walked in full, at most VISITS postings of them; the other
        ones count only for the SHORTLIST that is best by then.
        """
        rarest_first = self._rarest_first(terms)
        scores: dict[int, float] = {}
        visited = 0
        for at, term in enumerate(rarest_first):
            posting = self._postings[term]
            if scores and visited + len(posting) > VISITS:
                scores = dict(_best(scores, max(SHORTLIST, n)))
                self._add_frequent(rarest_first[at:], scores)
                break
            visited += len(posting)
            self._add(term, posting, scores)
        return _best(scores, n)

    def _rarest_first(self, terms: Iterable[str]) -> list[str]:
        """The terms that some text has, each once."""
        known = self._postings.keys() & set(terms)
        return sorted(known, key=lambda term: (len(self._postings[term]), term))

    def _add_frequent(self, terms: Iterable[str], scores: dict[int, float]) -> None:
        """Add terms to the scores of the texts that have one already."""
        for term in terms:
            posting = self._postings[term]
            self._add(term, [at for at in scores if _holds(posting, at)], scores)

    def _add(self, term: str, numbers: Iterable[int], scores: dict[int, float]) -> None:
        """Add what a term tells to the scores of these texts, less for long ones."""
        weight = self.idf(term) * (K1 + 1)
        flat, slope = 1 + K1 * (1 - B), K1 * B / self._average
        lengths = self._lengths
        for number in numbers:
            scores[number] = scores.get(number, 0.0) + weight / (
                flat + slope * lengths[number]
            )


def _best(scores: dict[int, float], n: int) -> list[tuple[int, float]]:
    return heapq.nlargest(n, scores.items(), key=itemgetter(1))


def _holds(posting: "array[int]", number: int) -> bool:
    at = bisect_left(posting, number)
    return at < len(posting) and posting[at] == number
