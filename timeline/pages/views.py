"""The public pages of disputes and their entries."""

from django.urls import reverse

from factcheck.ledger import View
from factcheck.pages.diff import changes
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.query.filter_parameters import FilterParameters
from factcheck.pages.records import RecordPage
from factcheck.records.filters.declaration import Filter

from .dispute_page_data import DisputePageData
from .entry_blocks import cited_sources
from .filters import DISPLAY, entry_filters
from .neighbours import neighbours_of
from .sides import SidesOfParties, look_of, sides_of


class DisputePage(FilterParameters, RecordPage):
    """A dispute: where it stands, its sides, and what happened when."""

    kind = "dispute"
    template_name = "timeline/dispute.html"
    list_parameters = (*DISPLAY, "after", "before", "since")
    moment_fields = ("as_of", "since")

    def declared_filters(self) -> dict[str, Filter]:
        return entry_filters()

    def context(self, view: View) -> dict:
        dispute, loader = self.loader(view, self.line(view))
        data = DisputePageData(self.frame, dispute, loader, self.request.GET)
        self.status = data.filters.status
        return data.context()


class EntryPage(RecordPage):
    """One entry of a timeline, with everything it rests on."""

    kind = "entry"
    template_name = "timeline/entry.html"
    offers_moments = True

    def context(self, view: View) -> dict:
        line = self.line(view)
        entry, loader = self.loader(view, line)
        loader.fill(3, past_of="claim")
        past = [version for version in view.versions(line.uid) if version.version > 1]
        dispute = entry["dispute"]
        is_live = bool(dispute and not dispute.gone)
        sides = sides_of(dispute) if is_live else SidesOfParties()
        return {
            "entry": entry,
            "dispute": dispute,
            "look": look_of(entry, sides),
            **numbered_sources(entry),
            "neighbours": neighbours_of(entry, view),
            "in_place": self._in_place(entry, dispute if is_live else None),
            "changes": changes.as_changes(loader, reversed(past)),
        }

    def _in_place(self, entry: PublishedRecord, dispute: PublishedRecord | None) -> str:
        """Where the entry stands in its timeline; empty where its dispute does not stand."""
        if dispute is None:
            return ""
        path = reverse("dispute_at", args=[dispute["slug"], entry["slug"]])
        return self.frame.link(path)


def numbered_sources(entry: PublishedRecord) -> dict:
    """The sources of an entry's page, each with its number there, and the numbers by the lines of the sources."""
    numbered = list(enumerate(cited_sources([entry], entry["claims"]), start=1))
    return {
        "sources": [(source, number) for number, source in numbered],
        "sources_below": {source.line.seq: number for number, source in numbered},
    }
