"""Where in a text a date may begin, and which rules are worth trying there.

Trying every rule at every word would cost most of the time that a text takes. A rule needs one of the words that name
times of its sort, or a digit; a place is tried when one stands at it or soon behind it, with the rules that have it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from . import lexicon

WORD = re.compile(r"[^\W_]+")
EITHER_CASE = re.compile(r"\[([A-Z])([a-z])\]")
LITERAL = re.compile(r"[A-Za-z]+")
DIGITS = "0-9"
NOT_BEHIND = frozenset(".,:/$€£_")
MARKS = "'’‘"
WORDS_BEHIND = 5
"""Words between the beginning of an expression and the one that names a time. Measured by `make quality`."""
SORTS = (
    (*lexicon.MONTHS, *lexicon.MONTH_ABBREVIATIONS),
    (*lexicon.WEEKDAYS, *lexicon.WEEKDAY_ABBREVIATIONS),
    tuple(lexicon.SEASONS),
    (*lexicon.UNITS, *lexicon.UNIT_LETTERS, "centuries"),
    (*lexicon.PARTS_OF_DAY, "eve"),
    tuple(lexicon.DECADES),
    ("today", "tonight", "yesterday", "tomorrow"),
    (
        "now",
        "nowadays",
        "current",
        "currently",
        "present",
        "recent",
        "recently",
        "former",
        "formerly",
        "past",
        "future",
    )
    + ("time", "being"),
    (
        "christmas",
        "halloween",
        "epiphany",
        "valentine",
        "patrick",
        "fools",
        "earth",
        "juneteenth",
        "greenland",
        "fourth",
    )
    + ("bastille", "saints", "armistice", "veterans", "boxing"),
    ("daily", "weekly", "monthly", "annually", "yearly", "everyday", "nightly"),
)
NOT_FIRST = frozenset(
    (
        "of",
        "to",
        "in",
        "s",
        "and",
        "on",
        "from",
        "by",
        "his",
        "her",
        "their",
        "its",
        "than",
        "after",
        "or",
        "up",
        "which",
    )
    + (
        "t",
        "u",
        "m",
        "p",
        "before",
        "time",
        "national",
        "part",
        "being",
        "other",
        "with",
        "for",
    )
)
"""Words that stand in an expression and never begin one."""
DIGIT = 1 << len(SORTS)


def sorts_of_words() -> dict[str, int]:
    """For each word that names a time the sorts that it is of, as bits."""
    sorts: dict[str, int] = {}
    for number, phrases in enumerate(SORTS):
        for word in LITERAL.findall(" ".join(phrases).lower()):
            for form in (word, f"{word}s"):
                sorts[form] = sorts.get(form, 0) | 1 << number
    return sorts


NAMING = sorts_of_words()


def vocabulary(pattern: str) -> frozenset[str]:
    """Every word that a pattern spells, in lower case."""
    return frozenset(
        word.lower() for word in LITERAL.findall(EITHER_CASE.sub(r"\2", pattern))
    )


def needs(pattern: str) -> int:
    """The sorts of words that a pattern has, one of which stands in whatever it matches, as bits."""
    sorts = DIGIT if DIGITS in pattern else 0
    for word in vocabulary(pattern):
        sorts |= NAMING.get(word, 0)
    return sorts


def places_for(patterns: Iterable[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    """The function that gives (place, sorts) for every place in a text where one of the patterns may match."""
    first_words = frozenset().union(*map(vocabulary, patterns)) - NOT_FIRST
    return partial(_places, first_words, first_words | NAMING.keys())


def _places(
    first_words: frozenset[str], of_interest: frozenset[str], text: str
) -> Iterator[tuple[int, int]]:
    """Each place with the sorts of the words that stand at it or soon behind it, read from the end of the text."""
    last: dict[int, int] = {}
    wanted = []
    for number, start, word in reversed(_words_of_interest(text, of_interest)):
        is_number = word[0].isdigit()
        sorts = DIGIT if is_number else NAMING.get(word, 0)
        if sorts:
            last[sorts] = number
        if last and (is_number or word in first_words):
            soon = _sorts_soon_behind(last, number)
            if soon:
                wanted.append((start, soon))
    yield from _starts(text, reversed(wanted))


def _words_of_interest(
    text: str, of_interest: frozenset[str]
) -> list[tuple[int, int, str]]:
    """Number, place and small letters of each word that may stand in a date."""
    words = []
    for number, match in enumerate(WORD.finditer(text)):
        word = match[0].lower()
        if word in of_interest or word[0].isdigit():
            words.append((number, match.start(), word))
    return words


def _sorts_soon_behind(last: dict[int, int], number: int) -> int:
    """The sorts, as bits, of which a word stands at most WORDS_BEHIND behind the word of this number."""
    soon = 0
    for sorts, at in last.items():
        if at - number <= WORDS_BEHIND:
            soon |= sorts
    return soon


def _starts(text: str, wanted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places themselves: not behind what makes a word part of another, and at the mark of a shortened year."""
    for start, sorts in wanted:
        before = text[start - 1] if start else " "
        if before in MARKS and text[start].isdigit():
            yield start - 1, sorts
        if before not in NOT_BEHIND:
            yield start, sorts
