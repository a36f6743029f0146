"""The feeds of the whole desk, and of a party."""

from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.models import Publication, Ref
from factcheck.pages import changes, keyset
from factcheck.pages.cards import Deck
from factcheck.pages.verdicts import changed, verdict_changes
from factcheck.views.corrections import Corrections

from .changes import change_item
from .feeds import SIZE, FeedPage, Told
from .items import record_item
from .pages import RecordOut
from .verdicts import verdict_item

NAMING = ("entry", "claim", "quote")


class CorrectionsFeed(FeedPage):
    """Everything that the desk corrected, clarified, retracted or had to redact."""

    def told(self, view: View) -> Told:
        lines = changes.newest(view).filter(action__in=Corrections.actions)
        cut = keyset.by_line(lines, self.request.GET.get("before", ""), SIZE)
        found = changes.as_changes(Deck(view), cut.rows)
        items = [change_item(change, self.away) for change in found]
        return Told(_("Corrections"), "/corrections/", items, cut.before)


class VerdictsFeed(FeedPage):
    """Claims whose verdict changed."""

    def told(self, view: View) -> Told:
        cut = keyset.by_line(changed(view), self.request.GET.get("before", ""), SIZE)
        found = verdict_changes(Deck(view), cut.rows)
        items = [verdict_item(change, self.away) for change in found]
        return Told(_("Verdicts that changed"), "/claims/", items, cut.before)


class PartyFeed(FeedPage, RecordOut):
    """What names a party: entries, claims and quotes, the last published first."""

    kind = "party"

    def told(self, view: View) -> Told:
        line = self.line(view)
        party, deck = self.deck(view, line)
        naming = Ref.objects.filter(uid__in=view.family(line.uid), seq__lte=view.seq).values("seq")
        lines = Publication.objects.filter(view.live(), seq__in=naming, kind__in=NAMING, happened_key__gt="")
        cut = keyset.by_line(lines.order_by("-seq"), self.request.GET.get("before", ""), SIZE)
        cards = deck.add(cut.rows)
        deck.fill(self.levels)
        items = [record_item(card, self.away) for card in cards]
        title = _("What names %s") % party.title
        return Told(title, party.path, items, cut.before, since=line.published_at)
