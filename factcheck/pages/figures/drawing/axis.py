"""The axis of time: days to per cent of the width, with long silences cut out and the cuts drawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from typing import NamedTuple

from factcheck.text.edtf import Day

from . import svg
from .extent import day_number, day_of_number

CUT = 6.0
"""Per cent of the width that a cut takes."""

CUT_ROOM = 2.0
"""Per cent either side of a cut where no words stand."""

LEAST = 9.0
"""Per cent of the width of a stretch that holds one or two marks."""

MARGIN = 2.5
"""Per cent at either end, so that a mark on the first day is whole."""

MOST_CUTS = 3
SHARE, MOST_OF_ALL = 0.4, 0.75
"""A silence is cut when it takes more than the first of these shares of the days that are drawn and is unusual, or when
it takes more than the second."""

UNUSUAL = 3
"""How many times as long as the silence in the middle of all, by length, an unusual one is."""

SHORTEST = 14
"""Days up to which no silence is cut."""

DAYS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652, 7305, 18_262)
CENTURIES = (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)
STEPS = [*DAYS, *(count * 36_524 for count in CENTURIES)]
"""Days between two ticks: days and weeks, months, years, then centuries and more."""

TICK_ROOM = 8.0
"""Per cent of the width for a tick and its words on a wide screen."""

ANCHORS = ("middle", "start", "end")
"""Where the place of some words may be in them, as they are tried."""

AT_THE_ENDS = 8.0
"""Per cent from either end within which any words may stand beside their place."""

SayDay = Callable[[Day, str], str]
"""A day in short words: with its day, its month or its year alone, as "day", "month" or "year" says."""


class Stretch(NamedTuple):
    """Days without a long silence: from when to when, where on the width, and whether it holds one or two marks."""

    first: int
    last: int
    left: float
    width: float
    is_short: bool


class WantedLabel(NamedTuple):
    """Words for a place on the axis; those that are needed may stand beside it."""

    x: float
    words: str
    is_needed: bool = False


@dataclass(frozen=True)
class TickLabel:
    """Words under a tick; `anchor` is where their place is in them. A narrow one is drawn on every screen."""

    x: float
    words: str
    anchor: str
    is_narrow: bool


class Axis:
    """Where the days from the first to the last of some spans lie, as (first, last) in numbers of days.

    With `rtl` time runs from the right to the left; `names` is how much of the width is left free where it begins.
    """

    def __init__(
        self,
        spans: Iterable[tuple[int, int]],
        rtl: bool = False,
        names: float = 0.0,
    ):
        self.rtl = rtl
        self.stretches = laid_out(cut_at_silences(sorted(spans)), names)

    def x(self, day: int) -> float:
        """The place of a day; one within a cut or outside stands at the nearest end."""
        for stretch in self.stretches:
            if day <= stretch.last:
                days = stretch.last - stretch.first
                share = max(day - stretch.first, 0) / days if days else 0.5
                return self.mirrored(stretch.left + stretch.width * share)
        last = self.stretches[-1]
        end = last.width if last.last > last.first else last.width / 2
        return self.mirrored(last.left + end)

    def ends(self, first: int, last: int) -> tuple[float, float]:
        """The left and the right end of a span."""
        one, other = self.x(first), self.x(last)
        return min(one, other), max(one, other)

    def mirrored(self, x: float) -> float:
        return 100 - x if self.rtl else x

    def beds(self) -> Iterator[tuple[float, float]]:
        """(left, width) of each stretch, with a margin for its marks."""
        for stretch in self.stretches:
            left = stretch.left
            if self.rtl:
                left = 100 - left - stretch.width
            yield left - 2, stretch.width + 4

    def cuts(self) -> Iterator[float]:
        """The middle of each cut."""
        for stretch in self.stretches[:-1]:
            yield self.mirrored(stretch.left + stretch.width + CUT / 2)

    def ticks(self) -> Iterator[tuple[int, str, bool]]:
        """(day, unit, whether its words are needed most) of every tick."""
        for stretch in self.stretches:
            if stretch.is_short and len(self.stretches) > 1:
                yield stretch.first, "year", True
                continue
            yield from ticks_of(stretch)

    def labels(
        self, say: SayDay, now: int | None = None, now_word: str = ""
    ) -> list[TickLabel]:
        """The words under the axis: none touches another, on the narrowest screen and on a wide one."""
        wanted: list[WantedLabel] = []
        if now is not None:
            wanted.append(WantedLabel(self.x(now), now_word, True))
        for tick in self.ticks():
            words = say_tick(say, tick)
            wanted.append(WantedLabel(self._middle(tick), words, tick[2]))
        wanted.sort(key=lambda label: not label.is_needed)
        cuts = [(x - CUT_ROOM, x + CUT_ROOM) for x in self.cuts()]
        return fitted(wanted, self.rtl, cuts)

    def _middle(self, tick: tuple[int, str, bool]) -> float:
        """Where the words of a tick stand: those of a short stretch in its middle."""
        for stretch in self.stretches:
            if stretch.is_short and stretch.first == tick[0] and tick[2]:
                return self.mirrored(stretch.left + stretch.width / 2)
        return self.x(tick[0])


def say_tick(say: SayDay, tick: tuple[int, str, bool]) -> str:
    """The words of a tick; the first of a stretch says its year too."""
    number, unit, is_first = tick
    day = day_of_number(number)
    if is_first and unit != "year":
        return say(day, f"{unit} of a year")
    return say(day, unit)


def cut_at_silences(spans: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(first, last, how many spans) of each stretch, between the longest silences."""
    stretches: list[list[int]] = []
    for first, last in spans:
        if stretches and first <= stretches[-1][1] + 1:
            stretches[-1][1] = max(stretches[-1][1], last)
            stretches[-1][2] += 1
        else:
            stretches.append([first, last, 1])
    cuts = silences_to_cut(stretches)
    joined: list[list[int]] = []
    for index, stretch in enumerate(stretches):
        if joined and index not in cuts:
            joined[-1][1] = stretch[1]
            joined[-1][2] += stretch[2]
        else:
            joined.append(list(stretch))
    return [(first, last, count) for first, last, count in joined]


