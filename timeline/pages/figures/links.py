"""Where the marks of a dispute's figures lead, where the page does not say it."""

from collections.abc import Callable

from factcheck.models.site_paths import site_path
from factcheck.pages.page_context import Frame
from timeline.pages.calendar import CalendarPeriod

EntryLink = Callable[[dict], str]
PeriodLink = Callable[[CalendarPeriod], str]


def to_entry(frame: Frame) -> EntryLink:
    """An entry's own page, at the moment and in the language of this one."""
    return lambda payload: frame.link(site_path(payload["path"]))


def to_period(period: CalendarPeriod) -> str:
    """A period on the page itself."""
    return f"#{period.key}"
