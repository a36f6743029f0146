"""Terms and titles: what stands in quotation marks for another reason than that somebody says it."""

import re

from .cues import TITLED, WORKS
from .marks import Quotation
from .sentences import MARKS

WORD = re.compile(r"\w+")
TERM, LONGEST_TITLE = 2, 6
"""Words of a term, and of a title, at most. Measured by `make quality`."""
WEAKEST = frozenset(("same sentence", "elsewhere in the sentence"))
WEAK = WEAKEST | {"verb before, further", "noun", "participle"}


def is_term(text: str, quotation: Quotation, step: str) -> bool:
    """Whether nobody says it, given by which step a speaker was found."""
    words = WORD.findall(text, quotation.inner_start, quotation.inner_end)
    if not words or (len(words) <= TERM and step in WEAKEST):
        return True
    if not _is_titled(words):
        return False
    before = text[max(0, quotation.start - 20) : quotation.start].rstrip(" ,").split()
    last = before[-1] if before else ""
    if _names_a_work(last):
        return True
    if not _is_open(text, quotation):
        return False
    return step in WEAK or _introduces_title(last)


def _is_titled(words: list[str]) -> bool:
    """Whether words are written as a title: few, and with capitals but for the short ones."""
    if len(words) > LONGEST_TITLE or not words[0][0].isupper():
        return False
    if not all(word[0].isupper() or len(word) <= 3 for word in words):
        return False
    return any(len(word) > 3 for word in words)


def _names_a_work(word: str) -> bool:
    """Before the title of a show or a book: its network, “on”, or what it is."""
    return word.lower() in WORKS or (word[:1].isupper() and _is_owner(word))


def _introduces_title(word: str) -> bool:
    return word.lower() in TITLED or _is_owner(word)


def _is_owner(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _is_open(text: str, quotation: Quotation) -> bool:
    """Whether its sentence goes on behind it."""
    return text[quotation.inner_end - 1 : quotation.end].rstrip(MARKS)[-1:] not in (
        ",",
        "?",
        "!",
        ".",
    )
