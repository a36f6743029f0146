"""A text as it reads: line ends within its paragraphs joined, with the way back to every place of it. Pure text.

What a printed page or a mail program broke into lines is put together again: a line end becomes a space, a hyphen at
the end of a line goes, and the running header, footer and number of a page go where a paragraph crosses them.
Headings, lists, verse and tables keep their lines. Nothing is changed in the text itself: it stays archived as it came.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .line_breaks import TextBlock, blocks_of, running_lines
from .text_lines import TextLine, is_compound, is_hyphenated, words_of

BROKEN = re.compile(r"\S[^\S\r\n]*(?:\f|(?:\r\n?|\n)[^\S\r\n]*\S)")
"""A line end without an empty line behind it, or the end of a page."""
MOST_BETWEEN = 3
"""Blocks, and lines of each, that the head and foot of a page may take.

Measured by `pytest tests/extraction/test_across_line_ends.py`.
"""


LinePair = tuple[TextLine, TextLine]


class LineJoin(NamedTuple):
    """What is left out of the text from `start` to `end`, and what is read in its place."""

    start: int
    end: int
    between: str


class Flow:
    """`text` is what is read; `there` and `here` lead from its places to those of the original and back."""

    def __init__(self, original: str, cuts: Iterable[LineJoin] = ()):
        pieces, at, size = [], 0, 0
        self.original = original
        self._here, self._there = [0], [0]
        for cut in cuts:
            pieces += [original[at : cut.start], cut.between]
            size += cut.start - at + len(cut.between)
            at = cut.end
            self._here.append(size)
            self._there.append(at)
        self.text = "".join([*pieces, original[at:]]) if pieces else original

    @property
    def is_same(self) -> bool:
        """Whether it reads as it stands."""
        return len(self._here) == 1

    def there(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original a stretch of what is read stands."""
        if self.is_same or start >= end:
            return self._out(start), self._out(end)
        return self._out(start), self._out(end - 1) + 1

    def here(self, start: int, end: int) -> tuple[int, int]:
        """Where in what is read a stretch of the original stands."""
        return self._in(start), self._in(end)

    def words(self, start: int, end: int) -> str:
        """A stretch of the original as it reads."""
        low, high = self.here(start, end)
        return self.text[low:high]

    def _out(self, place: int) -> int:
        at = bisect_right(self._here, place) - 1
        return self._there[at] + place - self._here[at]

    def _in(self, place: int) -> int:
        at = bisect_right(self._there, place) - 1
        read = self._here[at] + place - self._there[at]
        return min(read, self._here[at + 1]) if at + 1 < len(self._here) else read


@lru_cache(maxsize=2)
def flow(text: str) -> Flow:
    """The text as it reads. Takes time in proportion to its length; the last texts asked for are remembered."""
    if not BROKEN.search(text):
        return Flow(text)
    blocks = blocks_of(text)
    running = running_lines(blocks)
    cuts = _cuts(text, [*_within(blocks, running), *_across(blocks, running)])
    return Flow(text, sorted(cuts))


def _cuts(text: str, ends: list[LinePair]) -> Iterator[LineJoin]:
    """What is read in place of each line end."""
    is_broken = any(is_hyphenated(*pair) for pair in ends)
    words = words_of(text) if is_broken else ()
    for one, other in ends:
        if not is_hyphenated(one, other):
            yield LineJoin(one.end, other.start, " ")
        elif is_compound(one, other, words):
            yield LineJoin(one.end, other.start, "")
        else:
            yield LineJoin(one.end - 1, other.start, "")


def _within(blocks: list[TextBlock], running: set[str]) -> Iterator[LinePair]:
    """The line ends within blocks that end no line of the author's."""
    for block in blocks:
        last = len(block.lines) - 1
        for number, (one, other) in enumerate(pairwise(block.lines)):
            is_near_edge = number < MOST_BETWEEN or number >= last - MOST_BETWEEN
            if is_near_edge and (one.shape in running or other.shape in running):
                continue
            if block.goes_on(number):
                yield one, other


def _across(blocks: list[TextBlock], running: set[str]) -> Iterator[LinePair]:
    """Where a paragraph goes on behind an empty line: over the foot and head of a page, or between two pages."""
    bare = [block.without(running, MOST_BETWEEN) for block in blocks]
    full = [number for number, block in enumerate(bare) if block.lines]
    for number, follower in pairwise(full):
        if follower - number > MOST_BETWEEN:
            continue
        before, after = bare[number], bare[follower]
        is_page = follower > number + 1 or _is_page_end(
            blocks[number], before, blocks[follower], after
        )
        if before.continues_in(after, is_page):
            yield before.lines[-1], after.lines[0]


def _is_page_end(
    one: TextBlock, one_bare: TextBlock, other: TextBlock, other_bare: TextBlock
) -> bool:
    """Whether a page ends between two blocks: by its mark, or by a foot or head that was taken off."""
    if one.ends_page or one_bare.lines[-1] != one.lines[-1]:
        return True
    return other_bare.lines[0] != other.lines[0]
