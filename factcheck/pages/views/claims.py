from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.records import registry
from factcheck.records.filters.declaration import Filter

from ..base_views import PublicPage
from ..figures import backlinks
from ..figures.evidence_history import sources_of
from ..figures.provenance import read_provenance
from ..figures.verdict_history import steps
from ..figures.verdict_track import read_track
from ..published_records import PublishedRecord, RecordLoader
from ..query import pagination
from ..query.facet_counts import counts_by_kind
from ..query.filter_form import (
    FilterForm,
    counts_of_filters,
    kinds_counted,
    offered_uids,
    page_filters,
    read_form,
)
from ..query.filter_parameters import FilterParameters
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


def neighbour_words(form: FilterForm) -> dict[str, str]:
    """How the pages before and after this one are called in the order that is shown."""
    before, after = _("Later claims"), _("Earlier claims")
    if not form.newest_first:
        before, after = after, before
    return {"earlier_words": before, "later_words": after}


class ClaimList(FilterParameters, PublicPage):
    """Every claim, newest first, by the filters of claims."""

    template_name = "factcheck/claims.html"
    list_kind = "claim"
    list_parameters = ("after", "before")

    def declared_filters(self) -> dict[str, Filter]:
        return page_filters(registry.get(self.list_kind).list_filters)

    def context(self, view: View) -> dict:
        declared = self.declared_filters()
        form = read_form(view, declared, self.request.GET, self.request.path)
        rows, earlier, later = self._rows(view, form)
        self.status = form.status
        kinds = kinds_counted(declared, self.list_kind)
        counts = counts_of_filters(
            declared, self.list_kind, counts_by_kind(view, kinds)
        )
        loader = RecordLoader(view)
        claims = loader.add(lines_of(rows))
        loader.fill(2, also=offered_uids(form, counts))
        form.offer(loader, counts)
        return {
            "claims": claims,
            "filters": form,
            "earlier": earlier,
            "later": later,
            "list_path": form.here,
            **neighbour_words(form),
        }

    def _rows(self, view: View, form: FilterForm) -> tuple[list, str, str]:
        """The rows of the page, and the places of the pages before and after it; none where a filter is wrong."""
        after = pagination.read_place(self.request.GET, "after")
        before = pagination.read_place(self.request.GET, "before")
        backwards = bool(before and not after)
        listing = form.narrow(registry.get(self.list_kind).whole_list)
        if form.errors:
            return [], "", ""
        listing = replace(listing, after=after or before, backwards=backwards)
        rows = ledger.page(view, listing, SIZE + 1)
        return pagination.around(
            rows, SIZE, backwards=backwards, is_start=after is None
        )
