"""Who holds what in a dispute, and how its record is made: the pages that let readers judge its balance."""

from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import View
from factcheck.ledger.facet_queries import PARTY_FACETS
from factcheck.pages.figures.balance import Balance, balances
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query.facet_counts import Counts, counts_by_kind, uids_of
from factcheck.pages.query.params import BadQuery
from factcheck.pages.record_rows import lines_of
from factcheck.pages.records import RecordPage

from .figures.balance import read_balance
from .figures.sides import Sides
from .positions import Column, silent_columns, table, unanswered_questions

POINTS = 200


class PositionsPage(RecordPage):
    """The points at issue, and what each side holds on them; `a` and `b` choose two of the columns."""

    kind = "dispute"
    template_name = "timeline/positions.html"
    parameters = ("a", "b")

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        family = tuple(str(uid) for uid in view.family(line.uid))
        listing = ledger.Listing("point", (("dispute", family),))
        points = loader.add(lines_of(ledger.page(view, listing, POINTS)))
        loader.fill(3)
        columns, rows = table(dispute, points)
        chosen = chosen_columns(columns, self.request.GET)
        return {
            "dispute": dispute,
            "columns": chosen or columns,
            "rows": [row.only(chosen) for row in rows] if chosen else rows,
            "choices": columns,
            "a": self.request.GET.get("a", "").strip(),
            "b": self.request.GET.get("b", "").strip(),
            "is_chosen": bool(chosen),
            "silent": silent_columns(rows),
            "asked": unanswered_questions(rows),
            "today": view.moment or timezone.now(),
        }


def chosen_columns(columns: list[Column], params: QueryDict) -> list[Column]:
    """The columns that an address names by the slugs of sides or parties; none where it names none. Raises BadQuery."""
    by_slug = {column.slug: column for column in columns}
    chosen = {}
    for name in ("a", "b"):
        slug = params.get(name, "").strip()
        if not slug:
            continue
        if slug not in by_slug:
            message = _(
                "No side and no party of this page is called “%(name)s”. It has %(known)s."
            )
            known = ", ".join(by_slug) or "–"
            raise BadQuery(message % {"name": slug[:40], "known": known})
        chosen[slug] = by_slug[slug]
    return list(chosen.values())


class MethodPage(RecordPage):
    """How the record of a dispute is made, and how much of it is about whom."""

    kind = "dispute"
    template_name = "timeline/method.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        family = frozenset(str(uid) for uid in view.family(line.uid))
        counts = counts_by_kind(view, tuple(PARTY_FACETS), family)
        named = parties_in(counts)
        loader.fill(1, also=named)
        parties = parties_of(loader, dispute, named)
        groups = {str(party.uid): [party.uid] for party in parties}
        for side in dispute["sides"]:
            groups[side["uid"]] = [party.uid for party in side["parties"]]
        found = balances(view, family, groups)
        ratings = _ratings(view, found)
        totals = totals_of(counts)
        side_uids = [side["uid"] for side in dispute["sides"]]
        return {
            "dispute": dispute,
            "ratings": ratings,
            "sides": [
                row_of(dispute, side["name"], "", found[side["uid"]], ratings)
                for side in dispute["sides"]
            ],
            "parties": [
                row_of(party, party.title, party.path, found[str(party.uid)], ratings)
                for party in parties
            ],
            "totals": totals,
            "balance": read_balance(
                [Sides(view, dispute).names[uid] for uid in side_uids],
                parties,
                found,
                side_uids,
                ratings,
                totals,
                self.frame.direction == "rtl",
            ),
            "today": view.moment or timezone.now(),
        }


def parties_in(counts: dict[str, Counts]) -> set[UUID]:
    """The parties that the entries, quotes and claims of a dispute name."""
    named: set[UUID] = set()
    for kind, facet in PARTY_FACETS.items():
        named |= uids_of(counts[kind], facet)
    return named


def totals_of(counts: dict[str, Counts]) -> dict[str, int]:
    """How many entries, quotes and claims a dispute has."""
    totals = {}
    for kind in PARTY_FACETS:
        totals[kind] = sum(count for _, count in counts[kind].get("dispute", []))
    return totals


def _ratings(view: View, found: dict[str, Balance]) -> list[PublishedRecord]:
    """The ratings that any claim has, in the order of the scale."""
    uids: set[UUID] = set()
    for balance in found.values():
        uids.update(balance.ratings)
    loader = RecordLoader(view).fill(1, also=uids)
    return sorted(
        loader.records.values(),
        key=lambda rating: (rating.payload["order"], rating.payload["slug"]),
    )


def parties_of(
    loader: RecordLoader, dispute: PublishedRecord, named: set[UUID]
) -> list[PublishedRecord]:
    """Those of the sides, in their order, then whoever else the record names, by name."""
    aligned: dict[UUID, PublishedRecord] = {}
    for side in dispute["sides"]:
        for party in side["parties"]:
            if not party.gone and not party.is_unlisted:
                aligned[party.uid] = party
    others: dict[UUID, PublishedRecord] = {}
    for uid in named:
        party = loader.get(uid)
        if party and not party.is_unlisted and party.uid not in aligned:
            others[party.uid] = party
    by_name = sorted(others.values(), key=lambda party: party.title.casefold())
    return [*aligned.values(), *by_name]


def row_of(
    card: PublishedRecord,
    name: str,
    path: str,
    balance: Balance,
    ratings: list[PublishedRecord],
) -> dict:
    """A row of a table: a name in its card's language, the counts, then its claims by rating in the given order."""
    verdicts = [balance.ratings.get(rating.uid, 0) for rating in ratings]
    return {
        "name": name,
        "path": path,
        "language": card.title_language,
        "balance": balance,
        "verdicts": verdicts,
    }
