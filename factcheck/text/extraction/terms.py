"""Terms and titles: what stands in quotation marks for another reason than that somebody says it."""

import re

from .cues import TITLED, WORKS
from .marks import Quotation
from .sentences import MARKS

WORD = re.compile(r"\w+")
TERM, LONGEST_TITLE = 2, 6
"""Words of a term, and of a title, at most."""
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
    if before and _names_a_work(before[-1]):
        return True
    return _is_open(text, quotation) and (
        step in WEAK or bool(before) and _introduces_title(before[-1])
    )


def _is_titled(words: list[str]) -> bool:
    capitals = all(word[0].isupper() or len(word) <= 3 for word in words) and any(
        len(word) > 3 for word in words
    )
    return len(words) <= LONGEST_TITLE and capitals and words[0][0].isupper()


def _names_a_work(word: str) -> bool:
    """Before the title of a show or a book: its network, “on”, or what it is."""
    return word.lower() in WORKS or word[0].isupper() and _is_owner(word)


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
