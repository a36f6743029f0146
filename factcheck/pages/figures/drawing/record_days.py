"""The record's own days: how much was published on each, and where something was corrected or withdrawn."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg
from .axis import Axis, SayDay

HEIGHT = 52
FOOT = 22
LEAST = 4.0
"""Pixels of the smallest bar."""


class RecordDay(NamedTuple):
    """A day, or some days from `first` to `last`, as numbers of days, with the lines that were published then."""

    first: int
    last: int
    href: str
    words: str
    published: int
    corrected: int
    withdrawn: int


def draw_days(
    days: Sequence[RecordDay],
    *,
    now: int | None,
    title: str,
    say: SayDay,
    rtl: bool = False,
) -> SafeString:
    """The figure, true to the calendar; `now` is the day that is read, marked where it is not today."""
    if not days:
        return SafeString()
    spans = [(each.first, each.last) for each in days]
    axis = Axis(spans + ([(now, now)] if now is not None else []), rtl)
    foot = HEIGHT + 4
    drawn = [svg.across("base", 0, 100, foot)]
    most = max(each.published + each.corrected + each.withdrawn for each in days)
    linked = []
    for each in days:
        inside = _day(each, axis, foot, most)
        linked.append(svg.link(each.href, each.words, inside))
    if now is not None:
        drawn.append(svg.upright("now", axis.x(now), 0, foot + 4))
    for label in axis.labels(say):
        kind = f"axis {label.anchor}" + ("" if label.is_narrow else " wide")
        drawn.append(svg.text(kind, label.x, foot + 17, label.words))
        drawn.append(svg.upright("tick", label.x, foot, foot + 5))
    for x in axis.cuts():
        drawn.append(svg.shape("axis-cut", "cut", x, foot))
    return svg.figure("days", foot + FOOT, title, drawn, linked)


def _day(each: RecordDay, axis: Axis, foot: float, most: int) -> str:
    """A bar for all that was published; shapes above it tell that some of it put right or took back."""
    left, right = axis.ends(each.first, each.last)
    x = (left + right) / 2
    count = each.published + each.corrected + each.withdrawn
    height = max(count / most * (HEIGHT - 26), LEAST)
    drawn = svg.upright("hit", x, 0, foot)
    drawn += svg.upright("day", x, foot - 1 - height, foot - 1)
    if each.corrected:
        drawn += svg.shape("mark-diamond", "cor", x, 6)
    if each.withdrawn:
        drawn += svg.shape("mark-cross", "gone", x, 19)
    return drawn
