"""How much there is of whom: a bar for each side, all on one scale that ends at the base."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg
from .lane_bed import NARROW_NAME, SPACE, LaneName

ROW = 36
LEAST = 0.4
"""Per cent of the width of the shortest bar."""


class SideCount(NamedTuple):
    """A side with how many of the base are about it; `words` say both."""

    name: LaneName
    number: int
    words: str


def draw_counts(
    counts: Sequence[SideCount], *, of: int, title: str, rtl: bool = False
) -> SafeString:
    """The figure; `of` is the base, the whole width. Empty without one."""
    if not counts or not of:
        return SafeString()
    drawn = []
    for index, count in enumerate(counts):
        y = index * ROW
        name, kind = count.name, f"s{count.name.number}"
        shown = f"{svg.shortened(name.name, NARROW_NAME - 8)}"
        drawn.append(_name(count, shown, y + 13, rtl))
        drawn.append(svg.rect(f"bed {kind}", 0, 100, y + 18, 12))
        if count.number:
            width = max(count.number / of * 100, LEAST)
            left = 100 - width if rtl else 0
            drawn.append(svg.rect(f"bar {kind}", left, width, y + 18, 12))
        drawn.append(svg.across(f"ground {kind}", 0, 100, y + 31))
    return svg.figure("counts", len(counts) * ROW, title, drawn, [])


def _name(count: SideCount, shown: str, y: float, rtl: bool) -> str:
    """The name of a side with its count behind it, at the start of the row."""
    kind = f"lane__name s{count.name.number}"
    head = svg.text(kind, 100 if rtl else 0, y, shown, count.name.language)
    words = svg.escape(count.words)
    more = f'<tspan class="lane__note">{SPACE}{words}</tspan>'
    return head.replace("</text>", f"{more}</text>")
