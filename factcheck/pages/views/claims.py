from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication

from ..figures import backlinks
from ..figures.evidence_history import sources_of
from ..figures.provenance import read_provenance
from ..figures.verdict_history import steps
from ..figures.verdict_track import read_track
from ..published_records import PublishedRecord
from ..record_neighbours import read_neighbours
from ..records import RecordPage
from .record_lists import RecordList


class ClaimPage(RecordPage):
    """One claim: verdict with its history, who says it, the evidence, and where it stands in the record."""

    kind = "claim"
    template_name = "factcheck/claim.html"
    offers_moments = True

    def context(self, view: View) -> dict:
        line = self.line(view)
        claim, loader = self.loader(view, line)
        referring = backlinks.referring(view, view.family(line.uid))
        others = [other for other in referring.lines if other.uid != line.uid]
        related = loader.add(others)
        past = [version for version in view.versions(line.uid) if version.happened_key]
        loader.pasts[line.uid] = past
        loader.fill(self.levels, also=ratings_of(past) | sources_of(past))
        cited = [piece["source"] for piece in claim["evidence"]]
        return {
            "claim": claim,
            "steps": steps(loader, past),
            "track": read_track(self.frame, loader, past),
            "provenance": read_provenance(self.frame, cited),
            "entries": [
                card
                for card in related
                if card.kind not in ("claim", "point", "dispute")
            ],
            "points": [card for card in related if card.kind == "point"],
            "related": relations_from_others(related, claim),
            "unanswered": [
                reply for reply in claim["replies"] if not reply["answered_on"]
            ],
            "neighbours": read_neighbours(loader, claim),
        }


def ratings_of(past: Iterable[Publication]) -> set[UUID]:
    """The ratings that the versions of a claim named."""
    ratings: set[UUID] = set()
    for line in past:
        if verdict := ledger.payload_of(line)["verdict"]:
            ratings.add(UUID(verdict["rating"]))
    return ratings


def relations_from_others(
    cards: Iterable[PublishedRecord], claim: PublishedRecord
) -> list[tuple[PublishedRecord, str]]:
    """(claim, relation) of every claim that names this one among its relations."""
    relations = []
    for card in cards:
        if card.kind != "claim":
            continue
        for part in card["relations"]:
            if part["claim"] is claim:
                relations.append((card, part["relation"]))
    return relations


class ClaimList(RecordList):
    """Every claim, newest first, by the filters of claims."""

    template_name = "factcheck/claims.html"
    list_kind = "claim"
    levels = 2
    later_label = gettext_lazy("Later claims")
    earlier_label = gettext_lazy("Earlier claims")
