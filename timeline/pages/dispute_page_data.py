"""Everything that the page of a dispute shows, read in one order and owned by one object."""

from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.pages.cache import fragments
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query import since as since_param
from factcheck.pages.query.facet_counts import FacetValues, counts_by_kind
from factcheck.pages.query.filter_form import (
    counts_of_filters,
    kinds_counted,
    offered_uids,
)

from .calendar import years
from .dispute_surroundings import Surroundings
from .entry_blocks import EntryBlocks, ShownAs
from .filters import COMPACT, FULL, INDEX, entry_filters, read_filters
from .periods import Period, periods
from .timeline import MOST, read_page
from .withdrawn import WithdrawnEntry, read_withdrawn, with_withdrawn

PARTS = {
    "dispute_head": "timeline/_dispute_head.html",
    "lede": "timeline/_lede.html",
    "brief": "timeline/_brief.html",
    "filter_form": "timeline/_filters.html",
    "rail": "timeline/_rail.html",
    "foot": "timeline/_foot.html",
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
            dispute=dispute,
            shown_as=ShownAs(
                self.filters.view, self.filters.is_unfolded, self.filters.newest_first
            ),
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
        texts = self.entry_blocks.render(self.loader)
        page = self._page()
        parts = self.parts.fill(lambda: page | self._around())
        shown = {
            "periods": with_withdrawn(self.periods, self._withdrawn()),
            "blocks": texts.entries,
            "cited": texts.sources,
            "new": texts.new,
        }
        return {**page, **shown, **parts}

    def _withdrawn(self) -> list[WithdrawnEntry]:
        """What stood among the entries of this page and was retracted; nothing where they are filtered."""
        if self.filters.is_active:
            return []
        return read_withdrawn(self.view, self.loader, self.uids, self.timeline.rows)

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
    def periods(self) -> list[Period]:
        """The periods that stand on this page."""
        return periods(self.timeline.rows)

    @cached_property
    def is_short(self) -> bool:
        """Whether the list is what the reader came for: it is filtered, or not its first page."""
        filters = self.filters
        is_first = not (self.timeline.earlier or self.timeline.part)
        is_plain = filters.view == COMPACT and not filters.newest_first
        return filters.is_active or filters.is_whole or not (is_first and is_plain)

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
            "part": timeline.part,
            "most": MOST[filters.view],
            "views": self._views(),
            "address": settings.SITE_URL + self.frame.link(filters.share_url),
            "changes_path": reverse("dispute_changes", args=[self.dispute["slug"]]),
            "positions_path": reverse("dispute_positions", args=[self.dispute["slug"]]),
            "list_path": filters.here,
            "turned_path": filters.reversed_url,
            "earlier_words": earlier_words,
            "later_words": later_words,
        }

    def _views(self) -> list[dict]:
        """The ways in which entries can be shown, as links."""
        names = {
            COMPACT: _("Entries"),
            INDEX: _("Headlines"),
            FULL: _("In full"),
        }
        filters = self.filters
        return [
            {
                "name": name,
                "path": filters.view_url(view),
                "is_here": filters.view == view,
            }
            for view, name in names.items()
        ]

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
        return Surroundings(
            frame=self.frame,
            dispute=self.dispute,
            loader=self.loader,
            filters=self.filters,
            timeline=self.timeline,
            periods=self.periods,
            counts=self.counts,
            uids=self.uids,
            is_short=self.is_short,
        ).context()

    def _matches(self) -> int:
        """How many entries the filters leave, on all pages."""
        if not self.filters.is_active or self.filters.errors:
            return self.totals["entries"]
        if self.timeline.is_whole:
            return len(self.timeline.rows)
        return ledger.count(self.view, self.filters.listing(self.uids, None, False))
