"""The feeds of the whole desk, and of a party."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.ledger import Listing, View
from factcheck.models import Publication, Ref
from factcheck.pages.diff import changes
from factcheck.pages.figures.verdict_changes import verdict_changes
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.published_site import site_at
from factcheck.pages.query import pagination
from factcheck.pages.query.change_form import (
    ChangeParameters,
    narrow_disputes,
    narrow_lines,
)
from factcheck.pages.query.filter_form import FilterForm
from factcheck.pages.retractions import Withdrawn, withdrawn
from factcheck.pages.views.corrections import (
    changed_verdicts,
    corrections,
    read_type,
)

from .base_views import AbsoluteFrame, RecordFormatView
from .changes import change_item
from .feed_items import SyndicationItem, by_line, record_item
from .feeds import SIZE, FeedData, FeedPage
from .tombstones import withdrawn_items
from .verdicts import verdict_item

NAMING = ("entry", "claim", "quote")
LEVELS = 3  # of references that an item shows


class CorrectionsFeed(ChangeParameters, FeedPage):
    """Everything that the desk corrected, clarified, retracted or had to redact, by the filters of its page."""

    list_parameters = ("type", "before", "at")

    def feed_data(self, view: View) -> FeedData:
        params = self.request.GET
        form, listing = self.change_form(view, params, "type")
        lines = corrections(view, listing, read_type(params))
        lines = narrow_lines(lines, form, listing)
        cut = pagination.by_line(lines, self.request.GET, SIZE)
        found = changes.as_changes(RecordLoader(view), cut.rows)
        items = [
            change_item(change, self.away) for change in found if not change.is_unlisted
        ]
        home = form.here.replace(form.path, reverse("corrections"), 1)
        return FeedData(_("Corrections"), home, items, cut.before, form.here)


class VerdictsFeed(ChangeParameters, FeedPage):
    """Claims whose verdict changed."""

    list_parameters = ("before", "at")

    def feed_data(self, view: View) -> FeedData:
        form, listing = self.change_form(view, self.request.GET)
        lines = narrow_lines(changed_verdicts(view, listing), form, listing)
        cut = pagination.by_line(lines, self.request.GET, SIZE)
        found = verdict_changes(RecordLoader(view), cut.rows)
        items = [verdict_item(change, self.away) for change in found]
        title = _("Verdicts that changed")
        return FeedData(title, reverse("claims"), items, cut.before, form.here)


class SiteFeed(ChangeParameters, FeedPage):
    """Everything that stands of all disputes, the last published first: disputes, entries, claims and quotes."""

    kinds = ("dispute", *NAMING)
    list_parameters = ("before", "at")

    def feed_data(self, view: View) -> FeedData:
        form, listing = self.change_form(view, self.request.GET)
        lines = Publication.objects.filter(
            view.live(), kind__in=self.kinds, happened_key__gt=""
        )
        lines = narrow_disputes(narrow_lines(lines, form, listing), listing)
        before = pagination.read_line(self.request.GET, "before")
        cut = pagination.by_line(lines.order_by("-seq"), self.request.GET, SIZE)
        loader = RecordLoader(view)
        cards = loader.add(cut.rows)
        loader.fill(LEVELS)
        gone = withdrawn(view, self.kinds, cut.before or 0, before)
        if form.is_active:
            gone = _passing(gone, form, listing)
        site = site_at(view)
        return FeedData(
            _("%s: all disputes") % site.name,
            reverse("home"),
            _items(cards, gone, view, self.away),
            cut.before,
            form.here,
            about=site.description,
        )


class PartyFeed(ChangeParameters, FeedPage, RecordFormatView):
    """What names a party: entries, claims and quotes, the last published first."""

    kind = "party"
    kinds = NAMING
    list_parameters = ("before", "at")

    def feed_data(self, view: View) -> FeedData:
        line = self.line(view)
        form, listing = self.change_form(view, self.request.GET)
        party, loader = self.loader(view, line)
        naming = Ref.objects.filter(
            uid__in=view.family(line.uid), seq__lte=view.seq
        ).values("seq")
        lines = Publication.objects.filter(
            view.live(), seq__in=naming, kind__in=NAMING, happened_key__gt=""
        )
        lines = narrow_disputes(narrow_lines(lines, form, listing), listing)
        before = pagination.read_line(self.request.GET, "before")
        cut = pagination.by_line(lines.order_by("-seq"), self.request.GET, SIZE)
        cards = loader.add(cut.rows)
        loader.fill(self.levels)
        gone = _naming(
            withdrawn(view, NAMING, cut.before or 0, before), view.family(line.uid)
        )
        if form.is_active:
            gone = _passing(gone, form, listing)
        title = _("What names %s") % party.title
        return FeedData(
            title,
            party.path,
            _items(cards, gone, view, self.away),
            cut.before,
            form.here,
            since=line.published_at,
        )


def _items(
    cards: list[PublishedRecord], gone: list[Withdrawn], view: View, away: AbsoluteFrame
) -> list[SyndicationItem]:
    """What stands and what was taken down, in the order of a feed."""
    standing = [(card.line.seq, record_item(card, away)) for card in cards]
    return by_line(standing + withdrawn_items(view, gone, away))


def _passing(
    gone: list[Withdrawn], form: FilterForm, listing: Listing
) -> list[Withdrawn]:
    """Those that the filters let through: by what the record was, and when it was taken down."""
    own = Publication.objects.filter(seq__in=[each.line.seq for each in gone])
    seqs = set(narrow_lines(own, form, listing).values_list("seq", flat=True))
    before = Publication.objects.filter(seq__in=[each.before.seq for each in gone])
    named = set(narrow_disputes(before, listing).values_list("seq", flat=True))
    return [each for each in gone if each.line.seq in seqs and each.before.seq in named]


def _naming(found: list[Withdrawn], family: set[UUID]) -> list[Withdrawn]:
    """Those that named a party when they stood."""
    seqs = {each.before.seq for each in found}
    named = (
        set(
            Ref.objects.filter(seq__in=seqs, uid__in=family).values_list(
                "seq", flat=True
            )
        )
        if seqs
        else set()
    )
    return [each for each in found if each.before.seq in named]
