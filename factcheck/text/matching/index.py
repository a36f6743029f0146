"""Which of many texts share rare words with one: an inverted index, ranked by BM25 (Robertson and Zaragoza 2009)."""

import heapq
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter

K1, B = 1.2, 0.75
VISITS = 20_000
"""Postings walked for one question; what is left are frequent words, and only the best so far are asked for them."""
SHORTLIST = 300


class Index:
    """Texts by number, each given as its words. A word counts once a text: what is compared is short."""

    def __init__(self, texts: Iterable[Iterable[str]]):
        self._postings: dict[str, array] = {}
        self._lengths = array("H")
        for number, text in enumerate(texts):
            terms = set(text)
            self._lengths.append(min(len(terms), 0xFFFF))
            for term in terms:
                self._postings.setdefault(term, array("I")).append(number)
        self._average = (
            sum(self._lengths) / len(self._lengths) if self._lengths else 0
        ) or 1.0

    def __len__(self) -> int:
        return len(self._lengths)

    def idf(self, term: str) -> float:
        """What a word tells, above 0; a word that no text has tells most."""
        frequency = len(self._postings.get(term, ()))
        return math.log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5))

    def nearest(self, terms: Iterable[str], n: int) -> list[tuple[int, float]]:
        """The `n` texts with the highest BM25, best first."""
        asked = sorted(
            (term for term in set(terms) if term in self._postings),
            key=lambda term: (len(self._postings[term]), term),
        )
        scores, at, visited = {}, 0, 0
        while at < len(asked) and (
            not scores or visited + len(self._postings[asked[at]]) <= VISITS
        ):
            visited += len(self._postings[asked[at]])
            self._add(asked[at], self._postings[asked[at]], scores)
            at += 1
        if at < len(asked):
            scores = dict(_best(scores, max(SHORTLIST, n)))
            for term in asked[at:]:
                self._add(
                    term,
                    [
                        number
                        for number in scores
                        if _holds(self._postings[term], number)
                    ],
                    scores,
                )
        return _best(scores, n)

    def _add(self, term: str, numbers: Iterable[int], scores: dict[int, float]) -> None:
        weight, flat, slope = (
            self.idf(term) * (K1 + 1),
            1 + K1 * (1 - B),
            K1 * B / self._average,
        )
        lengths = self._lengths
        for number in numbers:
            scores[number] = scores.get(number, 0.0) + weight / (
                flat + slope * lengths[number]
            )


def _best(scores: dict[int, float], n: int) -> list[tuple[int, float]]:
    return heapq.nlargest(n, scores.items(), key=itemgetter(1))


def _holds(posting: array, number: int) -> bool:
    at = bisect_left(posting, number)
    return at < len(posting) and posting[at] == number
