"""What a sentence says, as far as it can be told without understanding it: its words, numbers, days, denials, names."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from .days import DayMention, days
from .folding import folded, listed, stem, words
from .negation import denials
from .numbers import NumberMention, numbers

LIGHT = frozenset(
    listed(
        """
    a an the that of in on at and also as it its itself is are be being been am has have this these those there just
    now very already indeed however moreover meanwhile reportedly currently
    """
    )
)
PREPOSITIONS = frozenset(
    listed(
        """
    of in on at to from by for with against towards toward over under near into through between among about after
    before via off across around outside inside within beyond without than
    """
    )
)
JOINERS = frozenset(["and", "or", "&", ",", "the", "a", "an", "as", "well", "both"])
PIECE = re.compile(r"[^\W_][\w.]*[^\W_]|[^\W_]|[,&]|[.!?](?=\s)")
HEADLINE = 0.5
"""The share of words with a capital above which a text is a headline. Measured by `pytest tests/matching`."""


@dataclass(frozen=True)
class Sentence:
    """A text to be compared. `lexicon` holds folded words that are known to be names also where a sentence begins."""

    text: str
    lexicon: frozenset[str] = frozenset()

    @cached_property
    def _days_and_rest(self) -> tuple[list[DayMention], str]:
        """The days that the sentence names, and the sentence without them."""
        return days(self.text)

    @property
    def days(self) -> list[DayMention]:
        return self._days_and_rest[0]

    @cached_property
    def words(self) -> list[str]:
        """Folded words without the days."""
        return words(self._days_and_rest[1])

    @cached_property
    def numbers(self) -> list[NumberMention]:
        return numbers(self.words)

    @cached_property
    def counted(self) -> frozenset[tuple[str, str]]:
        """Numbers, each with the word after it."""
        pairs = set()
        for number in self.numbers:
            after = self.words[number.end] if number.end < len(self.words) else ""
            pairs.add((number.text, stem(after)))
        return frozenset(pairs)

    @cached_property
    def denials(self) -> list[tuple[str, str]]:
        return denials(self.words)

    @cached_property
    def telling(self) -> Counter[str]:
        """Stems of the words that carry meaning, without numbers, with how often each is there."""
        in_numbers: set[int] = set()
        for number in self.numbers:
            in_numbers.update(range(number.start, number.end))
        stems: Counter[str] = Counter()
        for at, word in enumerate(self.words):
            if at not in in_numbers and word not in LIGHT:
                stems[stem(word)] += 1
        return stems

    @cached_property
    def names(self) -> frozenset[str]:
        """Folded words written with a capital, other than the first of a sentence unless it is known as a name."""
        return frozenset(self._name_by_piece.values())

    @cached_property
    def roles(self) -> tuple[list[frozenset[str]], frozenset[tuple[str, str]]]:
        """Names that no preposition leads, in their order, those joined by "and" as one; and those that one leads."""
        bare: list[frozenset[str]] = []
        bound: set[tuple[str, str]] = set()
        preposition, is_joined = "", False
        for at, piece in enumerate(self.pieces):
            name = self._name_by_piece.get(at)
            if name and preposition:
                bound.add((preposition, name))
                is_joined = False
            elif name:
                group = bare.pop() if is_joined else frozenset()
                bare.append(group | {name})
                is_joined = True
            elif folded(piece) not in JOINERS:
                word = folded(piece)
                preposition = word if word in PREPOSITIONS else ""
                is_joined = False
        return bare, frozenset(bound)

    @cached_property
    def pieces(self) -> list[str]:
        """Words as they are written, commas, and the signs that end a sentence."""
        return PIECE.findall(self._days_and_rest[1])

    @cached_property
    def _name_by_piece(self) -> dict[int, str]:
        """The folded word of each piece that is a name, by its number."""
        names: dict[int, str] = {}
        begins = True
        for at, piece in enumerate(self.pieces):
            if piece[0].isupper():
                word = " ".join(words(piece))
                may_be_name = not begins or _is_acronym(piece) or word in self.lexicon
                if may_be_name and word not in LIGHT:
                    names[at] = word
            begins = piece in ".!?"
        return names


def _is_acronym(piece: str) -> bool:
    return len(piece) > 1 and piece.isupper()


def name_words(text: str) -> frozenset[str]:
    """Words that a text writes with a capital though no sentence begins; none where most have one, as in a headline."""
    sentence = Sentence(text)
    letters = [piece for piece in sentence.pieces if piece[0].isalpha()]
    capitals = sum(piece[0].isupper() for piece in letters)
    return frozenset() if capitals > HEADLINE * len(letters) else sentence.names
