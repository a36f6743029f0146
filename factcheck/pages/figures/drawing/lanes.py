"""Who acts when: a lane for each side, a mark for each entry with the bounds of its date.

Filled happened, hollow is announced, planned or reported, struck is cancelled. A bar lasted, a dot between whiskers is
one day that is not known, an end that fades is open.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg
from .axis import Axis, SayDay, is_clear
from .extent import Extent
from .lane_bed import LaneName, LaneSheet

MOST_MARKS = 120
"""How many marks are drawn one by one."""

TAIL = 3.0
"""Per cent of the width over which an open end fades."""

OVERHANG = 0.5
"""Per cent of the width by which a fading end may leave the figure."""

LEAST_BAR = 2.0
"""Per cent of the width below which what lasted is drawn as a dot."""

LETTER_HEIGHT = 13
"""Pixels of a row in which words touch none in the next."""

LEAST_NAMED = 10
"""Pixels of the lowest rows in which there are words."""

MOST_LETTERS = 24
"""Letters of a short name."""


class Density(NamedTuple):
    """The radius of a dot and the height of a row, in pixels, and how many rows a lane may have."""

    radius: float
    height: float
    rows: int


DENSITIES = (Density(6, 15, 4), Density(4.5, 11, 7), Density(3, 8, 12))
"""The first in which no two marks touch is taken."""


class LaneMark(NamedTuple):
    """One entry in a lane. `key` is the entry's own: in several lanes its marks are tied.

    `language` is that of its words, where it is not that of the page; the marks of a lane have one.
    """

    key: str
    href: str
    words: str
    extent: Extent
    status: str
    short: str = ""
    language: str = ""
    is_current: bool = False


Ties = dict[str, list[tuple[float, float]]]
"""The places (x, y) of the marks of each entry, by its key."""


class Lane(NamedTuple):
    """A side and its entries, in the order of the list beside the figure."""

    name: LaneName
    marks: Sequence[LaneMark]


class Place(NamedTuple):
    """Where a mark is drawn: its bounds, how far it reaches with fading ends, and its row, counted from the foot."""

    mark: LaneMark
    left: float
    right: float
    low: float
    high: float
    row: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def draw_lanes(
    lanes: Sequence[Lane],
    *,
    now: int,
    now_word: str,
    title: str,
    say: SayDay,
    names: bool = True,
    rtl: bool = False,
) -> SafeString:
    """The figure; `now` is the day of reading, `say` gives the words of the axis. Empty without a mark."""
    spans = [span_of(mark.extent, now) for lane in lanes for mark in lane.marks]
    if not spans:
        return SafeString()
    sheet = LaneSheet(Axis([*spans, (now, now)], rtl), names)
    density, placements = densest(lanes, sheet.axis, now)
    ties: Ties = {}
    for lane, places in zip(lanes, placements, strict=True):
        _draw_lane(sheet, lane.name, places, density, ties)
    sheet.beds += tied(ties)
    if names:
        sheet.add_axis(say, now, now_word)
    else:
        sheet.add_small_axis(now)
    return svg.figure("lanes", sheet.y, title, sheet.beds + sheet.words, sheet.linked)


def _draw_lane(
    sheet: LaneSheet,
    name: LaneName,
    places: Sequence[Place],
    density: Density,
    ties: Ties,
) -> None:
    """One lane; where its marks are is added to `ties`."""
    radius, height, _rows = density
    depth = max([place.row for place in places], default=0) + 1
    top = sheet.add_bed(name, depth * height + 5)
    base = top + depth * height + 2 - height / 2
    drawn = ""
    for place in places:
        y = base - place.row * height
        mark = place.mark
        ties.setdefault(mark.key, []).append((place.middle, y))
        if mark.is_current:
            sheet.words.append(svg.circle("halo", place.middle, y, radius + 5))
        drawn += svg.link(mark.href, mark.words, shape_of(place, y, radius))
    if drawn:
        lang = svg.lang(places[0].mark.language)
        sheet.linked.append(f'<g class="s{name.number}"{lang}>{drawn}</g>')
    if sheet.has_names:
        sheet.words += short_names(places, base, height, sheet.axis)


def span_of(extent: Extent, now: int) -> tuple[int, int]:
    """The days that a mark takes: what has begun and has no end reaches to the day of reading."""
    if extent.form == "span" and extent.is_open_after:
        return extent.first, max(extent.last, now)
    return extent.first, extent.last


def tied(ties: Ties) -> Iterator[str]:
    """A line through the marks of each entry that several sides share."""
    for ends in ties.values():
        if len(ends) > 1:
            (x, top), (_, foot) = ends[0], ends[-1]
            yield svg.upright("tie", x, top, foot)


# Rows


def densest(
    lanes: Sequence[Lane], axis: Axis, now: int
) -> tuple[Density, list[list[Place]]]:
    """The places of each lane, with dots as large as there are rows for; the smallest may touch."""
    for density in DENSITIES:
        placements = [placed(lane.marks, axis, now, density) for lane in lanes]
        if all(fits for fits, _ in placements):
            break
    return density, [places for _, places in placements]


def placed(
    marks: Sequence[LaneMark], axis: Axis, now: int, density: Density
) -> tuple[bool, list[Place]]:
    """(whether no two marks touch, the places in the order of the marks)."""
    room = (density.radius * 2 + 1) / svg.NARROW * 100
    bounds = [
        (*bounds_of(mark.extent, axis, now), index) for index, mark in enumerate(marks)
    ]
    ends: list[float] = []
    fits, places = True, {}
    for low, high, left, right, index in sorted(bounds):
        free = [row for row, end in enumerate(ends) if low - end >= room]
        if free:
            row = free[0]
        elif len(ends) < density.rows:
            row = len(ends)
            ends.append(high)
        else:
            fits = False
            row = min(range(density.rows), key=lambda row: ends[row])
        ends[row] = max(ends[row], high)
        places[index] = Place(marks[index], left, right, low, high, row)
    return fits, [places[index] for index in range(len(marks))]


def bounds_of(
    extent: Extent, axis: Axis, now: int
) -> tuple[float, float, float, float]:
    """(low, high, left, right): how far a mark reaches with its fading ends, and its bounds."""
    left, right = axis.ends(*span_of(extent, now))
    before, after = extent.is_open_before, extent.is_open_after
    if axis.rtl:
        before, after = after, before
    low = left - TAIL * (before or extent.is_about)
    high = right + TAIL * (after or extent.is_about)
    return max(low, -OVERHANG), min(high, 100 + OVERHANG), left, right


# Shapes


def shape_of(place: Place, y: float, radius: float) -> str:
    """What is drawn for one mark, round the line `y`."""
    extent, status = place.mark.extent, place.mark.status
    is_wide = place.high - place.low >= LEAST_BAR
    if extent.form == "span" and is_wide:
        drawn = bar(place, y, radius, status)
    else:
        drawn = whiskers(place, y, radius) + dot(place.middle, y, radius, status)
    if status == "cancelled":
        drawn += svg.shape("mark-strike", "strike", place.middle, y)
    return drawn


def dot(x: float, y: float, radius: float, status: str) -> str:
    drawn = svg.circle("dot", x, y, radius)
    if status != "happened":
        drawn += svg.circle("hole", x, y, radius - 2)
    return drawn


def bar(place: Place, y: float, radius: float, status: str) -> str:
    """What lasted, from its first day to its last."""
    kind = "span" if status == "happened" else "span open"
    top, height = y - radius + 1, radius * 2 - 2
    round_ends = f' rx="{svg.pixels(height / 2)}"'
    faded = fading(place, y, "span-tail" if radius == DENSITIES[0].radius else "tail")
    width = place.right - place.left
    if width < 0.1:  # since a day, or until one, and nothing else: the end itself
        return faded + dot(place.middle, y, radius, status)
    return faded + svg.rect(kind, place.left, width, top, height, round_ends)


def whiskers(place: Place, y: float, radius: float) -> str:
    """The days on which something may have happened; nothing for a day that is known."""
    drawn = fading(place, y, "tail")
    if place.right - place.left < 0.3:
        return drawn
    half = radius - 1
    return (
        drawn
        + svg.across("whisker", place.left, place.right, y)
        + svg.upright("whisker", place.left, y - half, y + half)
        + svg.upright("whisker", place.right, y - half, y + half)
    )


def fading(place: Place, y: float, kind: str) -> str:
    """The ends that are open: two pieces, the outer one fainter."""
    drawn = ""
    for inner, outer in ((place.left, place.low), (place.right, place.high)):
        if abs(inner - outer) > 0.1:
            half = (inner + outer) / 2
            drawn += svg.across(kind, inner, half, y)
            drawn += svg.across(f"{kind} far", half, outer, y)
    return drawn


# Short names


def short_names(
    places: Sequence[Place], base: float, height: float, axis: Axis
) -> Iterator[str]:
    """The short names of entries beside their marks, on a wide screen, where they stand clear."""
    if height < LEAST_NAMED:
        return
    taken: dict[int, list[tuple[float, float]]] = {}
    near = 0 if height > LETTER_HEIGHT else 1
    for place in places:
        for row in range(place.row - near, place.row + near + 1):
            taken.setdefault(row, []).append((place.low - 0.9, place.high + 0.9))
    for place in places:
        if not place.mark.short:
            continue
        words = svg.shortened(place.mark.short, MOST_LETTERS)
        is_right, ends = clear_side(place, words, taken[place.row])
        if ends is None:
            continue
        for row in range(place.row - near, place.row + near + 1):
            taken.setdefault(row, []).append(ends)
        x = place.right if is_right else place.left
        anchor = "start" if is_right != axis.rtl else "end"
        shift = f' dx="{10 if is_right else -10}"'
        y = base - place.row * height + 4
        language = place.mark.language
        yield svg.text(f"short wide {anchor}", x, y, words, language, shift)


def clear_side(
    place: Place, words: str, taken: list[tuple[float, float]]
) -> tuple[bool, tuple[float, float] | None]:
    """Whether words stand right of a mark, and from where to where; None where there is no room on either side."""
    need = svg.words_width(words, svg.WIDE) + 1.5
    sides = (
        (True, (place.high + 1, place.high + need)),
        (False, (place.low - need, place.low - 1)),
    )
    for is_right, ends in sides:
        if 0 <= ends[0] and ends[1] <= 100 and is_clear(ends, taken):
            return is_right, ends
    return True, None
