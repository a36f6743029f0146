"""Words by their stem, in the languages whose endings are known, as words of the index.

A stem is taken of the folded word, so that it is the same whether or not accents were typed. Each language has its own
words in the index: a Danish ending says nothing of an English text.
"""

import re
import threading
from functools import lru_cache

import snowballstemmer

STEMMERS = {"en": "english", "da": "danish", "de": "german"}
LANGUAGES = tuple(STEMMERS)
STEM = re.compile(f"x(?:{'|'.join(LANGUAGES)})x")
STEMMED_WORD = re.compile("[a-z]{3,}")
"""What may have an ending: a number, initials or a word in other letters is found as it is written."""


class _Stemmers(threading.local):
    """One stemmer a thread and language: each keeps the word that it is at."""

    def __init__(self) -> None:
        self.by_language = {
            language: snowballstemmer.stemmer(name)
            for language, name in STEMMERS.items()
        }


_stemmers = _Stemmers()


def languages_of(tag: str) -> tuple[str, ...]:
    """The languages by which a text of this BCP 47 tag is stemmed: its own or none; every one where it has no tag."""
    if not tag:
        return LANGUAGES
    language = tag.partition("-")[0].lower()
    return (language,) if language in STEMMERS else ()


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The word of the index for the stem of a folded word; empty where the word has no ending to lose."""
    if not STEMMED_WORD.fullmatch(word):
        return ""
    stemmer = _stemmers.by_language[language]
    return f"x{language}x{stemmer.stemWord(word)}"


@lru_cache(maxsize=50_000)
def stems(word: str, languages: tuple[str, ...] = LANGUAGES) -> tuple[str, ...]:
    """The words of the index for the stems of a folded word, one a language."""
    words = [stem(word, language) for language in languages]
    return tuple(word for word in words if word)


LINES_OF_STEMS = re.compile(rf"\n(?={STEM.pattern})")


def parted(text: str) -> tuple[str, str]:
    """Search text as (words as they are written, stems and tags), each of some lines."""
    words, *others = LINES_OF_STEMS.split(text, maxsplit=1)
    return words, others[0] if others else ""


def is_line_of_stems(line: str) -> bool:
    """Whether a line of search text holds stems, and no words as they are written."""
    return STEM.match(line) is not None
