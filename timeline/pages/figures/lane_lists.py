"""What the figure of lanes and the list beside it are made of."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.pages.figures.drawing.lane_bed import LaneName
from factcheck.pages.figures.utc_days import reading_day
from factcheck.pages.labels.dates_and_numbers import number_in_words, short_date
from factcheck.pages.page_context import Frame

from .links import EntryLink, PeriodLink
from .sides import NO_SIDE

HAPPENED = "happened"


@dataclass(frozen=True)
class LaneEntry:
    """An entry in the list beside the figure."""

    payload: dict
    href: str

    @property
    def has_happened(self) -> bool:
        return self.payload["status"] == HAPPENED


@dataclass(frozen=True)
class LanePeriod:
    """A period in the list beside a figure of counts."""

    name: str
    href: str
    count: int


@dataclass
class SideLane:
    """A side with what it did: entries one by one, or periods where there are too many of them."""

    name: LaneName
    count: int = 0
    entries: list[LaneEntry] = field(default_factory=list)
    periods: list[LanePeriod] = field(default_factory=list)


@dataclass(frozen=True)
class LanesFigure:
    """What `timeline/figures/_lanes.html` shows; `language` is that of headlines, `forms` the marks that occur."""

    svg: SafeString
    lanes: list[SideLane]
    undated: int
    language: str
    is_counted: bool
    forms: frozenset[str]


@dataclass(frozen=True)
class LanesPage:
    """The page that the figure stands on: where its marks lead, which entry is read, whether lanes have names."""

    frame: Frame
    entry_link: EntryLink
    period_link: PeriodLink
    current: str
    names: bool

    @property
    def today(self) -> int:
        """The day of reading, as a number of days."""
        return reading_day(self.frame.moment).toordinal()

    def look(self) -> dict:
        """What both ways of drawing take alike."""
        return {
            "now": self.today,
            "now_word": _("then") if self.frame.moment else _("now"),
            "say": short_date,
            "names": self.names,
            "rtl": self.frame.direction == "rtl",
        }


def shown_lanes(lanes: dict[str, SideLane]) -> dict[str, SideLane]:
    """Every side, acting or not; who stands on none only where they acted."""
    return {uid: lane for uid, lane in lanes.items() if uid != NO_SIDE or lane.count}


def title_of(lanes: list[SideLane], first_year: str, last_year: str) -> str:
    """What the figure is for somebody who does not see it."""
    years = first_year
    if last_year != first_year:
        years = _("%(first)s to %(last)s") % {"first": first_year, "last": last_year}
    sentences = [_("Who acts when, %s: a lane for each side.") % years]
    for lane in lanes:
        counted = ngettext("%s entry", "%s entries", lane.count)
        number = counted % number_in_words(lane.count)
        # a name in another language would be read in the page's: its lane is told by its place
        name = "" if lane.name.language else f"{lane.name.name}: "
        sentences.append(f"{name}{number}.")
    return " ".join(sentences)