def silences_to_cut(stretches: list[list[int]]) -> set[int]:
    """Before which of the stretches a silence is cut: the longest ones, while each takes too much of what is left."""
    silences = []
    for index in range(1, len(stretches)):
        silences.append((stretches[index][0] - stretches[index - 1][1], index))
    drawn = stretches[-1][1] - stretches[0][0] if stretches else 0
    cuts: set[int] = set()
    usual = median_low([days for days, _index in silences] or [0]) * UNUSUAL
    for days, index in sorted(silences, reverse=True)[:MOST_CUTS]:
        share = SHARE if days > usual else MOST_OF_ALL
        if days <= max(drawn * share, SHORTEST):
            break
        cuts.add(index)
        drawn -= days
    return cuts


def laid_out(
    stretches: list[tuple[int, int, int]], names: float = 0.0
) -> list[Stretch]:
    """The stretches side by side behind the names: short ones alike, the others as their days are."""
    short = [count < 3 and len(stretches) > 1 for _, _, count in stretches]
    if all(short):
        short = [False] * len(stretches)
    cuts = CUT * (len(stretches) - 1)
    room = 100 - names - 2 * MARGIN - cuts - LEAST * sum(short)
    widths = _widths(stretches, short, room)
    left, placed = names + MARGIN, []
    for (first, last, _), width, is_short in zip(stretches, widths, short, strict=True):
        placed.append(Stretch(first, last, left, width, is_short))
        left += width + CUT
    return placed


def _widths(
    stretches: list[tuple[int, int, int]], short: list[bool], room: float
) -> list[float]:
    """The widths: of a stretch that is not short no less than of one that is."""
    days = [
        0 if is_short else last - first + 1
        for (first, last, _), is_short in zip(stretches, short, strict=True)
    ]
    long_ones = len(short) - sum(short)
    spread = room - LEAST * long_ones
    total = sum(days) or 1
    return [
        LEAST if is_short else LEAST + spread * length / total
        for length, is_short in zip(days, short, strict=True)
    ]


def ticks_of(stretch: Stretch) -> Iterator[tuple[int, str, bool]]:
    """The ticks of one stretch: its first day, then the turns of days, months or years, as many as there is room."""
    days = stretch.last - stretch.first
    most = max(stretch.width / TICK_ROOM, 1)
    step = next((step for step in STEPS if days / step <= most), STEPS[-1])
    if days == 0:
        yield stretch.first, "day", True
        return
    is_first = True
    for number, unit in _turns(stretch.first, stretch.last, step):
        yield number, unit, is_first
        is_first = False
    if is_first:
        yield stretch.first, "day" if days < 60 else "month", True


def _turns(first: int, last: int, step: int) -> Iterator[tuple[int, str]]:
    if step < 30:
        for number in range(first, last + 1, step):
            yield number, "day"
        return
    months = round(step / 30.44)
    start = day_of_number(first)
    index = start.year * 12 + start.month - 1
    index = -(-index // months) * months  # the first turn that is no earlier
    while True:
        year, month = divmod(index, 12)
        number = day_number(Day(year, month + 1, 1))
        if number > last:
            return
        if number >= first:
            yield number, "year" if month == 0 else "month"
        index += months


Ends = tuple[float, float]


def fitted(
    wanted: Iterable[WantedLabel], rtl: bool, taken: Sequence[Ends] = ()
) -> list[TickLabel]:
    """Those of the words, the most needed first, that touch none before them and nothing that is `taken`."""
    narrow, wide = list(taken), list(taken)
    labels = []
    for each in wanted:
        label = _label(each, rtl, narrow, wide)
        if label is None:
            continue
        wide.append(ends_of(label, svg.WIDE, rtl))
        if label.is_narrow:
            narrow.append(ends_of(label, svg.NARROW, rtl))
        labels.append(label)
    return labels


def _label(
    each: WantedLabel, rtl: bool, narrow: Sequence[Ends], wide: Sequence[Ends]
) -> TickLabel | None:
    """The words under, behind or before their place: where they fit on every screen, else on a wide one; else None."""
    is_at_an_end = min(each.x, 100 - each.x) < AT_THE_ENDS
    anchors = ANCHORS if each.is_needed or is_at_an_end else ANCHORS[:1]
    labels = [TickLabel(each.x, each.words, anchor, True) for anchor in anchors]
    fitting = [
        label for label in labels if is_clear(ends_of(label, svg.WIDE, rtl), wide)
    ]
    for label in fitting:
        if is_clear(ends_of(label, svg.NARROW, rtl), narrow):
            return label
    return replace(fitting[0], is_narrow=False) if fitting else None


def ends_of(label: TickLabel, width: int, rtl: bool) -> Ends:
    """From where to where a label reaches, with a little room about it."""
    x, need = label.x, svg.words_width(label.words + " ", width)
    if label.anchor == "middle":
        return x - need / 2, x + need / 2
    is_to_the_right = (label.anchor == "start") != rtl
    return (x, x + need) if is_to_the_right else (x - need, x)


def is_clear(ends: Ends, taken: Sequence[Ends]) -> bool:
    """Whether something lies within the figure and touches nothing that is there."""
    low, high = ends
    if low < -1 or high > 101:
        return False
    return not any(low < right and left < high for left, right in taken)
