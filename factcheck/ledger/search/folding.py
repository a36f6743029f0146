"""Text folded for searching: what readers type and what stands in the record meet in one plain spelling.

Case, accents, vowel signs and invisible characters go; ø is o and ß is ss; what is no letter or digit parts words.
"""

import re
import unicodedata
from collections.abc import Iterator

PLAIN = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "\u0640": "",
}
EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff"  # written without spaces: each character is a word, and a word a phrase
WORD = re.compile(rf"[{EAST_ASIAN}]|[^\W_{EAST_ASIAN}]+")
ASCII_WORD = re.compile("[a-z0-9]+")
LONGEST_WORD = 64  # of a longer one only so much is looked at, here and in the index


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = ""
        for letter in unicodedata.normalize("NFKD", chr(code)).casefold():
            category = unicodedata.category(letter)
            is_mark, is_invisible = category[0] == "M", category == "Cf"
            if not is_mark and not is_invisible:
                folded += PLAIN.get(letter, letter)
        self[code] = folded
        return folded


TABLE = _Table()


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    if text.isascii():  # the same, an order of magnitude sooner
        return [word[:LONGEST_WORD] for word in ASCII_WORD.findall(text.lower())]
    return [word[:LONGEST_WORD] for word in WORD.findall(text.translate(TABLE))]


def has_long_word(text: str) -> bool:
    """Whether a word of the text is looked at in part alone."""
    return any(len(word) > LONGEST_WORD for word in WORD.findall(text.translate(TABLE)))


def places_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Each folded word of a text, with where it starts and ends in the text as written."""
    origin: list[int] = []
    for at, letter in enumerate(text):
        origin += [at] * len(TABLE[ord(letter)])
    for match in WORD.finditer(text.translate(TABLE)):
        yield (
            match.group()[:LONGEST_WORD],
            origin[match.start()],
            _end(text, origin[match.end() - 1] + 1),
        )


def _end(text: str, at: int) -> int:
    """Past the marks that belong to the letter before: they are not shown apart from it."""
    while at < len(text) and not TABLE[ord(text[at])]:
        at += 1
    return at
