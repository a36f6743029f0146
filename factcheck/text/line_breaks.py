"""Lines of a text, and whether a paragraph goes on from one to the next. Pure text, every place counted in code points.

A line end is the printer's where the sentence goes on in the next line: it stops without a full stop and the next one
begins with a small letter, or an open quotation is closed further down. Where most line ends of a block are like that,
the others of full lines are the printer's too.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from .split_names import cuts_a_name, ends_before_a_name, is_entry, surely_cuts_a_name

LINE = re.compile(r"([^\r\n\f]*)(\r\n|[\r\n\f]|\Z)")
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
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "nor",
        "that",
    )
    + (
        "which",
        "who",
        "whose",
        "as",
        "than",
        "into",
        "over",
        "about",
        "is",
        "are",
        "was",
        "were",
        "be",
    )
    + (
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "not",
    )
    + ("his", "her", "its", "their", "our", "my", "Mr", "Mrs", "Ms", "Dr")
)
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
        "all",
        "anti",
        "co",
        "cross",
        "ex",
        "half",
        "high",
        "long",
        "low",
        "multi",
        "non",
        "part",
        "pre",
        "pro",
        "self",
    )
    + ("semi", "short", "so", "two", "vice", "well")
)
"""What keeps its hyphen, as in “long-term”, where the line breaks behind it."""
SURE, FULL = 0.4, 0.75
"""The share of line ends that break a sentence visibly in wrapped text, and how full a line is that another follows."""
WIDEST = 160
"""Characters; no page and no mail program breaks longer lines."""
FEWEST_WORDS = 3
LAST_SIGNS = 6
LONGEST_RUNNING = 100
PAGE = "#"
SURELY = 3
"""Times that a line is repeated before it is a head or foot however long it is; a pull quote is repeated once."""
FARTHEST_CLOSE = 2_000
FEW_LINES = 3
"""More of them that all begin with a capital are verse."""


class Line(NamedTuple):
    """What is written between two places of a text, without the space around it and without a mail's “>”.

    `is_ended`: it stops as a sentence does. `wants_more`: its last word is one that another must follow.
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
        is_text = (
            len(self.text) > LONGEST_RUNNING or self.is_ended or self.text[0].islower()
        )
        return "" if is_text else _shape(self.text)


@lru_cache(maxsize=2_048)
def _shape(text: str) -> str:
    if PAGE_NUMBER.fullmatch(text):
        return PAGE
    shape = SPACES.sub(" ", DIGITS.sub(PAGE, text)).casefold()
    return "" if DATE_ALONE.fullmatch(shape) else shape


