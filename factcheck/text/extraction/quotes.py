"""Quotations with their speakers: the sieve over every sentence, then over its neighbours."""

import bisect
import re
from dataclasses import dataclass

from .marks import Quotation
from .sentences import MARKS, Sentences, Token
from .sieve import Attributed, according_to, introduced, loosely, signature, within
from .terms import is_term

WORD = re.compile(r"\w+")
SENTENCE_LIKE, ALONE = 5, 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation, and who is taken to speak: `start` and `end` of the mention in the text."""

    quotation: Quotation
    start: int
    end: int
    step: str
    cue: str


class Attribution:
    """Finds the speakers of a text's quotations."""

    def __init__(self, sentences: Sentences):
        self.sentences, self.text = sentences, sentences.text
        self.by_sentence: dict[int, list[Quotation]] = {}
        for quotation in sentences.quotations:
            self.by_sentence.setdefault(sentences.at(quotation.start), []).append(
                quotation
            )
        self.spoken: dict[int, Spoken] = {}

    def all(self) -> list[Spoken]:
        """The quotations that somebody says, in order; a term in quotation marks is none."""
        for number in self.by_sentence:
            self._own_sentence(number)
        for number in self.by_sentence:
            self._neighbours(number)
        kept = (self.spoken[place] for place in sorted(self.spoken))
        return [
            spoken
            for spoken in kept
            if not is_term(self.text, spoken.quotation, spoken.step)
        ]

    def _own_sentence(self, number: int) -> None:
        tokens, quotations = self.sentences.tokens(number), self.by_sentence[number]
        starts = [token.start for token in tokens]
        places = [
            (quotation, bisect.bisect_right(starts, quotation.start) - 1)
            for quotation in quotations
        ]
        for quotation, at in places:
            self._keep(
                [quotation], tokens, within(tokens, at, self._is_closed(quotation))
            )
        others, left = (
            self._said(number),
            [(one, at) for one, at in places if one.start not in self.spoken],
        )
        whole = according_to(tokens) if left else None
        for quotation, at in left:
            if others and not whole:
                is_resumed = at > 0 and tokens[at - 1].text == ","
                step = "quote resumed" if is_resumed else "same sentence"
                self._repeat([quotation], _nearest(others, quotation), step)
            else:
                self._keep([quotation], tokens, whole or loosely(tokens, at))

    def _neighbours(self, number: int) -> None:
        """A quotation that is a sentence by itself is said by who speaks beside it."""
        left = [
            quotation
            for quotation in self.by_sentence[number]
            if quotation.start not in self.spoken
        ]
        if not left or self._signed(left, number) or not number:
            return
        tokens, said_before = self.sentences.tokens(number), self._said(number - 1)
        outside = [
            token
            for token in tokens
            if not token.is_quotation and token.text[0].isalnum()
        ]
        if len(outside) > ALONE:
            self._went_on(left[0], number, said_before)
        elif said_before and self.sentences.is_same_paragraph(number - 1, number):
            self._repeat(left, said_before[-1], "quote before")
        elif not self._led_in(left, number):
            self._beside(left, number, said_before)

    def _signed(self, left: list[Quotation], number: int) -> bool:
        """A quotation that is its paragraph, with a dash and a name as the next."""
        if (
            number + 1 == len(self.sentences.spans)
            or len(self.sentences.tokens(number)) > ALONE
        ):
            return False
        tokens = self.sentences.tokens(number + 1)
        return self._keep(left, tokens, signature(tokens))

    def _led_in(self, left: list[Quotation], number: int) -> bool:
        """X was angry. “...”; or a paragraph that ends in a colon."""
        tokens = self.sentences.tokens(number - 1)
        is_same = self.sentences.is_same_paragraph(number - 1, number)
        leads_in = bool(tokens) and (is_same or tokens[-1].text == ":")
        return leads_in and self._keep(left, tokens, introduced(tokens))

    def _went_on(
        self, quotation: Quotation, number: int, said_before: list[Spoken]
    ) -> None:
        """“...,” X said. “...” of something: it begins with its sentence, so that nobody else speaks between."""
        begins = (
            self.sentences.spans[number][0] == quotation.start
            and self._size(quotation) >= SENTENCE_LIKE
        )
        if (
            begins
            and said_before
            and self.sentences.is_same_paragraph(number - 1, number)
        ):
            self._repeat([quotation], said_before[-1], "quote before, further")

    def _beside(
        self, left: list[Quotation], number: int, said_before: list[Spoken]
    ) -> None:
        """“...” “...,” said X; or a paragraph of quotation after X's."""
        if self._is_before_another(number):
            if said_after := self._said(number + 1):
                self._repeat(left, said_after[0], "quote after")
        elif said_before and not self.sentences.is_same_paragraph(number - 1, number):
            long = [
                quotation
                for quotation in left
                if self._size(quotation) >= SENTENCE_LIKE
            ]
            self._repeat(long, said_before[-1], "continuation")

    def _size(self, quotation: Quotation) -> int:
        return len(WORD.findall(self.text, quotation.start, quotation.end))

    def _is_before_another(self, number: int) -> bool:
        return number + 1 < len(
            self.sentences.spans
        ) and self.sentences.is_same_paragraph(number, number + 1)

    def _said(self, number: int) -> list[Spoken]:
        starts = (quotation.start for quotation in self.by_sentence.get(number, ()))
        return [self.spoken[start] for start in starts if start in self.spoken]

    def _keep(
        self, quotations: list[Quotation], tokens: list[Token], found: Attributed | None
    ) -> bool:
        if found is None:
            return False
        start, end = tokens[found.phrase[0]].start, tokens[found.phrase[1]].end
        cue = tokens[found.cue].text if found.cue is not None else ""
        for quotation in quotations:
            self.spoken[quotation.start] = Spoken(
                quotation, start, end, found.step, cue
            )
        return True

    def _repeat(self, quotations: list[Quotation], other: Spoken, step: str) -> None:
        for quotation in quotations:
            self.spoken[quotation.start] = Spoken(
                quotation, other.start, other.end, step, other.cue
            )

    def _is_closed(self, quotation: Quotation) -> bool:
        """Whether a stop or a comma ends it, as in “...,” he said."""
        last = self.text[
            max(quotation.start, quotation.end - 8) : quotation.end
        ].rstrip(MARKS)[-1:]
        return last != "" and last in ",.?!—–―…"


def _nearest(others: list[Spoken], quotation: Quotation) -> Spoken:
    """The one of several, in the order of the text, that stands nearest."""
    at = bisect.bisect_left(
        others, quotation.start, key=lambda other: other.quotation.start
    )
    beside = others[max(0, at - 1) : at + 1]
    return min(beside, key=lambda other: abs(other.quotation.start - quotation.start))
