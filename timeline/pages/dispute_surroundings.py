"""What stands around the timeline of a dispute: what it is, where it stands, the rail. It may change with any line."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from factcheck.models import Publication
from factcheck.models.site_paths import site_path
from factcheck.pages import moments
from factcheck.pages.diff import changes
from factcheck.pages.figures.days import read_days
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query.facet_counts import Counts
from factcheck.text.sentence_cuts import cut_sentences

from .calendar import CalendarPeriod, calendar_periods
from .date_links import by_year, latest_first, link_of
from .figures.lane_lists import LanesFigure
from .figures.lanes import read_lanes
from .figures.strip import StripFigure, read_strip
from .filters import TimelineForm
from .overview import read_overview
from .periods import Period
from .timeline import TimelinePage

STANDS, STANDS_LETTERS = 2, 200
"""How many sentences of where a dispute stands are seen under each heading, and how long they are together: beyond
that they are folded. The first is always seen."""
SUMMARY_LETTERS = 240
"""How much of a summary is seen at once; its other sentences are folded."""


@dataclass(frozen=True)
class Surroundings:
    """What stands around one page of a timeline; `is_short` where the list alone is wanted."""

    frame: Frame
    dispute: PublishedRecord
    loader: RecordLoader
    filters: TimelineForm
    timeline: TimelinePage
    periods: list[Period]
    counts: Mapping[str, Counts]
    uids: tuple[str, ...]
    is_short: bool

    def context(self) -> dict:
        """What the parts of `timeline/dispute.html` show that are cached together."""
        view = self.frame.ledger_view
        family = view.family(self.dispute.uid)
        today = (view.moment or timezone.now()).date()
        overview = read_overview(view, family, today)
        points = [PublishedRecord(self.loader, line) for line in overview.points]
        context = {
            "years_here": self._years_here(),
            "strip": self._strip(),
            "points": sorted(points, key=lambda point: point.payload["rank"]),
        }
        if self.is_short:
            return context
        return context | {
            "moment_field": moments.as_known_on(
                moments.day_options(moments.picked(view, family), self.frame.as_of)
            ),
            "record_days": read_days(self.frame, family, self.frame.path),
            "lanes": self._lanes(),
            "sides": self._sides(),
            "stands": self._stands(),
            "summary": cut_sentences(self.dispute.payload["summary"], SUMMARY_LETTERS),
            "tally": self._tally(),
            "last": self._dated(overview.last),
            "next": self._dated(overview.next),
            "key_events": [
                PublishedRecord(self.loader, line) for line in overview.key_events
            ],
            "latest": [
                change
                for change in changes.as_changes(
                    self.loader, overview.latest, compare=False
                )
                if not change.is_unlisted
            ],
        }

    @cached_property
    def slugs_here(self) -> set[str]:
        """The slugs of the entries that stand on this page."""
        return {f"#e-{slug}" for slug in self.timeline.slugs}

    def place(self, entry: PublishedRecord) -> str:
        """Where an entry is read: in this page where it stands here, else on its own page."""
        return self._place_of(entry.payload)

    def _place_of(self, payload: dict) -> str:
        fragment = f"#e-{payload['slug']}"
        if fragment in self.slugs_here:
            return fragment
        return self.frame.link(site_path(payload["path"]))

    def _lanes(self) -> LanesFigure | None:
        return read_lanes(self.frame, self.dispute, self._place_of, self._path_of)

    def _strip(self) -> StripFigure | None:
        if self.filters.is_active:
            return None
        return read_strip(self.frame, self.dispute, self._path_of)

    def _sides(self) -> list[tuple[dict, list[tuple]]]:
        """(side, its listed parties, each with the number of its claims)."""
        claims = self._claims_by_party()
        sides = []
        for side in self.dispute["sides"]:
            parties = []
            for party in side["parties"]:
                if not party.is_unlisted:
                    parties.append((party, claims.get(party.uid, 0)))
            sides.append((side, parties))
        return sides

    def _claims_by_party(self) -> Counter[UUID]:
        """How many claims name each party; what was merged counts for where it went."""
        claims: Counter[UUID] = Counter()
        for uid, count in self.counts["claim"].get("claimant", []):
            claims[self.loader.view.follow(UUID(uid))] += count
        return claims

    def _dated(self, lines: list[Publication]) -> dict | None:
        """The entry of a line as the page's head names it; None without one."""
        for line in lines:
            entry = PublishedRecord(self.loader, line)
            return {
                "when": entry["when"],
                "title": entry.title,
                "title_language": entry.title_language,
                "place": self.place(entry),
            }
        return None

    def _stands(self) -> list[tuple[str, list, list]]:
        """(heading, the sentences that are seen, those that are folded), in the order of the dispute."""
        by_heading: dict[str, list] = {}
        for line in self.dispute["stands"]:
            entry = line["entry"]
            place = self.place(entry) if entry and not entry.gone else ""
            by_heading.setdefault(line["heading"], []).append(line | {"place": place})
        stands = []
        for heading, lines in by_heading.items():
            seen = seen_at_once([line["text"] for line in lines])
            stands.append((heading, lines[:seen], lines[seen:]))
        return stands

    def _tally(self) -> list[tuple[PublishedRecord, int]]:
        """The verdicts on the claims of the dispute, in the order of the scale, with how many claims have each."""
        counts: Counter[UUID] = Counter()
        for uid, count in self.counts["claim"].get("rating", []):
            counts[self.loader.view.follow(UUID(uid))] += count
        ratings = [(self.loader.get(uid), count) for uid, count in counts.items()]
        known = [(rating, count) for rating, count in ratings if rating]
        return sorted(known, key=lambda pair: pair[0].payload["order"])

    def _years_here(self) -> list[dict]:
        """The years of the dispute, each with its months: links to their pages where there are several pages."""
        if self.filters.is_active:
            return []
        if self.timeline.is_whole:
            return by_year([link_of_period(period) for period in self.periods])
        calendar = calendar_periods(self.frame.ledger_view, self.uids)
        if self.filters.newest_first:
            calendar = latest_first(calendar)
        here = {period.key for period in self.periods}
        links = []
        for period in calendar:
            path, is_here = self._path_of(period), period.key in here
            links.append(link_of(period.name, period.key, period.count, path, is_here))
        return by_year(links)

    def _path_of(self, period: CalendarPeriod) -> str:
        """Where a period begins: in this page where it holds everything, else in the page that begins with it."""
        if self.timeline.is_whole:
            return f"#{period.key}"
        place = period.end if self.filters.newest_first else period.start
        return self.frame.link(self.filters.at(place, period.key))


def link_of_period(period: Period) -> dict:
    """The link to a period of a page that holds them all."""
    return link_of(period.name, period.key, len(period.entries), f"#{period.key}")


def seen_at_once(sentences: list[str]) -> int:
    """How many of the sentences are seen before the others are unfolded."""
    seen, letters = 1, len(sentences[0])
    for sentence in sentences[1:STANDS]:
        letters += len(sentence)
        if letters > STANDS_LETTERS:
            break
        seen += 1
    return seen
