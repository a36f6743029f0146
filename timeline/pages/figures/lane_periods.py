"""The lanes of a long dispute: its entries counted by month, or by year and more."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.figures.drawing.lane_bars import (
    BarLane,
    PeriodBar,
    draw_lane_bars,
)
from factcheck.pages.labels.dates_and_numbers import number_in_words

from .lane_entries import year_of
from .lane_lists import (
    HAPPENED,
    LanePeriod,
    LanesFigure,
    LanesPage,
    SideLane,
    shown_lanes,
    title_of,
)
from .period_bins import EntryCount, PeriodBin, binned
from .sides import Sides


def count_figure(
    page: LanesPage, sides: Sides, language: str, counts: list[EntryCount]
) -> LanesFigure:
    """The figure of these counts, of which one is of dated entries."""
    lanes = {uid: SideLane(name) for uid, name in sides.names.items()}
    bars: dict[str, list[PeriodBar]] = {uid: [] for uid in lanes}
    undated = 0
    forms = set()
    for each in binned(counts):
        if each.extent is None:
            undated = each.count
            continue
        period = each.calendar_period()
        href = page.period_link(period)
        for uid, lane in lanes.items():
            bar = bar_of(each, uid, href)
            if not bar.count:
                continue
            bars[uid].append(bar)
            lane.count += bar.count
            lane.periods.append(LanePeriod(each.name, href, bar.count))
            forms |= {HAPPENED} if bar.happened else set()
            forms |= {"open"} if bar.others else set()
    shown = shown_lanes(lanes)
    every = [bar for uid in shown for bar in bars[uid]]
    first = year_of(min(bar.first for bar in every))
    last = year_of(max(bar.last for bar in every))
    drawing = draw_lane_bars(
        [BarLane(lane.name, bars[uid]) for uid, lane in shown.items()],
        title=title_of(list(shown.values()), first, last),
        **page.look(),
    )
    return LanesFigure(
        drawing, list(shown.values()), undated, language, True, frozenset(forms)
    )


def bar_of(each: PeriodBin, lane: str, href: str) -> PeriodBar:
    """The bar of one lane in one period; it may count nothing."""
    happened = others = 0
    for part in each.counts:
        if part.lane == lane and part.status == HAPPENED:
            happened += part.count
        elif part.lane == lane:
            others += part.count
    count = happened + others
    counted = ngettext("%s entry", "%s entries", count) % number_in_words(count)
    words = f"{each.name}: {counted}"
    if others:
        words += ", " + _("%s not happened yet") % number_in_words(others)
    extent = each.extent
    first, last = (extent.first, extent.last) if extent else (0, 0)
    return PeriodBar(href, words, first, last, happened, others)
