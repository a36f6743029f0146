"""How much happened when: a bar for each period side by side, each a way to its place in the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from . import svg
from .axis import WantedLabel, fitted

HEIGHT = 44
FOOT = 30
LEAST = 3.0
"""Pixels of the smallest bar."""

LEAST_BARS = 10
"""Fewer bars than that are no wider."""

MOST_COUNTED = 16
"""Up to so many bars carry their number."""


@dataclass(frozen=True)
class StripBar:
    """A period and how much it has; nothing stands for a silence, `is_cut` for one that is left out.

    `label` is what stands beneath, `rank` how much it is needed: 0 before 1.
    """

    count: int = 0
    words: str = ""
    href: str = ""
    label: str = ""
    rank: int = 1
    is_cut: bool = False


def draw_strip(
    bars: Sequence[StripBar], *, title: str, rtl: bool = False
) -> SafeString:
    """The figure; empty without a bar."""
    most = max((each.count for each in bars), default=0)
    if not most:
        return SafeString()
    width, foot = 100 / max(len(bars), LEAST_BARS), HEIGHT + 14
    drawn = [svg.across("base", 0, 100, foot)]
    linked, labels = [], []
    for index, each in enumerate(bars):
        left = 100 - (index + 1) * width if rtl else index * width
        middle = left + width / 2
        if each.is_cut:
            drawn.append(svg.shape("axis-cut", "cut", middle, foot))
        if each.label:
            is_needed = each.rank == 0
            labels.append(WantedLabel(middle, each.label, is_needed))
        if each.count:
            inside = _bar(each, left, width, foot, most, len(bars))
            linked.append(svg.link(each.href, each.words, inside))
    labels.sort(key=lambda label: not label.is_needed)
    for label in fitted(labels, rtl):
        kind = f"axis {label.anchor}" + ("" if label.is_narrow else " wide")
        drawn.append(svg.text(kind, label.x, foot + 15, label.words))
    return svg.figure("strip", foot + FOOT - 10, title, drawn, linked)


def _bar(
    each: StripBar, left: float, width: float, foot: float, most: int, bars: int
) -> str:
    """The bar over the whole height that a pointer hits, and its number where there is room."""
    height = max(each.count / most * (HEIGHT - 4), LEAST)
    y = foot - 1 - height
    drawn = svg.rect("hit", left, width, 0, foot)
    drawn += svg.rect("bar", left + width * 0.1, width * 0.8, y, height)
    if bars <= MOST_COUNTED:
        drawn += svg.text("count", left + width / 2, y - 3, str(each.count))
    return drawn
