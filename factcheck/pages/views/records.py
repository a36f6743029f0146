"""The pages of quotes, sources and parties."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Self

from django.utils.translation import gettext

from factcheck.ledger import GROUNDS, View
from factcheck.models import OPEN_LICENCES, Capture

from ..figures import backlinks
from ..figures.cited_passages import cited_passages
from ..figures.provenance import read_provenance
from ..figures.verdict_distribution import verdict_distribution
from ..figures.verdict_row import read_row
from ..published_records import PublishedRecord
from ..record_neighbours import read_neighbours
from ..records import RecordPage


class QuotePage(RecordPage):
    """Exact words: who said them, where they stand, and what uses them."""

    kind = "quote"
    template_name = "factcheck/quote.html"
    offers_moments = True

    def context(self, view: View) -> dict:
        line = self.line(view)
        quote, loader = self.loader(view, line)
        referring = backlinks.referring(view, view.family(line.uid))
        users = loader.add(referring.lines)
        loader.fill(self.levels)
        return {
            "quote": quote,
            "users": grouped(users, referring.counts),
            "neighbours": read_neighbours(loader, quote),
        }


class RemovedCopy(NamedTuple):
    """A copy whose bytes were taken away, when, and on which ground, in the reader's language."""

    captured_at: datetime
    bytes_removed_at: datetime
    sha256: str
    ground: str

    @classmethod
    def of(cls, copy: Capture, at: datetime) -> Self:
        ground = GROUNDS.get(copy.bytes_removed_ground, copy.bytes_removed_ground)
        return cls(copy.captured_at, at, copy.sha256, gettext(ground))


class SourcePage(RecordPage):
    """A cited work: what rests on it, the cited passages, and the whole text where its licence allows."""

    kind = "source"
    template_name = "factcheck/source.html"
    offers_moments = True

    def context(self, view: View) -> dict:
        line = self.line(view)
        source, loader = self.loader(view, line)
        family = view.family(line.uid)
        referring = backlinks.referring(view, family)
        users = loader.add(referring.lines)
        loader.fill(2)
        alike = [source, *(user for user in users if repeats(user, source))]
        return {
            "source": source,
            "provenance": read_provenance(self.frame, alike),
            "users": grouped(users, referring.counts),
            "passages": cited_passages(users, {str(uid) for uid in family}),
            **self._copies(view, source),
        }

    @staticmethod
    def _copies(view: View, source: PublishedRecord) -> dict:
        """Operational facts, as of now. The text is for the present page alone: a licence may have been taken back."""
        captures = Capture.objects.filter(source__uid=source.uid)
        may_be_shown = source["licence"] in OPEN_LICENCES and not view.moment
        copies: list[Capture] = []
        removed: list[RemovedCopy] = []
        text = ""
        for copy in captures.order_by("-captured_at", "-id")[:5]:
            if copy.bytes_removed_at is None:
                copies.append(copy)
            else:
                removed.append(RemovedCopy.of(copy, copy.bytes_removed_at))
            if may_be_shown and not text:
                text = copy.text
        return {"copies": copies, "removed": removed, "text": text}


class PartyPage(RecordPage):
    """Whoever speaks, claims or acts: roles by date, and where the record names it."""

    kind = "party"
    template_name = "factcheck/party.html"
    offers_moments = True

    def context(self, view: View) -> dict:
        line = self.line(view)
        party, loader = self.loader(view, line)
        referring = backlinks.referring(view, view.family(line.uid))
        users = loader.add(other for other in referring.lines if other.uid != line.uid)
        distribution = verdict_distribution(view, view.family(line.uid))
        ratings = dict(distribution.ratings)
        loader.fill(3, past_of="claim", also=ratings)
        verdicts = [
            (loader.get(uid, required_live=True), n) for uid, n in ratings.items()
        ]
        return {
            "party": party,
            "users": grouped(users, referring.counts),
            "distribution": distribution,
            "verdicts": verdicts,
            "unanswered": unanswered_by(party, users),
            "verdict_row": read_row(
                self.frame, party, users, distribution.base, verdicts
            ),
        }


def unanswered_by(
    party: PublishedRecord, users: Iterable[PublishedRecord]
) -> list[tuple[PublishedRecord, dict]]:
    """(claim, what was asked) of every question to the party that it has not answered, the latest first."""
    unanswered = []
    for claim in users:
        for reply in claim["replies"] if claim.kind == "claim" else ():
            is_asked = reply["party"] and reply["party"].uid == party.uid
            if is_asked and not reply["answered_on"]:
                unanswered.append((claim, reply))
    return sorted(unanswered, key=lambda asked: asked[1]["asked_on"], reverse=True)


def repeats(user: PublishedRecord, source: PublishedRecord) -> bool:
    """Whether what refers to a source is another one that merely repeats it."""
    return user.kind == "source" and user["derived_from"] is source


def grouped(cards: list[PublishedRecord], counts: dict[str, int]) -> dict[str, dict]:
    """What refers to a record, by kind: {kind: {cards, count, more}}; a kind without any is not there."""
    by_kind: dict[str, list[PublishedRecord]] = {}
    for card in cards:
        by_kind.setdefault(card.kind, []).append(card)
    return {kind: _group(by_kind[kind], counts[kind]) for kind in sorted(by_kind)}


def _group(cards: list[PublishedRecord], count: int) -> dict:
    return {"cards": cards, "count": count, "more": max(0, count - len(cards))}
