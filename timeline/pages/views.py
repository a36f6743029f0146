"""The public pages of disputes and their entries."""

from collections import Counter
from uuid import UUID

import structlog
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.models import blobs
from factcheck.pages import moments
from factcheck.pages.base_views import PublicPage
from factcheck.pages.cache import fragments
from factcheck.pages.diff import changes
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query import since as seen
from factcheck.pages.query.facet_counts import counts_by_kind
from factcheck.pages.query.filter_form import (
    FilterParameters,
    counts_of_filters,
    kinds_counted,
    offered_uids,
)
from factcheck.pages.records import RecordPage
from factcheck.records.filters.declaration import Filter
from factcheck.text import edtf

from .calendar import Stretch, stretches, years
from .filters import DISPLAY, TimelineForm, entry_filters, read_filters
from .last_changes import last_lines
from .overview import read_blocks
from .periods import periods
from .shown_pictures import names_picture
from .timeline import MOST, Blocks, Course, read_course

log = structlog.get_logger(__name__)
DISPUTES = 100
PARTS = {
    part: f"timeline/_{part}.html" for part in ("dispute_head", "top", "rail", "foot")
}


class Home(PublicPage):
    """Every dispute, the one that changed last first."""

    template_name = "timeline/home.html"

    def context(self, view: View) -> dict:
        disputes = RecordLoader(view).add(
            view.lines("dispute").order_by("-seq")[:DISPUTES]
        )
        last = last_lines(view, [dispute.uid for dispute in disputes])
        rows = [(dispute, last[dispute.uid]) for dispute in disputes]
        return {"disputes": sorted(rows, key=lambda row: -row[1].seq)}


class DisputePage(FilterParameters, RecordPage):
    """A dispute: where it stands, its sides, and what happened when."""

    kind = "dispute"
    template_name = "timeline/dispute.html"
    list_parameters = (*DISPLAY, "after", "before", "since")

    def declared_filters(self) -> dict[str, Filter]:
        return entry_filters()

    def context(self, view: View) -> dict:
        line, asked = self.line(view), self.request.GET
        since = seen.read_since(view, asked.get("since", ""))
        family = view.family(line.uid)
        uids = tuple(sorted(str(uid) for uid in family))
        declared = entry_filters()
        kinds = kinds_counted(declared, "entry")
        counts = counts_by_kind(view, kinds, frozenset(uids))
        offered = counts_of_filters(declared, "entry", counts)
        dispute, loader = self.loader(view, line)
        filters = read_filters(view, dispute, asked, self.request.path)
        course = read_course(view, filters, uids, asked)
        self.status = filters.status
        blocks = Blocks(
            self.frame,
            course.rows,
            since.seq if since else None,
            language=dispute.payload["language"],
            unfolded=filters.is_unfolded,
        )
        around = fragments.Parts(
            self.frame, PARTS, uids, filters.pairs, since, course.earlier, course.later
        )
        blocks.lay_out(loader)
        loader.fill(
            1,
            of=[dispute] if around.missing else [],
            also=loader.rated_before()
            | (offered_uids(filters, offered) if around.missing else set()),
        )
        entries, cited = blocks.made(loader)
        page = {
            "dispute": dispute,
            "filters": filters,
            "since": since,
            "periods": periods(course.rows),
            "shown": len(course.rows),
            "total": sum(n for _, n in counts["entry"].get("dispute", [])),
            "earlier": course.earlier,
            "later": course.later,
            "years": years_of(view, uids, filters, course),
            "most": MOST,
            "address": settings.SITE_URL + self.frame.link(filters.share_url),
            **links(dispute, filters),
        }
        return {
            **page,
            "blocks": entries,
            "cited": cited,
            **around.fill(
                lambda: (
                    page | self._around(view, dispute, loader, filters, course, counts)
                )
            ),
        }

    def _around(
        self,
        view: View,
        dispute: PublishedRecord,
        loader: RecordLoader,
        filters: TimelineForm,
        course: Course,
        counts,
    ) -> dict:
        """What stands around the timeline; it may change with every line of the ledger."""
        family = view.family(dispute.uid)
        filters.offer(loader, counts_of_filters(entry_filters(), "entry", counts))
        blocks = read_blocks(view, family)
        claims = folded(view, counts["claim"].get("claimant", []))
        uids = tuple(sorted(str(uid) for uid in family))
        return {
            "days": moments.picked(view, family),
            "stretches": self._stretches(view, uids, filters, course),
            "sides": [
                (
                    side,
                    [
                        (party, claims.get(party.uid, 0))
                        for party in side["parties"]
                        if not party.is_unlisted
                    ],
                )
                for side in dispute["sides"]
            ],
            "key_events": [PublishedRecord(loader, each) for each in blocks.key_events],
            "points": sorted(
                (PublishedRecord(loader, each) for each in blocks.points),
                key=lambda point: point.payload["rank"],
            ),
            "latest": [
                each
                for each in changes.as_changes(loader, blocks.latest, compare=False)
                if not each.is_unlisted
            ],
        }

    @staticmethod
    def _stretches(
        view: View, uids: tuple[str, ...], filters: TimelineForm, course: Course
    ) -> list[dict]:
        """The periods of the whole dispute as links, where the timeline takes more than one page."""
        if filters.is_active or not (course.earlier or course.later):
            return []
        here = {period.key for period in periods(course.rows)}
        found = stretches(view, uids)
        return [
            {
                "name": each.name,
                "count": each.count,
                "path": filters.at(
                    each.end if filters.newest_first else each.start, each.key
                ),
                "is_here": each.key in here,
            }
            for each in (newest_first(found) if filters.newest_first else found)
        ]


