"""Numbers and years as words and digits."""

import re

from ...certain_match import certain
from . import lexicon

DIGITS = re.compile(r"[0-9]+")
SPACES = re.compile(r"\s+")


def number(words: str) -> float | None:
    """3 for "three", 24 for "twenty-four", 2.5 for "two and a half"; None for "several"."""
    words = SPACES.sub(" ", words.lower()).replace(",", "").strip()
    if words.endswith(" and a half"):
        whole = number(words.removesuffix(" and a half"))
        return whole and whole + 0.5
    if words in lexicon.NUMBERS:
        return lexicon.NUMBERS[words]
    if words[:1].isdigit():
        return float(words) if "." in words else int(words)
    tens, _, ones = words.replace("-", " ").partition(" ")
    if tens in lexicon.TENS and ones in lexicon.NUMBERS:
        return lexicon.NUMBERS[tens] + lexicon.NUMBERS[ones]
    return None


def ordinal(words: str) -> int | None:
    digits = re.match(r"[0-9]+", words)
    return int(digits[0]) if digits else lexicon.ORDINAL_NUMBERS.get(words.lower())


def day_number(words: str) -> int:
    return _in_digits(words)


def _in_digits(words: str) -> int:
    """The first number that is written in digits; the words have one."""
    return int(certain(DIGITS.search(words))[0])


def year_number(words: str) -> int | None:
    """The astronomical year; None for the year 0, which no calendar counts."""
    value = _in_digits(words)
    if value == 0:
        return None
    return 1 - value if is_before_christ(words) else value


def is_before_christ(words: str) -> bool:
    return "B" in words


def unit(words: str) -> str:
    """The unit in the singular and in small letters."""
    words = words.lower()
    if words.startswith("centur"):
        return "century"
    return words.removesuffix("s")


def month_number(words: str) -> int:
    """1 to 12, for a month's name or its beginning."""
    return _by_beginning(lexicon.MONTH_NUMBERS, words)


def weekday_number(words: str) -> int:
    """0 (Monday) to 6, for a weekday's name or its beginning."""
    return _by_beginning(lexicon.WEEKDAY_NUMBERS, words)


def _by_beginning(numbers: dict[str, int], words: str) -> int:
    """The number of the first name that begins with the same three letters."""
    beginning = words.strip(".").lower()[:3]
    for name, number_of_name in numbers.items():
        if name.startswith(beginning):
            return number_of_name
    raise KeyError(words)
