"""Slips of the pen: what the way from one text to another changes beyond them, in words.

A slip is one letter added, dropped or replaced, or two neighbours exchanged, in a word that is no number word, date,
name or negation; and case, punctuation and spaces. Everything else says something else and is named here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from os.path import commonprefix
from typing import NamedTuple

from . import protected_words

LONE_SIGN = re.compile(r"(?<!\S)([-+])\s+(?=\d)")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’ʼ‘", "'"))
QUOTES = dict.fromkeys("“”„‟«»‹›‚'", '"')
FREE_SIGNS = frozenset(".,;:!…()[]{}*_`-·•")
PIECE = re.compile(
    r"(?P<newline>\n)|(?P<literal>\S*(?:\d|://|@|#)\S*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<sign>\S)",
    re.UNICODE,
)
BEFORE, BEHIND = "()[]{}\"“”„«»'*_`", "()[]{}\"“”„«»'*_`.,;:!?…"
STOPS = ".!?…"
LITERAL, NAME = "a number or an address", "a name"
UNTOUCHED = (LITERAL, NAME)
"""Of these not even the case is a slip."""
LONGEST_UNIT = 3  # letters of a word behind a number that may be its unit, as in "5 km"
MOST_QUOTED = 4  # words of a change that a message repeats


class Word(NamedTuple):
    """A word of a text, with what keeps it from being a plain one."""

    text: str
    is_name: bool = False  # a capital inside a sentence
    is_literal: bool = False  # a digit in it, or an address
    is_unit: bool = False  # short, and behind a number

    @property
    def low(self) -> str:
        return self.text.casefold()


def beyond_slips(
    old: str, new: str, *, names: Collection[str] = (), language: str = "en"
) -> list[str]:
    """What the way from one text to another changes beyond slips of the pen, each in words.

    `names` are the words of known names; `language` is the text's. Letters are looked at in languages whose number
    words, dates and negations are known; in others only case, punctuation and spaces are slips.
    """
    (before, old_signs), (after, new_signs) = _tokens(old), _tokens(new)
    names_in_texts = {word.text for word in (*before, *after) if word.is_name}
    known = Vocabulary(
        frozenset(names).union(names_in_texts), protected_words.of(language)
    )
    messages = list(_changed_words(before, after, known))
    if old_signs != new_signs:
        signs = set(old_signs) ^ set(new_signs) or set(old_signs)
        messages.append(f"signs that carry meaning changed ({' '.join(sorted(signs))})")
    return messages


def names_in(text: str) -> set[str]:
    """The words of a text that are names by how they are written."""
    words, _signs = _tokens(text)
    return {word.text for word in words if word.is_name}


class Vocabulary(NamedTuple):
    """Known names, and the protected words of the language; None for a language that has no list."""

    names: frozenset[str]
    words: protected_words.ProtectedWords | None


def _tokens(text: str) -> tuple[list[Word], list[str]]:
    """The words and numbers of a text, and the signs that carry meaning, both in order."""
    words: list[Word] = []
    signs: list[str] = []
    is_start = True  # of a sentence, where a capital is no name's
    for match in PIECE.finditer(_normalized(text)):
        piece = match[0]
        if match.lastgroup == "newline":
            is_start = True
        elif match.lastgroup == "literal":
            words.append(Word(piece.lstrip(BEFORE).rstrip(BEHIND), is_literal=True))
            is_start = piece[-1] in STOPS
        elif match.lastgroup == "word":
            words.append(_word(piece, words, is_start))
            is_start = False
        else:
            if piece not in FREE_SIGNS:
                signs.append(QUOTES.get(piece, piece))
            is_start = is_start or _ends_sentence(piece, words)
    return words, signs


def _normalized(text: str) -> str:
    """One form of each letter, dash and line end; a sign that stands apart from its number is joined to it."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return LONE_SIGN.sub(r"\1", text.translate(DASHES))


def _ends_sentence(sign: str, words: list[Word]) -> bool:
    return sign in STOPS and bool(words) and not _is_abbreviation(words[-1].text)


def _word(text: str, before: list[Word], is_start: bool) -> Word:
    capitals = sum(letter.isupper() for letter in text)
    is_name = text.partition("'")[0] != "I" and (
        capitals > 1 or (text[0].isupper() and not is_start)
    )
    is_unit = bool(before) and before[-1].is_literal and len(text) <= LONGEST_UNIT
    return Word(text, is_name, is_unit=is_unit)


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.casefold() in protected_words.ABBREVIATIONS


