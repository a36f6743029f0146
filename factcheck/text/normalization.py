"""Texts in which only signs differ, made the same: quotation marks, dashes, white space, Unicode forms. Pure text.

Never folded are letters to other letters, and signs that are numbers, such as ² or ½: those change what is said.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff"
DASHES = "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
QUOTES = "\"'`\u00b4\u00ab\u00bb\u02bc\u2018-\u201f\u2032\u2033\u2039\u203a\u300c-\u300f\uff02\uff07"
NARROW = "\u00a0\u2009\u202f"
SIGNS = (
    rf"(?P<dash>(?:[\s{UNSEEN}]*[{DASHES}])+[\s{UNSEEN}]*)"
    rf"|(?P<quote>[«‹][{NARROW}]+|[{NARROW}]+[»›]|[{QUOTES}])"
    rf"|(?P<space>[{UNSEEN}]*\s[\s{UNSEEN}]*)"
    rf"|(?P<unseen>[{UNSEEN}]+)"
)
JAMO = "[\u1100-\u11ff]+"
FOLDED = {"dash": "-", "quote": "'", "space": " ", "unseen": ""}


@dataclass(frozen=True)
class Folded:
    """A text with its signs folded, and the way back: `raw_start` and `raw_end` give places in the text as it was."""

    text: str
    starts: list[int] = field(default_factory=list)
    spans: list[tuple[int, int, bool]] = field(default_factory=list)

    def raw_start(self, at: int) -> int:
        """Where the letter that stands at `at` began."""
        number = bisect_right(self.starts, at) - 1
        start, _, is_plain = self.spans[number]
        return start + at - self.starts[number] if is_plain else start

    def raw_end(self, at: int) -> int:
        """Where the letter before `at` ended."""
        number = bisect_right(self.starts, at - 1) - 1
        start, end, is_plain = self.spans[number]
        return start + at - self.starts[number] if is_plain else end

    def place_of(self, raw: int) -> int:
        """Where the letter that began at `raw` stands now."""
        number = bisect_right(self.spans, raw, key=lambda span: span[0]) - 1
        if number < 0:
            return 0
        start, end, is_plain = self.spans[number]
        return self.starts[number] + (min(raw, end) - start if is_plain else 0)


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """A whole text with its signs folded; takes time in proportion to it, and keeps the last few at hand."""
    return _folded(text)


def fold(text: str) -> str:
    """A short text with its signs folded."""
    return _folded(text).text


def _folded(text: str) -> Folded:
    """The folded text in stretches: those that stay as they are, and between them those that are replaced."""
    pieces: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int, bool]] = []
    size = 0

    def add(piece: str, start: int, end: int, is_plain: bool) -> None:
        nonlocal size
        if piece:
            pieces.append(piece)
            starts.append(size)
            spans.append((start, end, is_plain))
            size += len(piece)

    at = 0
    for match in _pattern(text).finditer(text):
        sign, written = match.lastgroup, match.group()
        folded_signs = FOLDED[sign] if sign else _composed(written)
        if folded_signs != written:
            start, end = match.span()
            add(text[at:start], at, start, True)
            add(folded_signs, start, end, False)
            at = end
    add(text[at:], at, len(text), True)
    return Folded("".join(pieces), starts, spans)


def _composed(letters: str) -> str:
    """Letters in their composed form; signs that are numbers as they are."""
    if unicodedata.category(letters[0]) == "No":
        return letters
    return unicodedata.normalize("NFKC", letters)


def _pattern(text: str) -> re.Pattern[str]:
    """What is replaced in this text: signs, and of other letters only those that it has."""
    marks, other = "", ""
    for letter in set(text):
        if letter.isascii():
            continue
        if unicodedata.combining(letter):
            marks += re.escape(letter)
        if _is_other_form(letter):
            other += re.escape(letter)
    alternatives = [SIGNS]
    if marks:
        alternatives.append(rf".[{marks}]+")
    if other:
        alternatives.append(f"[{other}]")
    return re.compile("|".join([*alternatives, JAMO]), re.DOTALL)


def _is_other_form(letter: str) -> bool:
    if unicodedata.category(letter) in ("No", "Zs"):
        return False
    return unicodedata.normalize("NFKC", letter) != letter
