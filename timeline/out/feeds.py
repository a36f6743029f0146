"""The feeds of a dispute: its entries, and everything that was done to its records."""

from dataclasses import replace

from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import After, View
from factcheck.out.changes import change_item
from factcheck.out.feeds import SIZE, FeedPage, Told
from factcheck.out.items import record_item
from factcheck.out.pages import RecordOut
from factcheck.pages import changes, keyset
from factcheck.pages.rows import lines_of
from timeline.pages.filters import KEPT

from .entries import Asked, EntriesOut


class DisputeFeed(FeedPage, EntriesOut):
    """The entries of a dispute by publication: what was added or changed last comes first."""

    parameters = (*KEPT, "before")

    def told(self, view: View) -> Told:
        asked = self.asked(view)
        rows = ledger.page(view, self._listing(asked), SIZE + 1)
        cards = asked.deck.add(lines_of(rows[:SIZE]))
        asked.deck.fill(self.levels)
        return Told(
            title=asked.dispute.title,
            home=asked.home,
            items=[record_item(card, self.away) for card in cards],
            before=rows[SIZE - 1].seq if len(rows) > SIZE else None,
            here=asked.filters.here,
            language=asked.dispute.payload["language"],
            since=asked.dispute.line.published_at,
        )

    def _listing(self, asked: Asked) -> ledger.Listing:
        before = keyset.read_line(self.request.GET.get("before", ""))
        after = None if before is None else After("", before)
        return replace(asked.listing, by_line=True, ascending=False, after=after)


class ChangesFeed(FeedPage, RecordOut):
    """Every public change of a dispute's records."""

    kind = "dispute"

    def told(self, view: View) -> Told:
        line = self.line(view)
        dispute, deck = self.deck(view, line)
        lines = changes.of_disputes(view, view.family(line.uid))
        cut = keyset.by_line(lines, self.request.GET.get("before", ""), SIZE)
        items = [change_item(change, self.away) for change in changes.as_changes(deck, cut.rows)]
        title = _("Changes: %s") % dispute.title
        return Told(title, f"{dispute.path}changes/", items, cut.before, since=line.published_at)
