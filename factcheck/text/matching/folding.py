"""Text folded for comparing: case, accents, apostrophes and word endings. Never shown, never kept."""

import re
import unicodedata
from functools import lru_cache

PLAIN = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "´": "'", "`": "'", "ʹ": "'",
        "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip
CONTRACTIONS = [
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bcan(?:'t|not)\b"), "can not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"\bper cent\b"), "percent"),
    (re.compile(r"'s?\b|'"), " "),
]
ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
STEM_LEAST = 3
"""Letters of a stem. Measured by `python -m bench.matching`."""
RECENT = 128
"""One text is compared with dozens: so many are kept ready."""
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")


def _marks() -> str:
    """The characters that belong to the letter before them, as a stretch of a regular expression's class."""
    marks = [
        chr(code)
        for code in range(0x300, 0x1F000)
        if unicodedata.category(chr(code))[0] == "M"
    ]
    return "".join(marks)


MARKS = _marks()
WORD = re.compile(
    rf"\d+(?:[.,]\d+)*|[$€£¥%]|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_](?:[^\W\d_\u3040-\u30ff\u3400-\u9fff]|[{MARKS}])*"
)

ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)*|[$%]|[a-z]+")
"""What WORD finds in folded ASCII, an order of magnitude sooner."""


def folded(text: str) -> str:
    """Lower case, without accents, apostrophes straight; what stood apart stays apart."""
    if text.isascii():
        return text.lower().replace("`", "'")
    parted = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return "".join(
        letter for letter in parted if not unicodedata.combining(letter)
    ).translate(PLAIN)


def listed(text: str) -> list[str]:
    """A table of words, written as prose."""
    return text.split()


def undotted(text: str) -> str:
    """ "U.S." as "US"."""
    return DOTTED.sub(lambda match: match.group().replace(".", ""), text)


def words(text: str) -> list[str]:
    """Folded words, numbers and signs of money in their order; "won't" as "will not", "Denmark's" as "denmark"."""
    plain = folded(undotted(text))
    if "'" in plain or "cannot" in plain or "per cent" in plain:
        for written, meant in CONTRACTIONS:
            plain = written.sub(meant, plain)
    return (ASCII_WORD if plain.isascii() else WORD).findall(plain)


@lru_cache(maxsize=RECENT)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in their order."""
    return tuple(stem(word) for word in words(text))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its English ending, roughly: "deploys", "deployed" and "deploying" become one."""
    if word[-1:].isdigit() or len(word) <= STEM_LEAST:
        return word
    word = _without_ending(word)
    is_doubled = len(word) > STEM_LEAST and word[-1] == word[-2]
    return word[:-1] if is_doubled and word[-1] not in "lsz" else word


def _without_ending(word: str) -> str:
    """The word without the longest ending that leaves STEM_LEAST letters of it."""
    if word.endswith("ss"):
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM_LEAST:
            return word[: -len(ending)]
    return word
