"""Many claims as one bar: a segment for each rating, one claim as wide in every bar that stands beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg

HEIGHT = 28
WITH_NUMBER, WITH_SHAPE = 14.0, 6.5
"""Per cent of the width from which a segment holds its shape and its number, and its shape alone."""


class Segment(NamedTuple):
    """How many claims have a rating, with its shape and tone; both are empty for claims without a verdict."""

    number: int
    words: str
    shape: str = ""
    tone: str = ""
    href: str = ""
    language: str = ""


def draw_bar(
    segments: Sequence[Segment], *, of: int, title: str, rtl: bool = False
) -> SafeString:
    """The figure; `of` is how many claims the whole width stands for. Empty without a claim."""
    shown = [segment for segment in segments if segment.number]
    if not shown or not of:
        return SafeString()
    start, linked = 0.0, []
    for segment in shown:
        width = segment.number / of * 100
        left = 100 - start - width if rtl else start
        drawn = _segment(segment, left, width)
        linked.append(svg.link(segment.href, segment.words, drawn, segment.language))
        start += width
    ground = svg.across("base", 0, 100, HEIGHT)
    return svg.figure("stack", HEIGHT, title, [ground], linked)


def _segment(segment: Segment, left: float, width: float) -> str:
    tone, shape = segment.tone or "non", segment.shape or "mark-none"
    drawn = svg.rect(f"seg {tone}", left, width, 1, HEIGHT - 3)
    middle = left + width / 2
    if width >= WITH_NUMBER:
        inside = svg.symbol(shape, tone, -17, -7, 14)
        inside += f'<text class="seg__n" x="3" y="5">{segment.number}</text>'
    elif width >= WITH_SHAPE:
        inside = svg.symbol(shape, tone, -7, -7, 14)
    else:
        return drawn
    return drawn + svg.placed(middle, 13, inside)
