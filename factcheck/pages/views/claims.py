from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import Listing, View
from factcheck.records import registry

from ..base_views import PublicPage
from ..figures import backlinks
from ..figures.verdict_history import steps
from ..published_records import RecordLoader
from ..query import filter_fields, pagination
from ..query.facet_counts import facet_counts, uids_of
from ..record_rows import lines_of
from ..records import RecordPage

SIZE = 50


class ClaimPage(RecordPage):
    """One claim: verdict with its history, who says it, the evidence, and where it stands in the record."""

    kind = "claim"
    template_name = "factcheck/claim.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        claim, loader = self.loader(view, line)
        found = backlinks.referring(view, view.family(line.uid))
        related = loader.add([other for other in found.lines if other.uid != line.uid])
        past = [version for version in view.versions(line.uid) if version.happened_key]
        loader.pasts[line.uid] = past
        loader.fill(self.levels, also=ratings_of(past))
        return {
            "claim": claim,
            "steps": steps(loader, past),
            "entries": [
                card
                for card in related
                if card.kind not in ("claim", "point", "dispute")
            ],
            "points": [card for card in related if card.kind == "point"],
            "related": relations_from_others(related, claim),
        }


def ratings_of(past) -> set:
    """The ratings that the versions of a claim named."""
    verdicts = (ledger.payload_of(line)["verdict"] for line in past)
    return {filter_fields.as_uid(verdict["rating"]) for verdict in verdicts if verdict}


def relations_from_others(cards, claim) -> list[tuple]:
    """(claim, relation) of every claim that names this one among its relations."""
    others = [card for card in cards if card.kind == "claim"]
    return [
        (card, part["relation"])
        for card in others
        for part in card["relations"]
        if part["claim"] is claim
    ]


def encoded(fields: list[filter_fields.Field]) -> str:
    """The choices as a query, for the links to other pages of the list."""
    return urlencode([(made.name, value) for made in fields for value in made.chosen])


class ClaimList(PublicPage):
    """Every claim, newest first, by dispute, rating, kind and claimant."""

    template_name = "factcheck/claims.html"
    several = ("dispute", "rating", "kind", "claimant")
    parameters = (*several, "after", "before")

    def context(self, view: View) -> dict:
        asked, counts = self.request.GET, facet_counts(view, "claim")
        fields = [
            filter_fields.record(asked, "dispute", _("Dispute")),
            filter_fields.record(asked, "rating", _("Verdict")),
            filter_fields.fixed(counts, asked, "kind", _("Kind of claim")),
            filter_fields.record(asked, "claimant", _("Claimed by")),
        ]
        filter_fields.resolve(view, fields)
        rows, earlier, later = self._rows(view, fields, asked)
        loader = RecordLoader(view)
        claims = loader.add(lines_of(rows))
        loader.fill(2, also=uids_of(counts, "dispute", "rating", "claimant"))
        filter_fields.offer(loader, counts, fields)
        path = f"{self.request.path}?{encoded(fields)}"
        return {
            "claims": claims,
            "fields": fields,
            "earlier": earlier,
            "later": later,
            "list_path": path,
        }

    @staticmethod
    def _rows(view: View, fields: list, asked: QueryDict) -> tuple[list, str, str]:
        after, before = (
            pagination.read_place(asked, "after"),
            pagination.read_place(asked, "before"),
        )
        listing = Listing(
            registry.get("claim").name,
            facets=filter_fields.facets(fields),
            after=after or before,
            ascending=bool(before and not after),
        )
        rows = ledger.page(view, listing, SIZE + 1)
        return pagination.around(
            rows, SIZE, backwards=listing.ascending, is_start=after is None
        )
