"""What a reader may have meant: the words of the record that are spelt most like those that it does not hold."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ..dispute_scope import live
from ..reading import View
from ..sql_parts import Sql, fetch_all, placeholders
from .folding import folded_words
from .query_text import ALTERNATIVE
from .stems import is_line_of_stems, stems

LINES_READ = 1_000
"""Of how many lines, those published last, the words are looked at."""
LEAST_LETTERS = 4
LEAST_LIKENESS = 0.7
"""Of 1 for the same word: one letter of four, two of seven may be another."""


@dataclass(frozen=True)
class Vocabulary:
    """How often each word of the record is written, and the stems of them all."""

    times: dict[str, int]
    stems: frozenset[str]

    def holds(self, word: str) -> bool:
        """Whether the word stands somewhere, in any of its forms."""
        return word in self.times or not self.stems.isdisjoint(stems(word))

    def nearest(self, word: str) -> str:
        """The word spelt most like it, of several the one written most often; empty where none is like it."""
        likeness = DamerauLevenshtein.normalized_similarity
        near = process.extract(
            word, self.times.keys(), scorer=likeness, score_cutoff=LEAST_LIKENESS
        )
        ranked = [(score, self.times[other], other) for other, score, _ in near]
        return max(ranked)[2] if ranked else ""


def nearest_question(view: View, kinds: tuple[str, ...], text: str) -> str:
    """What was typed, with words of the record in place of those that it does not hold; empty where nothing is like
    it. A question with quotes, or with words that are left out, is not touched. At most one query.
    """
    pieces = text.split()
    if '"' in text or any(piece.startswith("-") for piece in pieces):
        return ""
    vocabulary = _vocabulary(view, kinds)
    nearest = [_nearest_piece(vocabulary, piece) for piece in pieces]
    is_other = nearest != pieces
    return " ".join(nearest) if is_other and all(nearest) else ""


def _nearest_piece(vocabulary: Vocabulary, piece: str) -> str:
    """A piece that stands in the record as it is, another in its nearest spelling; empty for none."""
    words = folded_words(piece)
    if piece == ALTERNATIVE or len(words) != 1 or vocabulary.holds(words[0]):
        return piece
    return vocabulary.nearest(words[0]) if len(words[0]) >= LEAST_LETTERS else ""


@lru_cache(maxsize=8)
def _vocabulary(view: View, kinds: tuple[str, ...]) -> Vocabulary:
    """The words of the lines that stand as of the view and were published last."""
    query = Sql(
        "SELECT s.text FROM factcheck_publication AS w JOIN factcheck_searchtext AS s "
        f"ON s.seq = w.seq WHERE w.kind IN ({placeholders(len(kinds))})",
        kinds,
    )
    query += live(view, "w") + Sql("ORDER BY w.seq DESC LIMIT %s", (LINES_READ,))
    times: Counter[str] = Counter()
    all_stems: set[str] = set()
    for (text,) in fetch_all(query):
        *lines, _tags = text.split("\n")
        for line in lines:
            words = line.split()
            if is_line_of_stems(line):
                all_stems.update(words)
            else:
                times.update(word for word in words if len(word) >= LEAST_LETTERS)
    return Vocabulary(dict(times), frozenset(all_stems))
