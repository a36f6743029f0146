"""Disputes as the home page shows them: what happened last, who acts when, how the claims were judged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from factcheck.ledger.facet_queries import count_ratings_of_disputes
from factcheck.models import Facet, Publication
from factcheck.pages.diff.changes import LedgerChange, as_changes
from factcheck.pages.figures.verdict_counts import Rating, RatingLink, draw_counts
from factcheck.pages.figures.verdict_row import RatingCount, scale_place
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.text.sentence_cuts import cut_sentences

from .calendar import CalendarPeriod
from .figures.lane_lists import LanesFigure
from .figures.lanes import draw_lanes_of, read_entries, read_lanes
from .figures.links import PeriodLink
from .last_changes import last_corrections, last_events

MOST_DRAWN = 120
"""Of a dispute with more entries the figure is read from counts; the others are read together."""

SUMMARY_LETTERS = 200
"""How much of a summary a small card says."""


@dataclass(frozen=True)
class DisputeCard:
    """A dispute on the home page; `verdicts` has how many of its claims have each rating, in the order of the scale.

    `changed` is its last line, `event` the entry that happened last, `correction` what was put right last.
    """

    dispute: PublishedRecord
    changed: Publication
    entries: int
    claims: int
    verdicts: list[RatingCount]
    marks: SafeString
    lanes: LanesFigure | None
    event: PublishedRecord | None
    correction: LedgerChange | None

    @property
    def summary(self) -> str:
        """How the dispute's summary begins."""
        return cut_sentences(self.dispute.payload["summary"], SUMMARY_LETTERS)[0]


class DisputeCards:
    """The cards of some disputes, read together: as many queries for one as for twelve.

    Only the figure of a dispute with more than `MOST_DRAWN` entries is read on its own.
    """

    def __init__(
        self, frame: Frame, loader: RecordLoader, disputes: Sequence[PublishedRecord]
    ):
        self.frame, self.view, self.loader = frame, frame.ledger_view, loader
        self.disputes = disputes
        self.owners: dict[str, UUID] = {}
        for dispute in disputes:
            for uid in self.view.family(dispute.uid):
                self.owners[str(uid)] = dispute.uid

    def read(self, changed: dict[UUID, Publication]) -> list[DisputeCard]:
        """The cards in the order of the disputes; `changed` is the last line of each."""
        if not self.disputes:
            return []
        uids = [dispute.uid for dispute in self.disputes]
        today = (self.view.moment or timezone.now()).date()
        self.events = last_events(self.view, uids, today)
        self.corrections = self._corrections(uids)
        self.entries = self._count_entries()
        self.payloads = self._read_entries()
        self.ratings = self._count_ratings()
        cards: list[DisputeCard] = []
        for dispute in self.disputes:
            is_first = not cards
            cards.append(self._card(dispute, changed[dispute.uid], is_first))
        return cards

    def _card(
        self, dispute: PublishedRecord, changed: Publication, is_first: bool
    ) -> DisputeCard:
        verdicts, claims = self._verdicts(dispute)
        event = self.events.get(dispute.uid)
        return DisputeCard(
            dispute,
            changed,
            self.entries[dispute.uid],
            claims,
            verdicts,
            draw_counts(self.frame, verdicts, claims, self._rating_link(dispute)),
            self._lanes(dispute, is_first),
            PublishedRecord(self.loader, event) if event else None,
            self.corrections.get(dispute.uid),
        )

    def _corrections(self, uids: list[UUID]) -> dict[UUID, LedgerChange]:
        """What was put right last in each dispute, where the record has a page that can be named."""
        lines = last_corrections(self.view, uids)
        found = as_changes(self.loader, lines.values(), compare=False)
        by_line = {change.line.seq: change for change in found}
        corrections = {}
        for uid, line in lines.items():
            if not by_line[line.seq].is_unlisted:
                corrections[uid] = by_line[line.seq]
        return corrections

    def _count_entries(self) -> Counter[UUID]:
        """How many entries each dispute has."""
        named = Facet.objects.filter(
            self.view.live(), kind="entry", name="dispute", value__in=list(self.owners)
        )
        counts: Counter[UUID] = Counter()
        for uid, number in named.values_list("value").annotate(number=Count("seq")):
            counts[self.owners[uid]] += number
        return counts

    def _read_entries(self) -> dict[UUID, list[dict]]:
        """The entries of the disputes whose figure is drawn from them, by dispute, in the order of the timelines."""
        small = []
        for uid, owner in self.owners.items():
            if self.entries[owner] <= MOST_DRAWN:
                small.append(uid)
        payloads: dict[UUID, list[dict]] = {}
        for payload in read_entries(self.view, tuple(small)) if small else ():
            owner = self.owners[payload["dispute"]]
            payloads.setdefault(owner, []).append(payload)
        return payloads

    def _count_ratings(self) -> dict[UUID, Counter[UUID | None]]:
        """How many claims of each dispute have each rating; the ratings are read."""
        counts: dict[UUID, Counter[UUID | None]] = {}
        rows = count_ratings_of_disputes(self.view, list(self.owners))
        for dispute, rating, number in rows:
            uid = self.view.follow(UUID(rating)) if rating else None
            counts.setdefault(self.owners[dispute], Counter())[uid] += number
        ratings = {uid for of_dispute in counts.values() for uid in of_dispute if uid}
        self.loader.fill(1, of=[], also=ratings)
        return counts

    def _verdicts(self, dispute: PublishedRecord) -> tuple[list[RatingCount], int]:
        """How many claims of a dispute have each rating, in the order of the scale, and how many there are in all."""
        counts = self.ratings.get(dispute.uid, Counter())
        verdicts: list[RatingCount] = []
        for uid, number in counts.items():
            rating = self.loader.get(uid, required_live=True) if uid else None
            verdicts.append((rating, number))
        verdicts.sort(key=lambda verdict: scale_place(verdict[0]))
        return verdicts, counts.total()

    def _rating_link(self, dispute: PublishedRecord) -> RatingLink:
        """Where the mark of a rating leads: to the claims of the dispute that have it."""
        path, slug = reverse("claims"), dispute.payload["slug"]

        def link(rating: Rating) -> str:
            if not isinstance(rating, PublishedRecord):
                return self.frame.link(path, dispute=slug)
            return self.frame.link(path, dispute=slug, rating=rating.payload["slug"])

        return link

    def _lanes(self, dispute: PublishedRecord, is_first: bool) -> LanesFigure | None:
        """Who acts when: with names and words in the first card, small in the others."""
        if self.entries[dispute.uid] > MOST_DRAWN:
            link = self._period_link(dispute)
            return read_lanes(self.frame, dispute, period_link=link, names=is_first)
        payloads = self.payloads.get(dispute.uid, [])
        return draw_lanes_of(self.frame, dispute, payloads, names=is_first)

    def _period_link(self, dispute: PublishedRecord) -> PeriodLink:
        """The dispute's page, where its timeline can be walked by periods."""

        def link(_period: CalendarPeriod) -> str:
            return self.frame.link(dispute.path)

        return link
