"""Sentences and tokens, with every place kept; a quotation is one token, whatever it holds."""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .marks import PARAGRAPH, Quotation, Span
from .verbs import SAY

MASK = "\ue000"
"""Stands for every character of a quotation. A text that has it itself loses nothing: it is only looked for."""
SOME_MASK = "\ue001"
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|St|Jr|Sr|vs|No|Prof|Rev|Hon|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|Inc|Co|Corp|D|R|U\.S|U\.N|U\.K|a\.m|p\.m)|\b[A-Z])\.$"
)
BREAK = re.compile(rf"[.!?…][)\]’']*\s+|{MASK}(?=\s+)")
CUE_SOON = re.compile(
    rf"\s*[^.,;:{MASK}]{{0,60}}?\b(?:{'|'.join(sorted(SAY, key=len, reverse=True))})\b"
)
TOKEN = re.compile(
    rf"{MASK}+|(?=[A-Z][a-z]{{0,4}}\.)(?:(?:[A-Z]\.){{2,}}"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|St|Jr|Sr|Prof|Rev|Hon)\.|[A-Z]\.(?=\s+[A-Z]))"
    r"|\w+(?:[’'.&-]\w+)*[’']?|[^\w\s]"
)
LONGEST = 1_000
"""No sentence is looked for further away than this, so that a line without a full stop costs nothing."""
MOST_TOKENS = 150
"""Of a piece of a sentence. `tests/imports/test_hostile_documents.py` holds what both bounds are for."""
MARKS = "”\"»’'“ "
OPENING = f'{MASK}([“‘"«„'


class TextToken(NamedTuple):
    """A word, a sign or a whole quotation; `low` is the word in lower case with a straight apostrophe."""

    text: str
    start: int
    end: int
    low: str

    @property
    def is_quotation(self) -> bool:
        return self.text[0] == MASK

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


class Sentences:
    """A text cut into sentences around its quotations: `spans` are their places, `starts` where they begin."""

    def __init__(self, text: str, quotations: Sequence[Quotation]):
        self.text, self.quotations = text, quotations
        self.masked = masked(text, quotations)
        self.spans: list[Span] = []
        for paragraph in PARAGRAPH.finditer(self.masked):
            for start, end in self._in_paragraph(*paragraph.span()):
                self.spans.extend(self._bounded(start, end))
        self.starts = [start for start, _ in self.spans]
        self._tokens: dict[int, list[TextToken]] = {}

    def at(self, place: int) -> int:
        """The number of the sentence that a place is in."""
        return max(0, bisect.bisect_right(self.starts, place) - 1)

    def tokens(self, number: int) -> list[TextToken]:
        """The tokens of a sentence."""
        if number not in self._tokens:
            self._tokens[number] = tokens(self.masked, *self.spans[number])
        return self._tokens[number]

    def is_same_paragraph(self, one: int, other: int) -> bool:
        low, high = sorted((self.spans[one][0], self.spans[other][0]))
        return "\n" not in self.masked[low:high] and "\r" not in self.masked[low:high]

    def _in_paragraph(self, start: int, end: int) -> Iterator[Span]:
        for match in BREAK.finditer(self.masked, start, end):
            if match.group()[0] == MASK:
                cut = self._after_quotation(match.end(), end)
            else:
                cut = self._after_stop(start, match, end)
            if cut:
                yield start, cut
                start = cut
        if start < end:
            yield start, end

    def _bounded(self, start: int, end: int) -> Iterator[Span]:
        """A sentence in pieces of at most so many tokens: a line without a full stop must not cost its square."""
        if end - start > LONGEST:
            for number, token in enumerate(TOKEN.finditer(self.masked, start, end)):
                if number and not number % MOST_TOKENS:
                    yield start, token.start()
                    start = token.start()
        yield start, end

    def _after_stop(self, at: int, stop: re.Match[str], end: int) -> int:
        """Where the next sentence begins after a full stop; 0 where the stop is none."""
        if stop.end() >= end:
            return 0
        head = self.masked[max(at, stop.start() - 11) : stop.start() + 1]
        if ABBREVIATION.search(head):
            return 0
        return stop.end() if _may_begin(self.masked[stop.end()]) else 0

    def _after_quotation(self, place: int, end: int) -> int:
        """A quotation that ends a sentence ends the one around it, unless who speaks is still to come."""
        inner = self.text[max(0, place - 6) : place].rstrip(MARKS)[-1:]
        if not inner or inner not in ".!?…":
            return 0
        rest = self.masked[place : min(end, place + 120)]
        following = rest.lstrip()[:1]
        if not following.isupper() and following != MASK:
            return 0
        if inner != "." and CUE_SOON.match(rest):
            return 0
        return place + len(rest) - len(rest.lstrip())


def _may_begin(letter: str) -> bool:
    """Whether a sentence may begin so: with a capital, a number, a quotation or a bracket."""
    return letter.isupper() or letter.isdigit() or letter in OPENING


def masked(text: str, quotations: Sequence[Quotation]) -> str:
    """The text, as long as it was, with the mask for every character of a quotation."""
    pieces, at = [], 0
    for quotation in quotations:
        pieces += [
            text[at : quotation.start].replace(MASK, SOME_MASK),
            MASK * (quotation.end - quotation.start),
        ]
        at = quotation.end
    return "".join([*pieces, text[at:].replace(MASK, SOME_MASK)])


def tokens(text: str, start: int, end: int) -> list[TextToken]:
    """The tokens between two places."""
    found = []
    for match in TOKEN.finditer(text, start, end):
        word = match[0]
        found.append(
            TextToken(word, match.start(), match.end(), word.lower().replace("’", "'"))
        )
    return found


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, as a reader would cut it; within one paragraph."""
    low, high = _paragraph_around(text, start, end)
    for first, last in Sentences(text[low:high], ()).spans:
        if low + first <= start < low + last:
            stop = low + last
            return low + first, max(end, low + len(text[low:stop].rstrip()))
    return start, end


def _paragraph_around(text: str, start: int, end: int) -> Span:
    """The line around a place, at most LONGEST characters on either side."""
    first, last = max(0, start - LONGEST), min(len(text), end + LONGEST)
    low, high = first, last
    for line_end in "\n\r":
        low = max(low, text.rfind(line_end, first, start) + 1)
        place = text.find(line_end, end, last)
        if place >= 0:
            high = min(high, place)
    return low, high
