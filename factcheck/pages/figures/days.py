"""What was published of a dispute on which day: the figure by which a reader chooses the day to read it as of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from itertools import groupby
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages import moments
from factcheck.pages.labels.dates_and_numbers import (
    date_in_words,
    day_in_words,
    number_in_words,
    short_date,
)
from factcheck.pages.page_context import Frame

from .drawing.record_days import RecordDay, draw_days
from .utc_days import reading_day, utc_day

MOST_DAYS = 60
"""Up to so many days are drawn each; more of them as months, then as years."""

MOST_MONTHS = 60
CORRECTED = (Publication.Action.CORRECT, Publication.Action.CLARIFY)


@dataclass
class LinesOfDays:
    """The lines of one day, or of the days from `first` to `last`, by what they did."""

    first: date
    last: date
    published: int = 0
    corrected: int = 0
    withdrawn: int = 0

    @property
    def count(self) -> int:
        return self.published + self.corrected + self.withdrawn

    def add(self, action: str, count: int) -> None:
        """Count lines of an action."""
        if action in CORRECTED:
            self.corrected += count
        elif action in Publication.TOMBSTONES:
            self.withdrawn += count
        else:
            self.published += count


@dataclass(frozen=True)
class DayItem:
    """A day in the list beside the figure: its name, where it leads, what was done."""

    name: str
    href: str
    words: str


@dataclass(frozen=True)
class DaysFigure:
    """What `factcheck/figures/_days.html` shows; `items` are newest first."""

    svg: SafeString
    title: str
    items: list[DayItem]
    has_corrections: bool
    has_withdrawals: bool


def read_days(frame: Frame, family: Iterable[UUID], path: str) -> DaysFigure | None:
    """The figure of a dispute's lines up to the frame's view; None where there are none. One query.

    `family` is the dispute's uid and those merged into it, `path` the page that is read as of a day.
    """
    by_day = read_lines_of_days(frame.ledger_view, family)
    if not by_day:
        return None
    title = title_of(by_day)
    shown = in_few(by_day)
    today = reading_day(None)
    days, items = [], []
    for each in shown:
        name = name_of(each)
        as_of = "" if each.last >= today else each.last.isoformat()
        href = frame.link(path, as_of=as_of)
        words = words_of(each)
        items.append(DayItem(name, href, words))
        days.append(
            RecordDay(
                each.first.toordinal(),
                each.last.toordinal(),
                href,
                f"{name}: {words}",
                each.published,
                each.corrected,
                each.withdrawn,
            )
        )
    moment = frame.moment
    drawing = draw_days(
        days,
        now=utc_day(moment).toordinal() if moment else None,
        title=title,
        say=short_date,
        rtl=frame.direction == "rtl",
    )
    return DaysFigure(
        drawing,
        title,
        items[::-1],
        any(each.corrected for each in shown),
        any(each.withdrawn for each in shown),
    )


def read_lines_of_days(view: View, family: Iterable[UUID]) -> list[LinesOfDays]:
    """What was published on each day, earliest first."""
    rows = (
        moments.of_dispute(view, family)
        .order_by()
        .values_list(TruncDate("published_at", tzinfo=UTC), "action")
        .annotate(count=Count("seq"))
    )
    days: dict[date, LinesOfDays] = {}
    for day, action, count in rows:
        days.setdefault(day, LinesOfDays(day, day)).add(action, count)
    return [days[day] for day in sorted(days)]


def in_few(days: list[LinesOfDays]) -> list[LinesOfDays]:
    """The days as they are, or by month, or by year, so that there is room for them."""
    if len(days) <= MOST_DAYS:
        return days
    months = list(_together(days, 7))
    return months if len(months) <= MOST_MONTHS else list(_together(days, 4))


def _together(days: list[LinesOfDays], digits: int) -> Iterator[LinesOfDays]:
    """Days with the same first digits as one."""
    for _digits, group in groupby(
        days, key=lambda each: each.first.isoformat()[:digits]
    ):
        members = list(group)
        whole = LinesOfDays(members[0].first, members[-1].last)
        for each in members:
            whole.published += each.published
            whole.corrected += each.corrected
            whole.withdrawn += each.withdrawn
        yield whole


def name_of(each: LinesOfDays) -> str:
    """A day in words; several days as their month or year."""
    if each.first == each.last:
        return day_in_words(each.first)
    if each.first.month == each.last.month and each.first.year == each.last.year:
        return date_in_words(f"{each.first:%Y-%m}")
    if each.first.year == each.last.year:
        return date_in_words(f"{each.first:%Y}")
    return f"{day_in_words(each.first)} – {day_in_words(each.last)}"


def words_of(each: LinesOfDays) -> str:
    """How many changes, and how many of them put right or took back."""
    parts = [
        ngettext("%s change", "%s changes", each.count) % number_in_words(each.count)
    ]
    if each.corrected:
        counted = ngettext("%s correction", "%s corrections", each.corrected)
        parts.append(counted % number_in_words(each.corrected))
    if each.withdrawn:
        counted = ngettext("%s withdrawal", "%s withdrawals", each.withdrawn)
        parts.append(counted % number_in_words(each.withdrawn))
    return ", ".join(parts)


def title_of(days: list[LinesOfDays]) -> str:
    """What the figure is for somebody who does not see it."""
    whole = next(_together(days, 0))
    on_days = ngettext("on %s day", "on %s days", len(days)) % number_in_words(
        len(days)
    )
    return _("What was published when, %(first)s to %(last)s: %(what)s %(days)s.") % {
        "first": day_in_words(whole.first),
        "last": day_in_words(whole.last),
        "what": words_of(whole),
        "days": on_days,
    }