def _changed_words(
    before: list[Word], after: list[Word], known: Vocabulary
) -> Iterator[str]:
    """In words, each change of words that is no slip."""
    if len(before) != len(after):
        yield from _changed_runs(before, after, known)
        return
    for old, new in zip(before, after, strict=True):
        if why := _why_no_slip(old, new, known):
            yield f"“{old.text}” became “{new.text}”, {why}"


def _changed_runs(
    before: list[Word], after: list[Word], known: Vocabulary
) -> Iterator[str]:
    """The same for texts of different length: runs of words that were added, taken out or replaced."""
    matcher = SequenceMatcher(
        None,
        [word.text for word in before],
        [word.text for word in after],
        autojunk=False,
    )
    for tag, i, j, k, m in matcher.get_opcodes():
        old, new = before[i:j], after[k:m]
        if tag == "equal" or _are_spaces(old, new, known):
            continue
        if tag == "insert":
            yield f"{_quoted(new)} was added"
        elif tag == "delete":
            yield f"{_quoted(old)} was taken out"
        else:
            yield f"{_quoted(old)} became {_quoted(new)}"


def _quoted(words: list[Word]) -> str:
    rest = " …" if len(words) > MOST_QUOTED else ""
    return f"“{' '.join(word.text for word in words[:MOST_QUOTED])}{rest}”"


def _are_spaces(before: list[Word], after: list[Word], known: Vocabulary) -> bool:
    """Whether plain words were only joined or parted."""
    for word in (*before, *after):
        if _kind_of(word, known) or word.low in protected_words.PREFIXES:
            return False
    return _joined(before) == _joined(after)


def _joined(words: list[Word]) -> str:
    return "".join(word.low for word in words)


def _why_no_slip(old: Word, new: Word, known: Vocabulary) -> str:
    """Why one word in the place of another is no slip; empty where it is one, or where they are the same."""
    if old.text == new.text:
        return ""
    kind = _kind_of(old, known) or _kind_of(new, known)
    if old.low == new.low and kind not in UNTOUCHED:
        return ""
    return kind or _why_letters_count(old.low, new.low, known.words)


def _why_letters_count(
    old: str, new: str, protected: protected_words.ProtectedWords | None
) -> str:
    """The same for two different plain words in small letters."""
    if protected is None or not _is_latin(old + new):
        return "in a language whose numbers and negations are not known here"
    at = _slip(old, new)
    if at is None:
        return "more than one letter"
    if _is_prefix(old, new, at):
        return "where a prefix may deny"
    is_article = {old, new} == {"a", "an"}
    if {old, new} <= protected.common and not is_article:
        return "which is another word"
    return ""


def _kind_of(word: Word, known: Vocabulary) -> str:
    """What a word is that no slip may touch; empty for a plain one."""
    if word.is_literal:
        return LITERAL
    if word.is_name or _is_known_name(word, known):
        return NAME
    kind = known.words.kind_of(word.low) if known.words else ""
    return kind or ("a unit" if word.is_unit else "")


def _is_known_name(word: Word, known: Vocabulary) -> bool:
    """Whether it is a known name, with or without an ending such as “'s”, and no everyday word as well."""
    if known.words and word.low in known.words.common:
        return False
    return word.text in known.names or word.text.partition("'")[0] in known.names


def _is_latin(letters: str) -> bool:
    letters = letters.replace("'", "")
    return all(unicodedata.name(each, "").startswith("LATIN") for each in letters)


def _slip(old: str, new: str) -> int | None:
    """Where the one letter is that was added, dropped, replaced or exchanged with its neighbour; None for more."""
    at = len(commonprefix([old, new]))
    old, new = old[at:], new[at:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    is_one = max(len(old), len(new)) <= 1
    are_exchanged = len(old) == len(new) == 2 and old == new[::-1]
    return at if is_one or are_exchanged else None


def _is_prefix(old: str, new: str, at: int) -> bool:
    """Whether the slip is where a prefix may deny: unable and enable, untied and united, typical and atypical."""
    longer = max(old, new, key=len)
    is_at_start = at == 0 and len(old) != len(new)
    if is_at_start and longer[0] in protected_words.ONE_LETTER_PREFIXES:
        return True
    for prefix in protected_words.DENYING:
        if at > len(prefix) + 1:
            continue
        if _begins(old, prefix) or _begins(new, prefix):
            return True
    return False


def _begins(word: str, prefix: str) -> bool:
    return 1 < len(prefix) < len(word) - 2 and word.startswith(prefix)
