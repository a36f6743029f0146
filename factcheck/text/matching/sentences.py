"""What a sentence says, as far as it can be told without understanding it: its words, numbers, days, denials, names."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from .days import SaidDay, days
from .folding import folded, listed, stem, words
from .negation import denials
from .numbers import Number, numbers

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
TELLING = 0.5


@dataclass(frozen=True)
class Sentence:
    """A text to be compared. `lexicon` holds folded words that are known to be names also where a sentence begins."""

    text: str
    lexicon: frozenset[str] = frozenset()

    @cached_property
    def _parted(self) -> tuple[list[SaidDay], str]:
        return days(self.text)

    @property
    def days(self) -> list[SaidDay]:
        return self._parted[0]

    @cached_property
    def words(self) -> list[str]:
        """Folded words without the days."""
        return words(self._parted[1])

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(self.words)

    @cached_property
    def counted(self) -> frozenset[tuple[str, str]]:
        """Numbers, each with the word after it."""
        after = (
            (number, next(iter(self.words[number.end :]), ""))
            for number in self.numbers
        )
        return frozenset((number.said, stem(word)) for number, word in after)

    @cached_property
    def denials(self) -> list[tuple[str, str]]:
        return denials(self.words)

    @cached_property
    def telling(self) -> Counter:
        """Stems of the words that carry meaning, without numbers, with how often each is there."""
        counted = {
            at for number in self.numbers for at in range(number.start, number.end)
        }
        return Counter(
            stem(word)
            for at, word in enumerate(self.words)
            if at not in counted and word not in LIGHT
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Folded words written with a capital, other than the first of a sentence unless it is known as a name."""
        return frozenset(word for _, word in self._named)

    @cached_property
    def roles(self) -> tuple[list[frozenset[str]], frozenset[tuple[str, str]]]:
        """Names that no preposition leads, in their order, those joined by "and" as one; and those that one leads."""
        bare, bound, before, joined = [], set(), "", False
        named = dict(self._named)
        for at, piece in enumerate(self._pieces):
            if name := named.get(at):
                bound |= {(before, name)} if before else set()
                bare[len(bare) - (joined and not before) :] = (
                    [] if before else [_with(bare, name, joined)]
                )
                joined = not before
            elif folded(piece) not in JOINERS:
                before, joined = (
                    folded(piece) if folded(piece) in PREPOSITIONS else "",
                    False,
                )
        return bare, frozenset(bound)

    @cached_property
    def _pieces(self) -> list[str]:
        return PIECE.findall(self._parted[1])

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        found, begins = [], True
        for at, piece in enumerate(self._pieces):
            word = " ".join(words(piece))
            if (
                piece[0].isupper()
                and word not in LIGHT
                and (not begins or _is_acronym(piece) or word in self.lexicon)
            ):
                found.append((at, word))
            begins = piece in ".!?"
        return found


def _with(bare: list[frozenset[str]], name: str, joined: bool) -> frozenset[str]:
    return (bare[-1] if joined else frozenset()) | {name}


def _is_acronym(piece: str) -> bool:
    return len(piece) > 1 and piece.isupper()


def name_words(text: str) -> frozenset[str]:
    """Words that a text writes with a capital though no sentence begins; none where most have one, as in a headline."""
    sentence = Sentence(text)
    letters = [piece for piece in sentence._pieces if piece[0].isalpha()]
    shouted = sum(piece[0].isupper() for piece in letters) > TELLING * len(letters)
    return frozenset() if shouted else sentence.names
