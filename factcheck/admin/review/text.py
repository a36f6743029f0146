"""The archived text around the places that suggestions were found at: never the whole, whatever its length. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

AROUND = 600
"""At most so much is shown before and after a place, in code points; less where its paragraph ends before."""
EMPTY_LINE = re.compile(r"\r?\n[^\S\n]*\n\s*")
"""Ends a paragraph; a single line end may be the printer's."""
LEAST_LEFT_OUT = 300
"""A gap of fewer code points is shown: it hides a headline, or a line between two that are shown."""
LONGEST = 4_000
"""So much of one place is marked; what claims more is cut."""


class SuggestionPlace(NamedTuple):
    """Where a suggestion was found: half open, in code points of the archived text."""

    pk: int
    number: int
    start: int
    end: int


class MarkedRun(NamedTuple):
    """A run of text that the same places cover, the innermost first; `begins` are those that start here."""

    text: str
    places: tuple[SuggestionPlace, ...]
    begins: tuple[SuggestionPlace, ...]

    @property
    def pks(self) -> str:
        return " ".join(str(place.pk) for place in self.places)


class TextStretch(NamedTuple):
    """Some paragraphs, and how much of the text was left out before them."""

    left_out: int
    pieces: list[MarkedRun]


def window(places: Iterable[SuggestionPlace]) -> tuple[int, int]:
    """The part of the text that `stretches` needs: its start and its end."""
    places = list(places)
    start = min(place.start for place in places) - AROUND
    return max(0, start), max(map(_end, places)) + AROUND


def stretches(
    text: str, offset: int, places: Sequence[SuggestionPlace]
) -> list[TextStretch]:
    """The paragraphs around the places. `text` is the part of the archived text that begins at `offset`."""
    inside = []
    for place in places:
        end = min(_end(place), offset + len(text))
        if offset <= place.start <= end:
            inside.append(place)
    bounds = _joined(_around(text, offset, place) for place in inside)
    parts: list[TextStretch] = []
    last = 0
    for start, end in bounds:
        is_near_the_beginning = not offset and start <= LEAST_LEFT_OUT
        if not parts and is_near_the_beginning:
            start = 0
        pieces = _pieces(text, offset, start, end, inside)
        parts.append(TextStretch(start - last, pieces))
        last = end
    return parts


def _end(place: SuggestionPlace) -> int:
    return min(place.end, place.start + LONGEST)


def _around(text: str, offset: int, place: SuggestionPlace) -> tuple[int, int]:
    """The place with its paragraph, and of a long one with whole words."""
    start, end = place.start - offset, min(_end(place) - offset, len(text))
    return offset + _first(text, start), offset + _last(text, end)


def _first(text: str, start: int) -> int:
    """Where the paragraph begins that holds `start`; of a long one a word at most AROUND before it."""
    lowest = max(0, start - AROUND)
    first = None
    for match in EMPTY_LINE.finditer(text, lowest, start):
        first = match.end()
    if first is not None:
        return first
    if lowest == 0:
        return 0
    return text.find(" ", lowest, start) + 1 or lowest


def _last(text: str, end: int) -> int:
    """Where the paragraph ends that holds `end`; of a long one after a word at most AROUND behind it."""
    highest = min(len(text), end + AROUND)
    if match := EMPTY_LINE.search(text, end, highest):
        return match.start()
    if highest == len(text):
        return highest
    space = text.rfind(" ", end, highest)
    return space if space >= end else highest


def _joined(bounds: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The bounds in order; those that overlap, or have less than LEAST_LEFT_OUT between them, become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(bounds):
        if joined and start <= joined[-1][1] + LEAST_LEFT_OUT:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _pieces(
    text: str, offset: int, start: int, end: int, places: Sequence[SuggestionPlace]
) -> list[MarkedRun]:
    """The runs of text between `start` and `end` that the same places cover."""
    within = [place for place in places if start <= place.start <= end]
    cuts = {start, end}
    for place in within:
        cuts |= {place.start, min(_end(place), end)}
    edges = sorted(cuts)
    pieces = []
    # The last edge stands twice, for a place that begins at the very end.
    for cut, next_cut in pairwise([*edges, edges[-1]]):
        begins = tuple(place for place in within if place.start == cut)
        if next_cut > cut or begins:
            covering = [place for place in within if place.start <= cut < _end(place)]
            covering.sort(key=lambda place: (place.end - place.start, place.number))
            run = text[cut - offset : next_cut - offset]
            pieces.append(MarkedRun(run, tuple(covering), begins))
    return pieces