@dataclass(eq=False)
class Block:
    """Lines without an empty one between them. `usual` is what is known of the whole text they are from."""

    lines: Sequence[Line]
    ends_page: bool = False
    usual: "Habit" = field(default_factory=lambda: Habit(0, 0, 0))

    @cached_property
    def habit(self) -> "Habit":
        return habit_of([self])

    @cached_property
    def breaks(self) -> list[bool]:
        """For each line end within the block, whether it visibly breaks a sentence or a word."""
        return [
            breaks_sentence(*pair) or is_hyphenated(*pair)
            for pair in pairwise(self.lines)
        ]

    @cached_property
    def cut(self) -> set[Line]:
        """The lines that surely end within a name; such a line is no head of a page, however often it is there."""
        return {
            one
            for one, other in pairwise(self.lines)
            if surely_cuts_a_name(one.text, other.text)
        }

    @cached_property
    def is_filled(self) -> bool:
        """Whether no line had room for the next one's first word, and a sentence or a name visibly goes on at an end.

        So does a paragraph that a program wrapped, however few lines it has.
        """
        width = max(len(line.text) for line in self.lines)
        if width > WIDEST or any(
            _room(*pair) <= width for pair in pairwise(self.lines)
        ):
            return False
        if all(is_entry(line.text) for line in self.lines):
            return False
        cuts = cuts_a_name if len(self.lines) <= FEW_LINES else ends_before_a_name
        return any(self.breaks) or any(
            cuts(one.text, other.text) for one, other in pairwise(self.lines)
        )

    @cached_property
    def has_quotations(self) -> bool:
        return any("“" in line.text or '"' in line.text for line in self.lines)

    def goes_on(self, number: int) -> bool:
        """Whether the paragraph goes on behind the end of this line."""
        one, other = self.lines[number], self.lines[number + 1]
        if self.has_quotations and self._closes_later(number):
            return True
        if _begins_anew(one, other, self._is_full(number)):
            return False
        if self.breaks[number] or one in self.cut or self.is_filled:
            return True
        return self._is_full(number) and (
            self._is_wrapped(number) or ends_before_a_name(one.text, other.text)
        )

    def without(self, running: set[str], most: int) -> "Block":
        """The block without the running lines at its beginning and its end, a few at most."""
        first, last = 0, len(self.lines)
        while first < min(last, most) and self.lines[first].shape in running:
            first += 1
        while (
            last > max(first, len(self.lines) - most)
            and self.lines[last - 1].shape in running
        ):
            last -= 1
        return replace(self, lines=self.lines[first:last])

    def continues_in(self, after: "Block", is_page: bool) -> bool:
        """Whether its last sentence goes on in the next block; `is_page` says that a page ends between them."""
        one, other = self.lines[-1], after.lines[0]
        if one.depth != other.depth or LIST_MARK.match(other.text):
            return False
        is_broken = is_hyphenated(one, other) or breaks_sentence(one, other)
        if is_page:
            return is_broken or _closes(_tail(self.lines), after.lines)
        return (
            is_broken
            and self.usual.is_wrapped
            and _room(one, other) > FULL * self.usual.width
        )

    def _is_full(self, number: int) -> bool:
        """Whether the next line's first word had no room on this one."""
        one, other = self.lines[number], self.lines[number + 1]
        is_own = (
            self.habit.is_wrapped or len(self.lines) == 2 and not self.usual.is_wrapped
        )
        own = self.habit.width if is_own else self.usual.width
        return own <= WIDEST and _room(one, other) > FULL * own

    def _is_wrapped(self, number: int) -> bool:
        if self.habit.is_wrapped or self.usual.is_wrapped:
            return True
        return len(self.lines) == 2 and not self.lines[number].is_ended

    def _closes_later(self, number: int) -> bool:
        if len(self.lines[number].text) > WIDEST:
            return False
        return _closes(_tail(self.lines[: number + 1]), self.lines[number + 1 :])


class Habit(NamedTuple):
    """How lines end: how many ends there are, how many of them break a sentence visibly, and how wide lines are."""

    ends: int
    broken: int
    width: int

    @property
    def is_wrapped(self) -> bool:
        return (
            self.ends > 1 and self.broken >= SURE * self.ends and self.width <= WIDEST
        )


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    blocks, lines = [], []
    for found in LINE.finditer(text):
        line = _line(found)
        is_other = bool(lines) and line is not None and line.depth != lines[-1].depth
        if lines and (line is None or is_other):
            blocks.append(Block(tuple(lines)))
            lines = []
        if line is not None:
            lines.append(line)
        if found[2] == "\f":
            blocks.append(Block(tuple(lines), ends_page=True))
            lines = []
    blocks = [block for block in [*blocks, Block(tuple(lines))] if block.lines]
    usual = habit_of(blocks)
    for block in blocks:
        block.usual = usual
    return blocks


