"""Pages of the whole desk: the ledger, how to verify it, and the scale."""

from factcheck.ledger import View

from ..base_views import PublicPage
from ..diff import changes
from ..published_records import RecordLoader
from ..query import pagination

SIZE = 50


class LedgerPage(PublicPage):
    """The ledger itself: its head, its lines, and how to check them."""

    template_name = "factcheck/ledger.html"
    parameters = ("before",)

    def context(self, view: View) -> dict:
        cut = pagination.by_line(changes.newest(view), self.request.GET, SIZE)
        return {
            "changes": changes.as_changes(RecordLoader(view), cut.rows),
            "before": cut.before,
        }


class Verify(PublicPage):
    """How a stranger checks the whole record on a computer of their own."""

    template_name = "factcheck/verify.html"

    def context(self, view: View) -> dict:
        return {}


class Ratings(PublicPage):
    """The desk's scale: every step with its shape and its definition."""

    template_name = "factcheck/ratings.html"

    def context(self, view: View) -> dict:
        ratings = RecordLoader(view).add(view.lines("rating")[:100])
        return {
            "ratings": sorted(
                ratings, key=lambda rating: (rating["order"], rating.payload["slug"])
            )
        }
