"""Everything that the page of a dispute shows, read in one order and owned by one object."""

from collections import Counter
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.models import Publication
from factcheck.pages import moments
from factcheck.pages.cache import fragments
from factcheck.pages.diff import changes
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query import since as since_param
from factcheck.pages.query.facet_counts import FacetValues, counts_by_kind
from factcheck.pages.query.filter_form import (
    counts_of_filters,
    kinds_counted,
    offered_uids,
)
from factcheck.text import edtf
from factcheck.text.sentence_cuts import cut_sentences

from .calendar import CalendarPeriod, calendar_periods, years
from .entry_blocks import EntryBlocks, slug_in
from .filters import entry_filters, read_filters
from .overview import read_overview
from .periods import Period, periods
from .timeline import MOST, read_page

PARTS = {
    "dispute_head": "timeline/_dispute_head.html",
    "lede": "timeline/_lede.html",
    "brief": "timeline/_brief.html",
    "filter_form": "timeline/_filters.html",
    "rail": "timeline/_rail.html",
    "foot": "timeline/_foot.html",
}
STANDS, STANDS_LETTERS = 2, 200
"""How many sentences of where a dispute stands are seen under each heading, and how long they are together: beyond
that they are folded. The first is always seen."""
SUMMARY_LETTERS = 240
"""How much of a summary is seen at once; its other sentences are folded."""


class DisputePageData:
    """What the page of a dispute shows, as of the view of its frame.

    Made from the dispute's record and the parameters of the address; raises BadQuery where those mean nothing. Entries
    that are cached and the parts around the timeline that are cached are not read: `context` reads what is missing.
    """

    def __init__(
        self,
        frame: Frame,
        dispute: PublishedRecord,
        loader: RecordLoader,
        params: QueryDict,
    ):
        self.frame, self.view = frame, frame.ledger_view
        self.dispute, self.loader = dispute, loader
        self.family = self.view.family(dispute.uid)
        self.uids = tuple(sorted(str(uid) for uid in self.family))
        self.since = since_param.read_since(self.view, params.get("since", ""))
        declared = entry_filters()
        kinds = kinds_counted(declared, "entry")
        self.counts = counts_by_kind(self.view, kinds, frozenset(self.uids))
        self.filter_counts = counts_of_filters(declared, "entry", self.counts)
        self.filters = read_filters(self.view, dispute, params, frame.path)
        self.timeline = read_page(self.view, self.filters, self.uids, params)
        self.entry_blocks = EntryBlocks(
            frame,
            self.timeline.rows,
            self.since.seq if self.since else None,
            dispute=dispute,
            unfolded=self.filters.is_unfolded,
        )
        self.parts = fragments.CachedParts(
            frame,
            PARTS,
            self.uids,
            self.filters.pairs,
            self.since,
            self.timeline.earlier,
            self.timeline.later,
        )

    def context(self) -> dict:
        """The context of `timeline/dispute.html`."""
        self._read_records()
        entries, cited = self.entry_blocks.render(self.loader)
        page = self._page()
        parts = self.parts.fill(lambda: page | self._around())
        new = [slug_in(entries[seq]) for seq in self.entry_blocks.new_in_order]
        first_new = new[0] if new else ""
        shown = {"blocks": entries, "cited": cited, "first_new": first_new}
        return {**page, **shown, **parts}

    def _read_records(self) -> None:
        """Read what the blocks and the parts that are not cached show."""
        self.entry_blocks.read_missing(self.loader)
        wanted = self.loader.rated_before()
        if self.parts.missing:
            wanted |= offered_uids(self.filters, self.filter_counts)
        self.loader.fill(
            1, of=[self.dispute] if self.parts.missing else [], also=wanted
        )

    @cached_property
    def periods(self) -> list:
        """The periods that stand on this page."""
        return periods(self.timeline.rows)

    @cached_property
    def is_short(self) -> bool:
        """Whether the list is what the reader came for: it is filtered, or not its first page."""
        is_first = not self.timeline.earlier and not self.filters.newest_first
        return self.filters.is_active or self.filters.is_whole or not is_first

    @cached_property
    def lines_here(self) -> set[int]:
        """The lines of the entries that stand on this page."""
        return {row.seq for row in self.timeline.rows}

    def place(self, entry: PublishedRecord) -> str:
        """Where an entry is read: in this page where it stands here, else on its own page."""
        if entry.line.seq in self.lines_here:
            return f"#e-{entry['slug']}"
        return self.frame.link(entry.path)

    @cached_property
    def totals(self) -> dict[str, int]:
        """How many entries and claims the whole dispute has."""
        totals = {}
        for name, kind in (("entries", "entry"), ("claims", "claim")):
            counts = self.counts[kind].get("dispute", FacetValues())
            totals[name] = sum(count for _, count in counts)
        return totals

    def _page(self) -> dict:
        """The timeline itself and what leads to its other pages."""
        filters, timeline = self.filters, self.timeline
        earlier_words, later_words = _("Earlier entries"), _("Later entries")
        if filters.newest_first:
            earlier_words, later_words = later_words, earlier_words
        return {
            "dispute": self.dispute,
            "filters": filters,
            "since": self.since,
            "periods": self.periods,
            "shown": len(timeline.rows),
            "total": self.totals["entries"],
            "totals": self.totals,
            "matches": self._matches(),
            "is_short": self.is_short,
            "earlier": timeline.earlier,
            "later": timeline.later,
            "years": self._years(),
            "most": MOST,
            "address": settings.SITE_URL + self.frame.link(filters.share_url),
            "changes_path": reverse("dispute_changes", args=[self.dispute["slug"]]),
            "positions_path": reverse("dispute_positions", args=[self.dispute["slug"]]),
            "list_path": filters.here,
            "turned_path": filters.reversed_url,
            "earlier_words": earlier_words,
            "later_words": later_words,
        }

    def _years(self) -> list[dict]:
        """The years of the dispute as links, where all entries were asked for and do not fit on one page.

        How many entries a year has is known where nothing else narrows them.
        """
        filters = self.filters
        if not filters.is_whole or filters.is_dated or self.timeline.is_whole:
            return []
        is_counted = not filters.is_active
        links = []
        for year, count in years(self.view, self.uids):
            links.append(
                {
                    "name": year,
                    "count": count if is_counted else None,
                    "path": filters.of_year(year),
                }
            )
        return links

    def _around(self) -> dict:
        """What stands around the timeline; it may change with every line of the ledger."""
        self.filters.offer(self.loader, self.filter_counts)
        today = (self.view.moment or timezone.now()).date()
        overview = read_overview(self.view, self.family, today)
        points = [PublishedRecord(self.loader, line) for line in overview.points]
        return {
            "moment_field": self._moment_field(),
            "years_here": self._years_here(),
            "sides": self._sides(),
            "stands": self._stands(),
            "summary": summary_parts(self.dispute.payload["summary"]),
            "tally": self._tally(),
            "last": self._dated(overview.last),
            "next": self._dated(overview.next),
            "key_events": [
                PublishedRecord(self.loader, line) for line in overview.key_events
            ],
            "points": sorted(points, key=lambda point: point.payload["rank"]),
            "latest": [
                change
                for change in changes.as_changes(
                    self.loader, overview.latest, compare=False
                )
                if not change.is_unlisted
            ],
        }

    def _moment_field(self) -> moments.MomentField | None:
        """The latest days to choose from; None on the pages after the first."""
        if self.is_short:
            return None
        days = moments.picked(self.view, self.family)
        return moments.as_known_on(moments.day_options(days, self.frame.as_of))

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
            claims[self.view.follow(UUID(uid))] += count
        return claims

    def _matches(self) -> int:
        """How many entries the filters leave, on all pages."""
        if not self.filters.is_active or self.filters.errors:
            return self.totals["entries"]
        if self.timeline.is_whole:
            return len(self.timeline.rows)
        return ledger.count(self.view, self.filters.listing(self.uids, None, False))

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
            counts[self.view.follow(UUID(uid))] += count
        ratings = [(self.loader.get(uid), count) for uid, count in counts.items()]
        known = [(rating, count) for rating, count in ratings if rating]
        return sorted(known, key=lambda pair: pair[0].payload["order"])

    def _years_here(self) -> list[dict]:
        """The years of the dispute, each with its months: links to their pages where there are several pages."""
        if self.filters.is_active:
            return []
        if self.timeline.is_whole:
            return by_year([self._period_here(period) for period in self.periods])
        calendar = calendar_periods(self.view, self.uids)
        if self.filters.newest_first:
            calendar = latest_first(calendar)
        here = {period.key for period in self.periods}
        return by_year(
            [
                {
                    "name": period.name,
                    "year": year_of(period.key),
                    "count": period.count,
                    "path": self._path_of(period),
                    "is_here": period.key in here,
                }
                for period in calendar
            ]
        )

    def _period_here(self, period: Period) -> dict:
        """A period of a page that holds them all."""
        return {
            "name": period.name,
            "year": year_of(period.key),
            "count": len(period.entries),
            "path": f"#{period.key}",
            "is_here": False,
        }

    def _path_of(self, period: CalendarPeriod) -> str:
        """The page that begins with a period."""
        place = period.end if self.filters.newest_first else period.start
        return self.frame.link(self.filters.at(place, period.key))


