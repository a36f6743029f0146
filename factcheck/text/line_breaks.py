"""Lines of a text, and whether a paragraph goes on from one to the next. Pure text, every place counted in code points.

A line end is the printer's where the sentence goes on in the next line: it stops without a full stop and the next one
begins with a small letter, or an open quotation is closed further down. Where most line ends of a block are like that,
the others of full lines are the printer's too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .split_names import cuts_a_name, ends_before_a_name, is_entry, surely_cuts_a_name
from .text_lines import (
    LIST_MARK,
    PAGE,
    TextLine,
    begins_anew,
    breaks_sentence,
    closes,
    is_hyphenated,
    line_of,
    room_for,
    tail_of,
)

LINE = re.compile(r"([^\r\n\f]*)(\r\n|[\r\n\f]|\Z)")

# Each of these was measured by `pytest tests/extraction/test_across_line_ends.py`.
LEAST_BROKEN = 0.4
"""The share of line ends that break a sentence visibly in wrapped text."""
FULL = 0.75
"""How full a line is that another follows, as a share of the usual width."""
WIDEST = 160
"""Characters; no page and no mail program breaks longer lines."""
SURELY_RUNNING = 3
"""Times that a line is repeated before it is a head or foot however long it is; a pull quote is repeated once."""
FEW_LINES = 3
"""More of them that all begin with a capital are verse."""


@dataclass(eq=False)
class TextBlock:
    """Lines without an empty one between them. `usual` is what is known of the whole text they are from."""

    lines: Sequence[TextLine]
    ends_page: bool = False
    usual: "LineHabit" = field(default_factory=lambda: LineHabit(0, 0, 0))

    @cached_property
    def habit(self) -> "LineHabit":
        return habit_of([self])

    @cached_property
    def breaks(self) -> list[bool]:
        """For each line end within the block, whether it visibly breaks a sentence or a word."""
        return [
            breaks_sentence(*pair) or is_hyphenated(*pair)
            for pair in pairwise(self.lines)
        ]

    @cached_property
    def cut(self) -> set[TextLine]:
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
        if width > WIDEST or self._has_room(width):
            return False
        if all(is_entry(line.text) for line in self.lines):
            return False
        return any(self.breaks) or self._cuts_names()

    def _has_room(self, width: int) -> bool:
        """Whether a line is so short that the next one's first word would have stood on it."""
        return any(room_for(*pair) <= width for pair in pairwise(self.lines))

    def _cuts_names(self) -> bool:
        """Whether a line end cuts a name in two; of more lines than a few, one behind an office."""
        cuts = cuts_a_name if len(self.lines) <= FEW_LINES else ends_before_a_name
        return any(cuts(one.text, other.text) for one, other in pairwise(self.lines))

    @cached_property
    def has_quotations(self) -> bool:
        return any("“" in line.text or '"' in line.text for line in self.lines)

    def goes_on(self, number: int) -> bool:
        """Whether the paragraph goes on behind the end of this line."""
        one, other = self.lines[number], self.lines[number + 1]
        if self.has_quotations and self._closes_later(number):
            return True
        is_full = self._is_full(number)
        if begins_anew(one, other, is_full):
            return False
        if self.breaks[number] or one in self.cut or self.is_filled:
            return True
        if not is_full:
            return False
        return self._is_wrapped(number) or ends_before_a_name(one.text, other.text)

    def without(self, running: set[str], most: int) -> "TextBlock":
        """The block without the running lines at its beginning and its end, `most` of each at most."""
        first, last = 0, len(self.lines)
        while first < min(last, most) and self.lines[first].shape in running:
            first += 1
        least = max(first, len(self.lines) - most)
        while last > least and self.lines[last - 1].shape in running:
            last -= 1
        return replace(self, lines=self.lines[first:last])

    def continues_in(self, after: "TextBlock", is_page: bool) -> bool:
        """Whether its last sentence goes on in the next block; `is_page` says that a page ends between them."""
        one, other = self.lines[-1], after.lines[0]
        if one.depth != other.depth or LIST_MARK.match(other.text):
            return False
        is_broken = is_hyphenated(one, other) or breaks_sentence(one, other)
        if is_page:
            return is_broken or closes(tail_of(self.lines), after.lines)
        if not is_broken or not self.usual.is_wrapped:
            return False
        return room_for(one, other) > FULL * self.usual.width

    def _is_full(self, number: int) -> bool:
        """Whether the next line's first word had no room on this one."""
        width = self._width()
        if width > WIDEST:
            return False
        return room_for(self.lines[number], self.lines[number + 1]) > FULL * width

    def _width(self) -> int:
        """How wide the lines of the block are, or those of the whole text where the block says less."""
        if self.habit.is_wrapped:
            return self.habit.width
        is_own = len(self.lines) == 2 and not self.usual.is_wrapped
        return self.habit.width if is_own else self.usual.width

    def _is_wrapped(self, number: int) -> bool:
        if self.habit.is_wrapped or self.usual.is_wrapped:
            return True
        return len(self.lines) == 2 and not self.lines[number].is_ended

    def _closes_later(self, number: int) -> bool:
        if len(self.lines[number].text) > WIDEST:
            return False
        return closes(tail_of(self.lines[: number + 1]), self.lines[number + 1 :])


