"""The feeds of the whole desk, and of a party."""

from uuid import UUID

from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.models import Publication, Ref
from factcheck.pages.diff import changes
from factcheck.pages.figures.verdict_changes import changed, verdict_changes
from factcheck.pages.published_records import RecordLoader
from factcheck.pages.query import pagination
from factcheck.pages.retractions import Withdrawn, withdrawn
from factcheck.pages.views.corrections import Corrections

from .base_views import RecordFormatView
from .changes import change_item
from .feed_items import by_line, record_item
from .feeds import SIZE, FeedData, FeedPage
from .tombstones import withdrawn_items
from .verdicts import verdict_item

NAMING = ("entry", "claim", "quote")


class CorrectionsFeed(FeedPage):
    """Everything that the desk corrected, clarified, retracted or had to redact."""

    def feed_data(self, view: View) -> FeedData:
        lines = changes.newest(view).filter(action__in=Corrections.actions)
        cut = pagination.by_line(lines, self.request.GET, SIZE)
        found = changes.as_changes(RecordLoader(view), cut.rows)
        items = [
            change_item(change, self.away) for change in found if not change.is_unlisted
        ]
        return FeedData(_("Corrections"), "/corrections/", items, cut.before)


class VerdictsFeed(FeedPage):
    """Claims whose verdict changed."""

    def feed_data(self, view: View) -> FeedData:
        cut = pagination.by_line(changed(view), self.request.GET, SIZE)
        found = verdict_changes(RecordLoader(view), cut.rows)
        items = [verdict_item(change, self.away) for change in found]
        return FeedData(_("Verdicts that changed"), "/claims/", items, cut.before)


class PartyFeed(FeedPage, RecordFormatView):
    """What names a party: entries, claims and quotes, the last published first."""

    kind = "party"

    def feed_data(self, view: View) -> FeedData:
        line = self.line(view)
        party, loader = self.loader(view, line)
        naming = Ref.objects.filter(
            uid__in=view.family(line.uid), seq__lte=view.seq
        ).values("seq")
        lines = Publication.objects.filter(
            view.live(), seq__in=naming, kind__in=NAMING, happened_key__gt=""
        )
        before = pagination.read_line(self.request.GET, "before")
        cut = pagination.by_line(lines.order_by("-seq"), self.request.GET, SIZE)
        cards = loader.add(cut.rows)
        loader.fill(self.levels)
        gone = _naming(
            withdrawn(view, NAMING, cut.before or 0, before), view.family(line.uid)
        )
        items = [(card.line.seq, record_item(card, self.away)) for card in cards]
        items = by_line(items + withdrawn_items(view, gone, self.away))
        title = _("What names %s") % party.title
        return FeedData(title, party.path, items, cut.before, since=line.published_at)


def _naming(found: list[Withdrawn], family: set[UUID]) -> list[Withdrawn]:
    """Those that named a party when they stood."""
    seqs = {each.before.seq for each in found}
    if not seqs:
        return []
    references = Ref.objects.filter(seq__in=seqs, uid__in=family)
    named = set(references.values_list("seq", flat=True))
    return [each for each in found if each.before.seq in named]
