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
    pieces: list[str] = []
    made, at, size = Folded("", [], []), 0, 0

    def add(piece: str, start: int, end: int, is_plain: bool) -> int:
        if not piece:
            return size
        pieces.append(piece)
        made.starts.append(size)
        made.spans.append((start, end, is_plain))
        return size + len(piece)

    for match in _pattern(text).finditer(text):
        replaced = (
            FOLDED[match.lastgroup] if match.lastgroup else _composed(match.group())
        )
        if replaced == match.group():
            continue
        size = add(text[at : match.start()], at, match.start(), True)
        size = add(replaced, match.start(), match.end(), False)
        at = match.end()
    add(text[at:], at, len(text), True)
    return Folded("".join(pieces), made.starts, made.spans)


def _pattern(text: str) -> re.Pattern:
    """What is replaced in this text: signs, and of other letters only those that it has."""
    letters = [letter for letter in set(text) if not letter.isascii()]
    marks = "".join(
        re.escape(letter) for letter in letters if unicodedata.combining(letter)
    )
    other = "".join(re.escape(letter) for letter in letters if _is_other_form(letter))
    found = [
        SIGNS,
        rf".[{marks}]+" if marks else "",
        f"[{other}]" if other else "",
        JAMO,
    ]
    return re.compile("|".join(filter(None, found)), re.DOTALL)


def _is_other_form(letter: str) -> bool:
    return (
        unicodedata.category(letter) not in ("No", "Zs")
        and unicodedata.normalize("NFKC", letter) != letter
    )


def _composed(letters: str) -> str:
    return (
        unicodedata.normalize("NFKC", letters)
        if unicodedata.category(letters[0]) != "No"
        else letters
    )
