"""The feeds of a dispute: its entries, and everything that was done to its records."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import After, View
from factcheck.pages.diff import changes
from factcheck.pages.query import pagination
from factcheck.pages.query.change_form import ChangeParameters, narrow_lines
from factcheck.pages.record_rows import lines_of
from factcheck.pages.retractions import Withdrawn, withdrawn
from factcheck.syndication.base_views import RecordFormatView
from factcheck.syndication.changes import change_item
from factcheck.syndication.feed_items import by_line, record_item
from factcheck.syndication.feeds import SIZE, FeedData, FeedPage
from factcheck.syndication.tombstones import withdrawn_items
from timeline.pages.changes import read_action
from timeline.pages.filters import DISPLAY

from .base_views import EntriesFormatView, FilteredDispute


class DisputeFeed(EntriesFormatView, FeedPage):
    """The entries of a dispute by publication: what was added, changed or taken down last comes first."""

    list_parameters = (*DISPLAY, "before", "at")

    def feed_data(self, view: View) -> FeedData:
        filtered, before = (
            self.filtered_dispute(view),
            pagination.read_line(self.request.GET, "before"),
        )
        rows = ledger.page(view, self._listing(filtered, before), SIZE + 1)
        following = rows[SIZE - 1].seq if len(rows) > SIZE else None
        cards = filtered.loader.add(lines_of(rows[:SIZE]))
        filtered.loader.fill(self.levels)
        gone = []
        for each in withdrawn(view, ("entry",), following or 0, before):
            if _was_listed(filtered, each):
                gone.append(each)
        items = [(card.line.seq, record_item(card, self.away)) for card in cards]
        ordered = by_line(items + withdrawn_items(view, gone, self.away))
        return FeedData(
            title=filtered.dispute.title,
            home=filtered.home,
            items=ordered,
            before=following,
            here=filtered.filters.here,
            language=filtered.dispute.payload["language"],
            since=filtered.dispute.line.published_at,
        )

    def _listing(self, filtered: FilteredDispute, before: int | None) -> ledger.Listing:
        after = None if before is None else After("", before)
        return replace(
            filtered.listing, order_by_seq=True, ascending=False, after=after
        )


def _was_listed(filtered: FilteredDispute, gone: Withdrawn) -> bool:
    """Whether an entry that was taken down stood in this list as it is filtered."""
    if (
        gone.payload_before["dispute"] not in filtered.uids
        or not filtered.filters.is_active
    ):
        return gone.payload_before["dispute"] in filtered.uids
    place = After("", gone.before.seq + 1)
    listing = replace(
        filtered.listing,
        order_by_seq=True,
        ascending=False,
        undated_last=False,
        after=place,
    )
    found = ledger.page(ledger.as_of_seq(gone.line.seq - 1), listing, 1)
    return bool(found) and found[0].seq == gone.before.seq


class ChangesFeed(ChangeParameters, FeedPage, RecordFormatView):
    """Every public change of a dispute's records, by the filters of its page."""

    kind = "dispute"
    fixed = ("dispute",)
    list_parameters = ("action", "before", "at")

    def feed_data(self, view: View) -> FeedData:
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        form, listing = self.change_form(view, self.request.GET, "action")
        lines = changes.of_disputes(view, view.family(line.uid))
        if action := read_action(self.request.GET):
            lines = lines.filter(action=action)
        lines = narrow_lines(lines, form, listing)
        cut = pagination.by_line(lines, self.request.GET, SIZE)
        found = changes.as_changes(loader, cut.rows)
        items = [
            change_item(change, self.away) for change in found if not change.is_unlisted
        ]
        title = _("Changes: %s") % dispute.title
        home = reverse("dispute_changes", args=[dispute["slug"]])
        return FeedData(
            title, home, items, cut.before, form.here, since=line.published_at
        )
