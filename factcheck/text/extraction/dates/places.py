"""Where in a text a date may begin, and which rules are worth trying there.

Trying every rule at every word would cost most of the time that a text takes. A rule needs one of the words that name
times of its sort, or a digit; a place is tried when one stands at it or soon behind it, with the rules that have it.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from . import lexicon

WORD = re.compile(r"[^\W_]+")
EITHER_CASE = re.compile(r"\[([A-Z])([a-z])\]")
LITERAL = re.compile(r"[A-Za-z]+")
DIGITS = "0-9"
NOT_BEHIND = frozenset(".,:/$€£_")
MARKS = "'’‘"
REACH = 5
"""Words between the beginning of an expression and the one that names a time."""
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
    found: dict[str, int] = {}
    for number, phrases in enumerate(SORTS):
        for phrase in phrases:
            for word in LITERAL.findall(phrase.lower()):
                for form in (word, f"{word}s"):
                    found[form] = found.get(form, 0) | 1 << number
    return found


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
    known = frozenset().union(*map(vocabulary, patterns)) - NOT_FIRST
    of_interest = known | NAMING.keys()

    def places(text: str) -> Iterator[tuple[int, int]]:
        words = [
            (i, match.start(), word)
            for i, match in enumerate(WORD.finditer(text))
            if (word := match[0].lower()) in of_interest or word[0].isdigit()
        ]
        last: dict[int, int] = {}
        wanted = []
        for i, start, word in reversed(words):
            is_number = word[0].isdigit()
            if sorts := DIGIT if is_number else NAMING.get(word, 0):
                last[sorts] = i
            if last and (is_number or word in known):
                soon = 0
                for sorts, at in last.items():
                    if at - i <= REACH:
                        soon |= sorts
                if soon:
                    wanted.append((start, soon))
        yield from _starts(text, reversed(wanted))

    return places


def _starts(text: str, wanted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places themselves: not behind what makes a word part of another, and at the mark of a shortened year."""
    for start, sorts in wanted:
        before = text[start - 1] if start else ""
        if before and before in MARKS and text[start].isdigit():
            yield start - 1, sorts
        if before not in NOT_BEHIND or not before:
            yield start, sorts
