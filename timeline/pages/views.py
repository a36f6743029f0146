"""The public pages of disputes and their entries."""

from factcheck.ledger import View
from factcheck.pages.diff import changes
from factcheck.pages.query.filter_parameters import FilterParameters
from factcheck.pages.records import RecordPage
from factcheck.records.filters.declaration import Filter

from .dispute_page_data import DisputePageData
from .filters import DISPLAY, entry_filters
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
            "who": look_of(entry, sides),
            "changes": changes.as_changes(loader, reversed(past)),
        }
