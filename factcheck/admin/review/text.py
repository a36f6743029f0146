"""The archived text around the places that suggestions were found at: never the whole, whatever its length. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

AROUND = 600
"""At most so much is shown before and after a place, in code points; less where its paragraph ends before."""
EMPTY_LINE = re.compile(r"\r?\n[^\S\n]*\n\s*")
"""Ends a paragraph; a single line end may be the printer's."""
LEAST_LEFT_OUT = 300
"""A gap of fewer code points is shown: it hides a headline, or a line between two that are shown."""
LONGEST = 4_000
"""So much of one place is marked; what claims more is cut."""


class Place(NamedTuple):
    """Where a suggestion was found: half open, in code points of the archived text."""

    pk: int
    number: int
    start: int
    end: int


class Piece(NamedTuple):
    """A run of text that the same places cover, the innermost first; `begins` are those that start here."""

    text: str
    places: tuple[Place, ...]
    begins: tuple[Place, ...]

    @property
    def pks(self) -> str:
        return " ".join(str(place.pk) for place in self.places)


class Stretch(NamedTuple):
    """Some paragraphs, and how much of the text was left out before them."""

    left_out: int
    pieces: list[Piece]


def window(places: Iterable[Place]) -> tuple[int, int]:
    """The part of the text that `stretches` needs: its start and its end."""
    bounds = [(place.start, _end(place)) for place in places]
    return max(0, min(start for start, _ in bounds) - AROUND), max(
        end for _, end in bounds
    ) + AROUND


def stretches(text: str, offset: int, places: Sequence[Place]) -> list[Stretch]:
    """The paragraphs around the places. `text` is the part of the archived text that begins at `offset`."""
    inside = [
        place
        for place in places
        if offset <= place.start < min(_end(place), offset + len(text)) + 1
    ]
    found, last = [], 0
    for start, end in _joined(_around(text, offset, place) for place in inside):
        start = 0 if not found and not offset and start <= LEAST_LEFT_OUT else start
        found.append(Stretch(start - last, _pieces(text, offset, start, end, inside)))
        last = end
    return found


def _end(place: Place) -> int:
    return min(place.end, place.start + LONGEST)


def _around(text: str, offset: int, place: Place) -> tuple[int, int]:
    """The place with its paragraph, and of a long one with whole words."""
    start, end = place.start - offset, min(_end(place) - offset, len(text))
    lowest, highest = max(0, start - AROUND), min(len(text), end + AROUND)
    before = [match.end() for match in EMPTY_LINE.finditer(text, lowest, start)]
    first = (
        before[-1]
        if before
        else (text.find(" ", lowest, start) + 1 if lowest else 0) or lowest
    )
    over = EMPTY_LINE.search(text, end, highest)
    last = (
        over.start()
        if over
        else text.rfind(" ", end, highest)
        if highest < len(text)
        else highest
    )
    return offset + first, offset + (last if last >= end else highest)


def _joined(bounds: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbours become one; so do those between which less is left out than is worth telling."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(bounds):
        if joined and start <= joined[-1][1] + LEAST_LEFT_OUT:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _pieces(
    text: str, offset: int, start: int, end: int, places: Sequence[Place]
) -> list[Piece]:
    within = [place for place in places if start <= place.start <= end]
    cuts = sorted(
        {start, end, *(p.start for p in within), *(min(_end(p), end) for p in within)}
    )
    found = []
    for i, cut in enumerate(cuts):
        covering = sorted(
            (p for p in within if p.start <= cut < _end(p)),
            key=lambda p: (p.end - p.start, p.number),
        )
        begins = tuple(p for p in within if p.start == cut)
        over = cuts[i + 1] if i + 1 < len(cuts) else cut
        if over > cut or begins:
            found.append(
                Piece(text[cut - offset : over - offset], tuple(covering), begins)
            )
    return found
