"""Everything that the page of a dispute shows, read in one order and owned by one object."""

from collections import Counter
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.pages import moments
from factcheck.pages.cache import fragments
from factcheck.pages.diff import changes
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query import since as since_param
from factcheck.pages.query.facet_counts import counts_by_kind
from factcheck.pages.query.filter_form import (
    counts_of_filters,
    kinds_counted,
    offered_uids,
)
from factcheck.text import edtf

from .calendar import CalendarPeriod, calendar_periods, years
from .entry_blocks import EntryBlocks
from .filters import entry_filters, read_filters
from .overview import read_overview
from .periods import periods
from .timeline import MOST, read_page

PARTS = {
    part: f"timeline/_{part}.html" for part in ("dispute_head", "top", "rail", "foot")
}


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
            language=dispute.payload["language"],
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
        return {**page, "blocks": entries, "cited": cited, **parts}

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

    def _page(self) -> dict:
        """The timeline itself and what leads to its other pages."""
        filters, timeline = self.filters, self.timeline
        earlier_words, later_words = _("Earlier entries"), _("Later entries")
        if filters.newest_first:
            earlier_words, later_words = later_words, earlier_words
        entry_counts = self.counts["entry"].get("dispute", [])
        return {
            "dispute": self.dispute,
            "filters": filters,
            "since": self.since,
            "periods": self.periods,
            "shown": len(timeline.rows),
            "total": sum(count for _, count in entry_counts),
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
        overview = read_overview(self.view, self.family)
        points = [PublishedRecord(self.loader, line) for line in overview.points]
        return {
            "days": moments.picked(self.view, self.family),
            "stretches": self._stretches(),
            "sides": self._sides(),
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

    def _stretches(self) -> list[dict]:
        """The periods of the whole dispute as links, where the timeline takes more than one page."""
        if self.filters.is_active or self.timeline.is_whole:
            return []
        newest_first = self.filters.newest_first
        here = {period.key for period in self.periods}
        links = []
        calendar = calendar_periods(self.view, self.uids)
        if newest_first:
            calendar = latest_first(calendar)
        for period in calendar:
            place = period.end if newest_first else period.start
            links.append(
                {
                    "name": period.name,
                    "count": period.count,
                    "path": self.filters.at(place, period.key),
                    "is_here": period.key in here,
                }
            )
        return links

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


def latest_first(found: list[CalendarPeriod]) -> list[CalendarPeriod]:
    """Periods in the order of a list that starts with the latest: what is not dated stays at its end."""
    backwards = found[::-1]
    return sorted(backwards, key=lambda period: period.start >= edtf.UNDATED)
