"""The public pages of disputes and their entries."""

from django.http import Http404, HttpResponse
from django.utils import timezone

from factcheck import blobs, ledger
from factcheck.ledger import View
from factcheck.pages import changes, choices, keyset
from factcheck.pages.cards import Card, Deck
from factcheck.pages.frame import PublicPage
from factcheck.pages.options import facet_counts, uids_of
from factcheck.pages.records import RecordPage
from factcheck.pages.rows import lines_of
from timeline.pages.blocks import read_blocks
from timeline.pages.filters import Filters, read_filters
from timeline.pages.home import last_lines
from timeline.pages.periods import periods
from timeline.pages.pictures import names_picture
from timeline.pages.positions import table

DISPUTES = 100
ENTRIES = 100
POINTS = 200
CHANGES = 100


class Home(PublicPage):
    """Every dispute, the one that changed last first."""

    template_name = "timeline/home.html"

    def context(self, view: View) -> dict:
        disputes = Deck(view).add(view.lines("dispute").order_by("-seq")[:DISPUTES])
        last = last_lines(view, [dispute.uid for dispute in disputes])
        rows = [(dispute, last[dispute.uid]) for dispute in disputes]
        return {"disputes": sorted(rows, key=lambda row: -row[1].seq)}


class DisputePage(RecordPage):
    """A dispute: where it stands, its sides, and what happened when."""

    kind = "dispute"
    template_name = "timeline/dispute.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        family = view.family(line.uid)
        counts = facet_counts(view, "entry", frozenset(str(uid) for uid in family))
        blocks = read_blocks(view, family)
        dispute, deck = self.deck(view, line)
        filters = read_filters(view, dispute, counts, self.request.GET, self.request.path)
        entries, earlier, later = self._entries(deck, filters, tuple(str(uid) for uid in family))
        deck.fill(3, also=uids_of(counts, "party", "source"), past_of="claim")
        choices.offer(deck, counts, filters.fields)
        return {
            "dispute": dispute,
            "filters": filters,
            "periods": periods(entries),
            "shown": len(entries),
            "total": sum(n for _, n in counts.get("dispute", [])),
            "earlier": earlier,
            "later": later,
            **links(dispute, filters),
            "key_events": [Card(deck, each) for each in blocks.key_events],
            "points": sorted((Card(deck, each) for each in blocks.points), key=lambda point: point.payload["rank"]),
            "latest": changes.as_changes(deck, blocks.latest, compare=False),
            "sources": sources_of(entries),
        }

    def _entries(self, deck: Deck, filters: Filters, dispute: tuple[str, ...]) -> tuple[list[Card], str, str]:
        """One page of entries, and the places of its neighbours; none where the form holds an error."""
        if filters.errors:
            return [], "", ""
        asked = self.request.GET
        after, before = keyset.read_place(asked.get("after", "")), keyset.read_place(asked.get("before", ""))
        backwards = bool(before and not after)
        rows = ledger.page(deck.view, filters.listing(dispute, after or before, backwards), ENTRIES + 1)
        rows, earlier, later = keyset.around(rows, ENTRIES, backwards=backwards, is_start=after is None)
        return deck.add(lines_of(rows)), earlier, later


def links(dispute: Card, filters: Filters) -> dict[str, str]:
    """Where the page leads, and how its neighbours are called in the order that is shown."""
    words = ("Earlier entries", "Later entries")
    earlier, later = reversed(words) if filters.newest_first else words
    return {
        "changes_path": f"{dispute.path}changes/",
        "positions_path": f"{dispute.path}positions/",
        "list_path": filters.here,
        "turned_path": filters.turned,
        "earlier_words": earlier,
        "later_words": later,
    }


def sources_of(entries: list[Card]) -> list:
    """Every source that the entries cite, once, by title."""
    cited = (citation["source"] for entry in entries for citation in entry["citations"])
    return sorted({card.uid: card for card in cited if card}.values(), key=lambda card: card.title.casefold())


class PositionsPage(RecordPage):
    """The points at issue, and what each side holds on them."""

    kind = "dispute"
    template_name = "timeline/positions.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, deck = self.deck(view, line)
        family = tuple(str(uid) for uid in view.family(line.uid))
        points = deck.add(lines_of(ledger.page(view, ledger.Listing("point", (("dispute", family),)), POINTS)))
        deck.fill(3)
        columns, rows = table(dispute, points)
        return {"dispute": dispute, "columns": columns, "rows": rows, "today": view.moment or timezone.now()}


class ChangesPage(RecordPage):
    """Everything that was done to the records of a dispute, newest first."""

    kind = "dispute"
    template_name = "timeline/changes.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, deck = self.deck(view, line)
        lines = changes.of_disputes(view, view.family(line.uid))
        cut = keyset.by_line(lines, self.request.GET.get("before", ""), CHANGES)
        return {"dispute": dispute, "changes": changes.as_changes(deck, cut.rows), "before": cut.before}


class EntryPage(RecordPage):
    """One entry of a timeline, with everything it rests on."""

    kind = "entry"
    template_name = "timeline/entry.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        entry, deck = self.deck(view, line)
        deck.fill(3, past_of="claim")
        past = [version for version in view.versions(line.uid) if version.version > 1]
        return {"entry": entry, "dispute": entry["dispute"], "changes": changes.as_changes(deck, reversed(past))}


class PictureFile(PublicPage):
    """A picture's bytes: only while a line that stands names it, and was not redacted."""

    def page(self, view: View) -> HttpResponse:
        sha256 = self.kwargs["sha256"]
        media_type = names_picture(view, sha256)
        if media_type is None or not blobs.holds("pictures", sha256):
            raise Http404("No published record shows this picture.")
        return HttpResponse(blobs.read("pictures", sha256), content_type=media_type)