def seen_at_once(sentences: list[str]) -> int:
    """How many of the sentences are seen before the others are unfolded."""
    seen, letters = 1, len(sentences[0])
    for sentence in sentences[1:STANDS]:
        letters += len(sentence)
        if letters > STANDS_LETTERS:
            break
        seen += 1
    return seen


def summary_parts(summary: str) -> tuple[str, str]:
    """The sentences of a summary that are seen at once, and those that are folded."""
    return cut_sentences(summary, SUMMARY_LETTERS)


def year_of(key: str) -> str:
    """The year of a period's fragment, as in-2026-03 has it; the fragment itself where it is of no single year."""
    year = key.removeprefix("in-")[:4]
    return year if year.isdecimal() else key


def by_year(links: list[dict]) -> list[dict]:
    """The links of periods under their years; a year with one period alone is that period's link."""
    years = []
    for year, group in groupby(links, key=lambda link: link["year"]):
        months = list(group)
        if len(months) == 1:
            years.append(months[0])
            continue
        years.append(
            {
                "name": year,
                "count": sum(month["count"] for month in months),
                "is_here": any(month["is_here"] for month in months),
                "months": months,
            }
        )
    return years


def latest_first(found: list[CalendarPeriod]) -> list[CalendarPeriod]:
    """Periods in the order of a list that starts with the latest: what is not dated stays at its end."""
    backwards = found[::-1]
    return sorted(backwards, key=lambda period: period.start >= edtf.UNDATED)
