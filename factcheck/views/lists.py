"""Pages of the whole desk: the ledger, how to verify it, and the scale."""

from factcheck.ledger import View
from factcheck.pages import changes, keyset
from factcheck.pages.cards import Deck
from factcheck.pages.frame import PublicPage

SIZE = 50


class LedgerPage(PublicPage):
    """The ledger itself: its head, its lines, and how to check them."""

    template_name = "factcheck/ledger.html"
    parameters = ("before",)

    def context(self, view: View) -> dict:
        cut = keyset.by_line(changes.newest(view), self.request.GET, SIZE)
        return {"changes": changes.as_changes(Deck(view), cut.rows), "before": cut.before}


class Verify(PublicPage):
    """How a stranger checks the whole record on a computer of their own."""

    template_name = "factcheck/verify.html"

    def context(self, view: View) -> dict:
        return {}


class Ratings(PublicPage):
    """The desk's scale: every step with its shape and its definition."""

    template_name = "factcheck/ratings.html"

    def context(self, view: View) -> dict:
        ratings = Deck(view).add(view.lines("rating")[:100])
        return {"ratings": sorted(ratings, key=lambda rating: (rating["order"], rating.payload["slug"]))}