class LineHabit(NamedTuple):
    """How lines end: how many ends there are, how many of them break a sentence visibly, and how wide lines are."""

    ends: int
    broken: int
    width: int

    @property
    def is_wrapped(self) -> bool:
        if self.ends < 2 or self.width > WIDEST:
            return False
        return self.broken >= LEAST_BROKEN * self.ends


def blocks_of(text: str) -> list[TextBlock]:
    """The blocks of a text, in order."""
    blocks = list(_blocks(text))
    usual = habit_of(blocks)
    for block in blocks:
        block.usual = usual
    return blocks


def _blocks(text: str) -> Iterator[TextBlock]:
    """Lines up to an empty one, to another depth of citation, or to the end of a page."""
    lines: list[TextLine] = []
    for match in LINE.finditer(text):
        line = line_of(match)
        if lines and (line is None or line.depth != lines[-1].depth):
            yield TextBlock(tuple(lines))
            lines = []
        if line is not None:
            lines.append(line)
        if lines and match[2] == "\f":
            yield TextBlock(tuple(lines), ends_page=True)
            lines = []
    if lines:
        yield TextBlock(tuple(lines))


def habit_of(blocks: Iterable[TextBlock]) -> LineHabit:
    """How the lines of some blocks end; the width is one that four in five lines do not exceed."""
    ends = broken = 0
    widths: list[int] = []
    for block in blocks:
        if len(block.lines) > 1:
            ends += len(block.lines) - 1
            broken += sum(block.breaks)
            widths += [len(line.text) for line in block.lines]
    widths.sort()
    return LineHabit(ends, broken, widths[len(widths) * 4 // 5] if widths else 0)


def running_lines(blocks: Sequence[TextBlock]) -> set[str]:
    """The shapes of lines that stand at the beginning or the end of several blocks: heads, feet, page numbers."""
    by_shape: dict[str, list[str]] = {}
    for block in _different(blocks):
        for line in {*block.lines[:2], *block.lines[-2:]} - block.cut:
            by_shape.setdefault(line.shape, []).append(line.text)
    room = FULL * blocks[0].usual.width if blocks else 0
    has_pages = PAGE in by_shape or any(block.ends_page for block in blocks)
    running = set()
    for shape, texts in by_shape.items():
        if shape and _is_running(shape, texts, room, has_pages):
            running.add(shape)
    return running


def _different(blocks: Sequence[TextBlock]) -> Iterable[TextBlock]:
    """Each paragraph once, the last of those that read alike."""
    by_text: dict[tuple[str, ...], TextBlock] = {}
    for block in blocks:
        by_text[tuple(line.text for line in block.lines)] = block
    return by_text.values()


def _is_running(shape: str, texts: Sequence[str], room: float, has_pages: bool) -> bool:
    """Whether a line that is seen so often is on every page: with another number each time, or too short for text."""
    if shape == PAGE or len(texts) >= SURELY_RUNNING:
        return True
    if PAGE in shape and not has_pages:
        return len(set(texts)) > 1
    return len(texts) > 1 and len(shape) < room
