"""A few typed letters as a regular expression that finds them in any spelling: case and accents aside.

The expressions are of the kind that Python's `re` (SQLite's REGEXP) and PostgreSQL read alike.
"""

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase

from .folding import PLAIN, folded

LATIN = [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]
MARKS = "[\u0300-\u036f]*"  # an accent may stand behind its letter
LIGATURES = {"ae": "æǽǣ", "oe": "œ", "ss": "ß", "th": "þ"}
START, END = r"(^|\n)", r"($|\n)"
WORD_START = r"(^|\W)"
SPACES = re.compile(r"\s+")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def anywhere(typed: str) -> str:
    """Matches a text in which the letters stand somewhere."""
    return _letters(typed)


def word_start(typed: str) -> str:
    """Matches a text in which a word begins with the letters."""
    return WORD_START + _letters(typed)


def line_start(typed: str) -> str:
    """Matches a text of which a line begins with the letters."""
    return START + _letters(typed)


def line(typed: str) -> str:
    """Matches a text of which a line is the letters and nothing else."""
    return START + _letters(typed) + END


def typed_words(typed: str) -> list[str]:
    """What was typed, word by word, without characters that no database takes."""
    return CONTROLS.sub(" ", typed).split()


@lru_cache(maxsize=256)
def _letters(typed: str) -> str:
    """What was typed, letter by letter; a pair of letters is found as its ligature too."""
    plain = folded(" ".join(typed_words(typed)))
    patterns, at = [], 0
    while at < len(plain):
        pair = plain[at : at + 2]
        if pair in LIGATURES:
            single = _letter(pair[0]) + _letter(pair[1])
            signs = LIGATURES[pair] + LIGATURES[pair].upper()
            patterns.append(f"({single}|[{signs}])")
        else:
            patterns.append(_letter(plain[at]))
        at += 2 if pair in LIGATURES else 1
    return "".join(patterns)


def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    if letter == "'":
        return "['’‘ʼ`´]"
    spellings = _spellings().get(letter, "")
    return f"[{letter}{spellings}]{MARKS}" if spellings else _either_case(letter)


def _either_case(letter: str) -> str:
    """A letter of another script in both its cases; any other sign as it is."""
    cases = {letter, letter.upper(), letter.lower()}
    if not letter.isalpha() or any(len(case) > 1 for case in cases):
        return re.escape(letter)
    return f"[{''.join(sorted(cases))}]{MARKS}"


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Each plain Latin letter with every letter that is it but for case and accents."""
    spellings = dict.fromkeys(ascii_lowercase, "")
    for letter in map(chr, LATIN):
        plain = _plain(letter)
        if plain in spellings and plain != letter:
            spellings[plain] += letter
    return spellings


def _plain(letter: str) -> str:
    parted = unicodedata.normalize("NFKD", letter.casefold().translate(PLAIN))
    return "".join(each for each in parted if not unicodedata.combining(each))
