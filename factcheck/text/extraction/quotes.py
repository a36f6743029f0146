"""Quotations with their speakers: the rules over every sentence, then over its neighbours."""

import bisect
import re
from dataclasses import dataclass

from .marks import Quotation
from .sentences import MARKS, Sentences, TextToken
from .speaker_rules import according_to, introduced, loosely, signature, within
from .subjects import Attributed
from .terms import is_term

WORD = re.compile(r"\w+")
SENTENCE_LIKE, ALONE = 5, 2
"""Words of a quotation that is a sentence, at least, and beside one that stands alone, at most.

Measured by `make quality`.
"""


@dataclass(frozen=True, slots=True)
class AttributedQuotation:
    """A quotation, and who is taken to speak: `start` and `end` of the mention in the text."""

    quotation: Quotation
    start: int
    end: int
    step: str
    cue: str


class Attribution:
    """Finds the speakers of a text's quotations.

    `by_sentence` holds the quotations that begin in a sentence, by its number; `spoken`
    what is known so far, by the place where the quotation starts.
    """

    def __init__(self, sentences: Sentences):
        self.sentences, self.text = sentences, sentences.text
        self.by_sentence: dict[int, list[Quotation]] = {}
        for quotation in sentences.quotations:
            number = sentences.at(quotation.start)
            self.by_sentence.setdefault(number, []).append(quotation)
        self.spoken: dict[int, AttributedQuotation] = {}

    def all(self) -> list[AttributedQuotation]:
        """The quotations that somebody says, in order; a term in quotation marks is none."""
        for number in self.by_sentence:
            self._own_sentence(number)
        for number in self.by_sentence:
            self._neighbours(number)
        quotes = []
        for place in sorted(self.spoken):
            spoken = self.spoken[place]
            if not is_term(self.text, spoken.quotation, spoken.step):
                quotes.append(spoken)
        return quotes

    def _own_sentence(self, number: int) -> None:
        """Attribute the quotations of a sentence by what stands in it."""
        tokens = self.sentences.tokens(number)
        starts = [token.start for token in tokens]
        unattributed = []
        for quotation in self.by_sentence[number]:
            at = bisect.bisect_right(starts, quotation.start) - 1
            speaker = within(tokens, at, self._is_closed(quotation))
            if not self._attribute([quotation], tokens, speaker):
                unattributed.append((quotation, at))
        if unattributed:
            self._by_whole_sentence(number, unattributed)

    def _by_whole_sentence(
        self, number: int, unattributed: list[tuple[Quotation, int]]
    ) -> None:
        """Attribute what no verb stands beside: quotations with the token that each is."""
        tokens = self.sentences.tokens(number)
        others = self._attributed(number)
        whole = according_to(tokens)
        for quotation, at in unattributed:
            if others and not whole:
                is_resumed = at > 0 and tokens[at - 1].text == ","
                step = "quote resumed" if is_resumed else "same sentence"
                self._repeat([quotation], _nearest(others, quotation), step)
            else:
                self._attribute([quotation], tokens, whole or loosely(tokens, at))

    def _neighbours(self, number: int) -> None:
        """A quotation that is a sentence by itself is said by who speaks beside it."""
        left = self._unattributed(number)
        if not left or self._signed(left, number) or not number:
            return
        before = self._attributed(number - 1)
        if self._words_outside(number) > ALONE:
            self._went_on(left[0], number, before)
        elif before and self.sentences.is_same_paragraph(number - 1, number):
            self._repeat(left, before[-1], "quote before")
        elif not self._led_in(left, number):
            self._beside(left, number, before)

    def _unattributed(self, number: int) -> list[Quotation]:
        quotations = self.by_sentence[number]
        return [one for one in quotations if one.start not in self.spoken]

    def _words_outside(self, number: int) -> int:
        """How many words of a sentence stand outside of quotations."""
        count = 0
        for token in self.sentences.tokens(number):
            if not token.is_quotation and token.text[0].isalnum():
                count += 1
        return count

    def _signed(self, left: list[Quotation], number: int) -> bool:
        """A quotation that is its paragraph, with a dash and a name as the next."""
        if number + 1 == len(self.sentences.spans):
            return False
        if len(self.sentences.tokens(number)) > ALONE:
            return False
        tokens = self.sentences.tokens(number + 1)
        return self._attribute(left, tokens, signature(tokens))

    def _led_in(self, left: list[Quotation], number: int) -> bool:
        """X was angry. “...”; or a paragraph that ends in a colon."""
        tokens = self.sentences.tokens(number - 1)
        is_same = self.sentences.is_same_paragraph(number - 1, number)
        leads_in = bool(tokens) and (is_same or tokens[-1].text == ":")
        return leads_in and self._attribute(left, tokens, introduced(tokens))

    def _went_on(
        self, quotation: Quotation, number: int, before: list[AttributedQuotation]
    ) -> None:
        """“...,” X said. “...” of something: it begins with its sentence, so that nobody else speaks between."""
        begins = self.sentences.spans[number][0] == quotation.start
        if not begins or not before or not self._is_sentence_like(quotation):
            return
        if self.sentences.is_same_paragraph(number - 1, number):
            self._repeat([quotation], before[-1], "quote before, further")

    def _beside(
        self, left: list[Quotation], number: int, before: list[AttributedQuotation]
    ) -> None:
        """“...” “...,” said X; or a paragraph of quotation after X's."""
        if self._is_before_another(number):
            behind = self._attributed(number + 1)
            if behind:
                self._repeat(left, behind[0], "quote after")
        elif before and not self.sentences.is_same_paragraph(number - 1, number):
            long = [one for one in left if self._is_sentence_like(one)]
            self._repeat(long, before[-1], "continuation")

    def _is_sentence_like(self, quotation: Quotation) -> bool:
        words = WORD.findall(self.text, quotation.start, quotation.end)
        return len(words) >= SENTENCE_LIKE

    def _is_before_another(self, number: int) -> bool:
        is_last = number + 1 == len(self.sentences.spans)
        return not is_last and self.sentences.is_same_paragraph(number, number + 1)

    def _attributed(self, number: int) -> list[AttributedQuotation]:
        """The quotations of a sentence whose speaker is known, in order."""
        starts = (quotation.start for quotation in self.by_sentence.get(number, ()))
        return [self.spoken[start] for start in starts if start in self.spoken]

    def _attribute(
        self,
        quotations: list[Quotation],
        tokens: list[TextToken],
        speaker: Attributed | None,
    ) -> bool:
        """Give quotations to a speaker, a phrase among the tokens; False where there is none."""
        if speaker is None:
            return False
        first, last = speaker.phrase
        cue = tokens[speaker.cue].text if speaker.cue is not None else ""
        for quotation in quotations:
            self.spoken[quotation.start] = AttributedQuotation(
                quotation, tokens[first].start, tokens[last].end, speaker.step, cue
            )
        return True

    def _repeat(
        self, quotations: list[Quotation], other: AttributedQuotation, step: str
    ) -> None:
        """Give quotations to who speaks in another one."""
        for quotation in quotations:
            self.spoken[quotation.start] = AttributedQuotation(
                quotation, other.start, other.end, step, other.cue
            )

    def _is_closed(self, quotation: Quotation) -> bool:
        """Whether a stop or a comma ends it, as in “...,” he said."""
        first = max(quotation.start, quotation.end - 8)
        last = self.text[first : quotation.end].rstrip(MARKS)[-1:]
        return last != "" and last in ",.?!—–―…"


def _nearest(
    others: list[AttributedQuotation], quotation: Quotation
) -> AttributedQuotation:
    """The one of several, in the order of the text, that stands nearest."""
    at = bisect.bisect_left(
        others, quotation.start, key=lambda other: other.quotation.start
    )
    beside = others[max(0, at - 1) : at + 1]
    return min(beside, key=lambda other: abs(other.quotation.start - quotation.start))
