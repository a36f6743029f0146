"""How many entries a dispute has when: bars of months or years that lead to their place in the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.figures.drawing.extent import day_of_number
from factcheck.pages.figures.drawing.strip import StripBar, draw_strip
from factcheck.pages.labels.dates_and_numbers import number_in_words, short_date
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord
from timeline.pages.calendar import CalendarPeriod, count_months

from .links import PeriodLink, to_period
from .period_bins import EntryCount, PeriodBin, binned

MONTH, YEAR = 31, 366
"""The most days that a month and a year have."""

GAP = 3
"""Silences of up to so many periods are drawn true to length; longer ones are cut."""


@dataclass(frozen=True)
class StripPeriod:
    """A period in the list beside the figure."""

    period: CalendarPeriod
    href: str


@dataclass(frozen=True)
class StripFigure:
    """What `timeline/figures/_strip.html` shows."""

    svg: SafeString
    title: str
    periods: list[StripPeriod]


def read_strip(
    frame: Frame, dispute: PublishedRecord, period_link: PeriodLink | None = None
) -> StripFigure | None:
    """The figure of a dispute as of the frame's view; None without a dated entry. One query, shared with the calendar.

    `period_link` gives the address of a period, or nothing.
    """
    view = frame.ledger_view
    disputes = tuple(sorted(str(uid) for uid in view.family(dispute.uid)))
    months = count_months(view, disputes)
    bins = binned(EntryCount(key, count) for key, count in months)
    dated = [each for each in bins if each.extent is not None]
    if not dated:
        return None
    link = period_link or to_period
    periods = []
    for each in bins:
        period = each.calendar_period()
        periods.append(StripPeriod(period, link(period)))
    total = sum(each.count for each in dated)
    counted = ngettext("%s entry", "%s entries", total) % number_in_words(total)
    title = _("How many entries when: %(entries)s, %(first)s to %(last)s.") % {
        "entries": counted,
        "first": dated[0].name,
        "last": dated[-1].name,
    }
    bars = list(bars_of(dated, periods))
    drawing = draw_strip(bars, title=title, rtl=frame.direction == "rtl")
    return StripFigure(drawing, title, periods)


def bars_of(bins: list[PeriodBin], periods: list[StripPeriod]) -> Iterator[StripBar]:
    """The bars in the order of time, with what lies between them."""
    end, year = None, None
    for each, period in zip(bins, periods, strict=False):
        extent = each.extent
        if extent is None:
            continue
        length = extent.last - extent.first + 1
        if end is not None:
            yield from silence(extent.first - end - 1, length)
        end = extent.last
        day = day_of_number(extent.first)
        is_month = length <= MONTH
        is_new_year = day.year != year
        year = day.year
        unit = "month" if is_month and not is_new_year else "year"
        counted = ngettext("%s entry", "%s entries", each.count)
        yield StripBar(
            each.count,
            f"{each.name}: {counted % number_in_words(each.count)}",
            period.href,
            short_date(day, unit),
            0 if is_new_year and is_month else 1,
        )


def silence(days: int, length: int) -> Iterator[StripBar]:
    """What stands for days without an entry, beside a period of `length` days."""
    periods = round(days / max(length, 28))
    if periods > GAP:
        yield StripBar(is_cut=True)
    else:
        for _index in range(periods):
            yield StripBar()