def newest_first(found: list[Stretch]) -> list[Stretch]:
    """Periods in the order of a list that starts with the latest: what is not dated stays at its end."""
    latest_first = reversed(found)
    return sorted(latest_first, key=lambda period: period.start >= edtf.UNDATED)


def years_of(
    view: View, uids: tuple[str, ...], filters: TimelineForm, course: Course
) -> list[dict]:
    """The years of a dispute as links, where all entries were asked for and do not fit on one page.

    How many entries a year has is known where nothing else narrows them.
    """
    if not filters.is_whole or filters.is_dated or not (course.earlier or course.later):
        return []
    known = not filters.is_active
    found = years(view, uids)
    return [
        {"name": year, "count": n if known else None, "path": filters.of_year(year)}
        for year, n in found
    ]


def folded(view: View, counted: list[tuple[str, int]]) -> Counter[UUID]:
    """How many lines name each party; what was merged counts for where it went."""
    found = Counter()
    for value, n in counted:
        found[view.follow(UUID(value))] += n
    return found


def links(dispute: PublishedRecord, filters: TimelineForm) -> dict[str, str]:
    """Where the page leads, and how its neighbours are called in the order that is shown."""
    words = (_("Earlier entries"), _("Later entries"))
    earlier, later = reversed(words) if filters.newest_first else words
    return {
        "changes_path": f"{dispute.path}changes/",
        "positions_path": f"{dispute.path}positions/",
        "list_path": filters.here,
        "turned_path": filters.reversed_url,
        "earlier_words": earlier,
        "later_words": later,
    }


class EntryPage(RecordPage):
    """One entry of a timeline, with everything it rests on."""

    kind = "entry"
    template_name = "timeline/entry.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        entry, loader = self.loader(view, line)
        loader.fill(3, past_of="claim")
        past = [version for version in view.versions(line.uid) if version.version > 1]
        return {
            "entry": entry,
            "dispute": entry["dispute"],
            "changes": changes.as_changes(loader, reversed(past)),
        }


class PictureFile(PublicPage):
    """A picture's bytes: only while a line that stands names it, and was not redacted."""

    def page(self, view: View) -> HttpResponse:
        sha256 = self.kwargs["sha256"]
        media_type = names_picture(view, sha256)
        if media_type is None or not blobs.holds("pictures", sha256):
            raise Http404("No published record shows this picture.")
        try:
            return HttpResponse(blobs.read("pictures", sha256), content_type=media_type)
        except blobs.Altered as problem:
            log.error("picture damaged", sha256=sha256, problem=str(problem))
            raise Http404(
                "The file of this picture is damaged; it is not shown."
            ) from problem