def habit_of(blocks: Iterable[Block]) -> Habit:
    """How the lines of some blocks end."""
    ends, broken, widths = 0, 0, []
    for block in blocks:
        ends += len(block.lines) - 1
        broken += sum(block.breaks)
        widths += (
            [len(line.text) for line in block.lines] if len(block.lines) > 1 else []
        )
    widths.sort()
    return Habit(ends, broken, widths[len(widths) * 4 // 5] if widths else 0)


def running_lines(blocks: Sequence[Block]) -> set[str]:
    """The shapes of lines that stand at the beginning or the end of several blocks: heads, feet, page numbers."""
    seen: dict[str, list[str]] = {}
    for block in {
        tuple(line.text for line in block.lines): block for block in blocks
    }.values():  # each paragraph once
        for line in {*block.lines[:2], *block.lines[-2:]} - block.cut:
            seen.setdefault(line.shape, []).append(line.text)
    room = FULL * blocks[0].usual.width if blocks else 0
    has_pages = PAGE in seen or any(block.ends_page for block in blocks)
    return {
        shape
        for shape, texts in seen.items()
        if shape and _is_running(shape, texts, room, has_pages)
    }


def _is_running(shape: str, texts: Sequence[str], room: float, has_pages: bool) -> bool:
    """Whether a line that is seen so often is on every page: with another number each time, or too short for text."""
    if shape == PAGE or len(texts) >= SURELY:
        return True
    if PAGE in shape and not has_pages:
        return len(set(texts)) > 1
    return len(texts) > 1 and len(shape) < room


def breaks_sentence(one: Line, other: Line) -> bool:
    """Whether a sentence visibly goes on: no full stop before, a small letter behind, or a word that wants another."""
    if one.is_ended:
        return False
    if one.wants_more and not LIST_MARK.match(other.text):
        return True
    return other.text[0].islower() and one.text.count(" ") >= FEWEST_WORDS - 1


def is_hyphenated(one: Line, other: Line) -> bool:
    """Whether a word is broken between the lines."""
    is_open = one.text[-1] in HYPHENS and one.text[-2:-1].isalnum()
    return is_open and other.text[0].isalpha() and not AND.match(other.text)


def is_compound(one: Line, other: Line, words: Container[str]) -> bool:
    """Whether the hyphen at the line's end is the word's own: `words` of the text have it so, or it is “long-term”."""
    if one.text[-1] == "\u00ad":
        return False
    head = LAST_WORD.search(one.text)[1].casefold()
    tail = WORD.match(other.text)[0].casefold()
    if f"{head}-{tail}" in words or other.text[0].isupper() or head[-1].isdigit():
        return True
    return head in PARTS and f"{head}{tail}" not in words


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, those with a hyphen whole."""
    return {word.casefold() for word in WORD.findall(text)}


def _line(found: re.Match) -> Line | None:
    written = found[1].rstrip()
    if not written:
        return None
    cited = CITED.match(written)
    start = cited.end()
    while start < len(written) and written[start].isspace():
        start += 1
    if start >= len(written):
        return None
    at = found.start()
    text, last = written[start:], written.rpartition(" ")[2]
    is_ended = TERMINAL.search(written[-LAST_SIGNS:]) is not None
    return Line(
        text,
        at + start,
        at + len(written),
        start,
        cited[1].count(">"),
        is_ended,
        last in WANTS_MORE,
    )


def _room(one: Line, other: Line) -> int:
    """How wide the line would be with the next one's first word."""
    return len(one.text) + 1 + len(FIRST_WORD.match(other.text)[0])


def _begins_anew(one: Line, other: Line, is_full: bool) -> bool:
    """Whether the next line begins an item of a list, or a paragraph by its indentation."""
    if LIST_MARK.match(other.text):
        return one.is_ended or not is_full or bool(LIST_MARK.match(one.text))
    return one.is_ended and other.indent > one.indent + 1


def _tail(lines: Sequence[Line]) -> str:
    """The text of the last lines, as far back as a quotation may reach."""
    kept, size = [], 0
    for line in reversed(lines):
        kept.append(line.text)
        size += len(line.text)
        if size > FARTHEST_CLOSE:
            break
    return "\n".join(reversed(kept))


def _closes(before: str, lines: Sequence[Line]) -> bool:
    """Whether a quotation that is open at the end of `before` is closed in the lines that follow."""
    is_curly = before.rfind("“") > before.rfind("”")
    if not is_curly and len(STRAIGHT.findall(before)) % 2 == 0:
        return False
    marks, size = CURLY if is_curly else STRAIGHT, 0
    for line in lines:
        if mark := marks.search(line.text):
            at = mark.start()
            return (
                mark[0] == "”"
                or not is_curly
                and at > 0
                and not line.text[at - 1].isspace()
            )
        size += len(line.text)
        if size > FARTHEST_CLOSE:
            break
    return False
