"""Who acts how often: the lanes of a long dispute, where months or years are counted instead of single entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg
from .axis import Axis, SayDay
from .lane_bed import LaneName, LaneSheet

HEIGHT = 34
LEAST = 3.0
"""Pixels of the smallest bar."""

LEAST_WIDTH = 0.8
"""Per cent of the width of the narrowest bar."""


@dataclass(frozen=True)
class PeriodBar:
    """The entries of one side in one period: its first and last day, how many happened, how many did not yet."""

    href: str
    words: str
    first: int
    last: int
    happened: int
    others: int

    @property
    def count(self) -> int:
        return self.happened + self.others


class BarLane(NamedTuple):
    """A side and its periods, in the order of time."""

    name: LaneName
    bars: Sequence[PeriodBar]


def draw_lane_bars(
    lanes: Sequence[BarLane],
    *,
    now: int,
    now_word: str,
    title: str,
    say: SayDay,
    names: bool = True,
    rtl: bool = False,
) -> SafeString:
    """The figure; one entry is as tall in every lane. Empty without a bar."""
    bars = [each for lane in lanes for each in lane.bars]
    if not bars:
        return SafeString()
    spans = sorted({(each.first, each.last) for each in bars} | {(now, now)})
    axis = Axis(spans, rtl)
    sheet = LaneSheet(axis, names)
    most = max(each.count for each in bars)
    for lane in lanes:
        top = sheet.add_bed(lane.name, HEIGHT)
        drawn = ""
        for each in lane.bars:
            inside = _bar(each, axis, top + HEIGHT - 1, most)
            drawn += svg.link(each.href, each.words, inside)
        if drawn:
            sheet.linked.append(f'<g class="s{lane.name.number}">{drawn}</g>')
    if names:
        sheet.add_axis(say, now, now_word)
    else:
        sheet.add_small_axis(now)
    return svg.figure("lanes", sheet.y, title, sheet.beds + sheet.words, sheet.linked)


def _bar(each: PeriodBar, axis: Axis, foot: float, most: int) -> str:
    """What happened from the foot up, what did not yet above it."""
    left, right = axis.ends(each.first, each.last)
    width = max((right - left) * 0.9, LEAST_WIDTH)
    drawn, y = "", foot
    for kind, count in (("bar", each.happened), ("bar open", each.others)):
        if count:
            height = max(count / most * (HEIGHT - 6), LEAST)
            y -= height
            drawn += svg.rect(kind, left, width, y, height)
    return drawn
