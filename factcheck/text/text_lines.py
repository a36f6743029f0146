"""One line of a text, and what it says of the next: broken sentences and words, items of a list. Pure text."""

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from .certain_match import certain

CITED = re.compile(r"[ \t]*((?:>[ ]?)*)")
AND = re.compile(r"(?:and|or|to|og|eller|und|oder)\b")
"""Behind “first-”, as in “first- and second-year”: the hyphen breaks no word."""
TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
HYPHENS = "-\u2010\u00ad"
LIST_MARK = re.compile(
    r"[•·▪◦‣●○■*]\s|[-–—]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s|#{1,6} |\|"
)
WANTS_MORE = frozenset(
    (
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with",
        "and", "or", "nor", "that", "which", "who", "whose", "as", "than", "into", "over",
        "about", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will",
        "would", "can", "could", "may", "might", "must", "should", "not", "his", "her",
        "its", "their", "our", "my", "Mr", "Mrs", "Ms", "Dr",
    )
)  # fmt: skip
PAGE_NUMBER = re.compile(
    r"(?:page|p\.|side|seite|s\.)?\s*[-–—|]?\s*\d{1,3}\s*(?:(?:of|/|af|von|\|)\s*\d{1,3}|[-–—|])?",
    re.I,
)
CURLY, STRAIGHT = re.compile("[“”]"), re.compile(r'(?<!\d)"')
DIGITS, SPACES = re.compile(r"\d+"), re.compile(r"\s+")
DATE_ALONE = re.compile(
    r"\W*(?:# )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-zé.]*)?[#\W]*"
)
FIRST_WORD, WORD = re.compile(r"\S+"), re.compile(r"\w+(?:-\w+)*")
LAST_WORD = re.compile(r"(\w+(?:-\w+)*)[-\u2010]$")
PARTS = frozenset(
    (
        "all", "anti", "co", "cross", "ex", "half", "high", "long", "low", "multi", "non",
        "part", "pre", "pro", "self", "semi", "short", "so", "two", "vice", "well",
    )
)  # fmt: skip
"""What keeps its hyphen, as in “long-term”, where the line breaks behind it."""
PAGE = "#"
LAST_SIGNS = 6
"""Characters at the end of a line in which a full stop and what closes behind it stand."""

# Both were measured by `pytest tests/extraction/test_across_line_ends.py`.
FEWEST_WORDS = 3
"""Words of a line that a small letter behind it shows to be broken."""
LONGEST_RUNNING = 100
"""Characters of the head or the foot of a page."""
FARTHEST_CLOSE = 2_000
"""Characters behind an open quotation in which its end is looked for, so that time grows with the text alone."""


class TextLine(NamedTuple):
    """What is written between two places of a text, without the space around it and without a mail's “>”.

    `indent` counts the characters before it and `depth` the “>” of a mail. `is_ended`: it
    stops as a sentence does. `wants_more`: its last word is one that another must follow.
    """

    text: str
    start: int
    end: int
    indent: int
    depth: int
    is_ended: bool
    wants_more: bool

    @property
    def shape(self) -> str:
        """What it looks like on every page, whatever the number; empty for what is no page's head or foot."""
        if len(self.text) > LONGEST_RUNNING or self.is_ended or self.text[0].islower():
            return ""
        return _shape(self.text)


@lru_cache(maxsize=2_048)
def _shape(text: str) -> str:
    if PAGE_NUMBER.fullmatch(text):
        return PAGE
    shape = SPACES.sub(" ", DIGITS.sub(PAGE, text)).casefold()
    return "" if DATE_ALONE.fullmatch(shape) else shape


def line_of(match: re.Match[str]) -> TextLine | None:
    """The line of a match whose first group is what stands before the line end; None for an empty one."""
    written = match[1].rstrip()
    if not written:
        return None
    cited = certain(CITED.match(written))
    start = cited.end()
    while start < len(written) and written[start].isspace():
        start += 1
    if start >= len(written):
        return None
    at, last_word = match.start(), written.rpartition(" ")[2]
    return TextLine(
        written[start:],
        at + start,
        at + len(written),
        start,
        cited[1].count(">"),
        TERMINAL.search(written[-LAST_SIGNS:]) is not None,
        last_word in WANTS_MORE,
    )


def breaks_sentence(one: TextLine, other: TextLine) -> bool:
    """Whether a sentence visibly goes on: no full stop before, a small letter behind, or a word that wants another."""
    if one.is_ended:
        return False
    if one.wants_more and not LIST_MARK.match(other.text):
        return True
    return other.text[0].islower() and one.text.count(" ") >= FEWEST_WORDS - 1


def is_hyphenated(one: TextLine, other: TextLine) -> bool:
    """Whether a word is broken between the lines."""
    is_open = one.text[-1] in HYPHENS and one.text[-2:-1].isalnum()
    return is_open and other.text[0].isalpha() and not AND.match(other.text)


def is_compound(one: TextLine, other: TextLine, words: Container[str]) -> bool:
    """Whether the hyphen at the line's end is the word's own: `words` of the text have it so, or it is “long-term”."""
    if one.text[-1] == "\u00ad":
        return False
    head = certain(LAST_WORD.search(one.text))[1].casefold()
    tail = certain(WORD.match(other.text))[0].casefold()
    if f"{head}-{tail}" in words or other.text[0].isupper() or head[-1].isdigit():
        return True
    return head in PARTS and f"{head}{tail}" not in words


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, those with a hyphen whole."""
    return {word.casefold() for word in WORD.findall(text)}


def room_for(one: TextLine, other: TextLine) -> int:
    """How wide the line would be with the next one's first word."""
    return len(one.text) + 1 + len(certain(FIRST_WORD.match(other.text))[0])


def begins_anew(one: TextLine, other: TextLine, is_full: bool) -> bool:
    """Whether the next line begins an item of a list, or a paragraph by its indentation."""
    if LIST_MARK.match(other.text):
        return one.is_ended or not is_full or bool(LIST_MARK.match(one.text))
    return one.is_ended and other.indent > one.indent + 1


def tail_of(lines: Sequence[TextLine]) -> str:
    """The text of the last lines, as far back as a quotation may reach."""
    kept, size = [], 0
    for line in reversed(lines):
        kept.append(line.text)
        size += len(line.text)
        if size > FARTHEST_CLOSE:
            break
    return "\n".join(reversed(kept))


def closes(before: str, lines: Sequence[TextLine]) -> bool:
    """Whether a quotation that is open at the end of `before` is closed in the lines that follow."""
    is_curly = before.rfind("“") > before.rfind("”")
    if not is_curly and len(STRAIGHT.findall(before)) % 2 == 0:
        return False
    marks, size = CURLY if is_curly else STRAIGHT, 0
    for line in lines:
        mark = marks.search(line.text)
        if mark:
            return mark[0] == "”" if is_curly else _follows_a_word(line.text, mark)
        size += len(line.text)
        if size > FARTHEST_CLOSE:
            break
    return False


def _follows_a_word(text: str, mark: re.Match[str]) -> bool:
    """Whether a straight mark stands directly behind a word, as one that closes does."""
    at = mark.start()
    return at > 0 and not text[at - 1].isspace()
