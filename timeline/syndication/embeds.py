"""A dispute and its entries as small pages for other sites."""

from dataclasses import replace

from factcheck import ledger
from factcheck.ledger import View
from factcheck.pages.record_rows import lines_of
from factcheck.syndication.embeds import EmbedPage
from timeline.pages.filters import DISPLAY

from .base_views import EntriesFormatView

MOST = 10


class EntryEmbed(EmbedPage):
    """One entry: what happened, who claims what of it, and how many sources it rests on."""

    kind = "entry"
    template_name = "embed/entry.html"


class DisputeEmbed(EntriesFormatView, EmbedPage):
    """The latest entries of a dispute, with the filters of its page."""

    template_name = "embed/dispute.html"
    list_parameters = (*DISPLAY, *EmbedPage.parameters)

    def shown(self, view: View) -> dict:
        filtered = self.filtered_dispute(view)
        listing = replace(filtered.listing, ascending=False, undated_last=True)
        rows = ledger.page(view, listing, MOST + 1)
        entries = filtered.loader.add(lines_of(rows[:MOST]))
        return {
            "card": filtered.dispute,
            "entries": entries,
            "more": len(rows) > MOST,
            "home": filtered.home,
        }
