"""A name and its office: “Prime Minister Mette Hansen of the harbour” is Mette Hansen, Prime Minister."""

import re

from .cues import DETERMINERS, SMALL
from .verbs import words

TITLES = words("""
    mr mrs ms dr sen rep gov lt col sgt capt prof rev hon president vice-president senator secretary governor
    minister premier chancellor judge mayor congressman congresswoman professor representative ambassador king
    queen prince princess pope bishop archbishop imam sheikh admiral colonel captain sergeant lieutenant
    commander
""")
"""What stands before one name or several."""
OFFICES = TITLES | words("""
    general administrator director chairman chairwoman chair chief ceo commissioner spokesman spokeswoman
    spokesperson editor author host actor actress singer coach candidate lawmaker leader activist officer doctor
    analyst researcher economist historian lawyer attorney prosecutor justice deputy adviser advisor strategist
    manager founder co-founder owner reporter journalist columnist correspondent anchor fisherman hunter teacher
    student farmer
""")
"""What stands before a whole name, or behind one and a comma."""
OFFICES_OR_DETERMINERS = OFFICES | DETERMINERS
NO_NOUNS = SMALL | DETERMINERS | {"of", "al", "bin"}
BRACKETS = re.compile(r"\s*\([^()]*\)?")
CLAUSE = re.compile(r"\s(?:who|which|whose)\b.*")
PLACE = re.compile(r"\s(?:of the|of|from|at the|at|in the|for the)\s.*")
POSSESSIVE = re.compile(r"[’']s?$")
SPACE = re.compile(r"\s+")


def name_of(written: str) -> str:
    """A phrase without title, possessive and what comes after the name; one that holds no name as it is."""
    one_line = SPACE.sub(" ", written).strip()
    head = CLAUSE.sub("", BRACKETS.sub("", one_line)).partition(",")[0]
    parts = POSSESSIVE.sub("", head.strip()).split(" ")
    first = _name_start(parts)
    short = PLACE.sub("", " ".join(parts)).split(" ")
    if not first and (_name_start(short) or _capitals(short) > 1):
        parts, first = short, _name_start(short)
    return " ".join(parts[first:]) or one_line


def _name_start(parts: list[str]) -> int:
    """Where in a phrase the name begins: behind its last office, if nothing but a name follows."""
    for at in range(len(parts) - 1, 0, -1):
        if _follows_place(parts, at):
            return at + 2
        name = parts[at:]
        if _is_name(name) and _stands_before_name(parts[at - 1], name):
            return at
    return 0


def _follows_place(parts: list[str], at: int) -> bool:
    """Whether an office, “of”, a place and then a name stand around `at`, as in “Mayor of Nuuk Lars Olsen”."""
    if parts[at] != "of" or len(parts) - at <= 3:
        return False
    return _bare(parts[at - 1]) in OFFICES and _is_name(parts[at + 2 :])


def _stands_before_name(word: str, name: list[str]) -> bool:
    """Whether a word is a title, or before a whole name an office or a small noun."""
    office = _bare(word)
    if office in TITLES:
        return True
    return len(name) > 1 and (office in OFFICES or _is_lower(word))


def _is_lower(word: str) -> bool:
    """Whether a word is a small noun, as in “researcher Mu Li”."""
    if not word.isalpha() or not word.islower():
        return False
    return word not in NO_NOUNS


def _is_name(parts: list[str]) -> bool:
    return all(part[:1].isupper() for part in parts) and _bare(parts[0]) not in OFFICES


def _capitals(parts: list[str]) -> int:
    """How many words have a capital; 0 where the first is an office or an article."""
    if _bare(parts[0]) in OFFICES_OR_DETERMINERS:
        return 0
    return sum(part[:1].isupper() for part in parts)


def _bare(word: str) -> str:
    return word.rstrip(".").lower()
