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
from factcheck.pages.query.facet_counts import counts_by_kind, uids_of
from factcheck.pages.query.params import BadQuery
from factcheck.pages.record_rows import lines_of
from factcheck.pages.records import RecordPage

from .positions import Column, table

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
        points = loader.add(
            lines_of(
                ledger.page(
                    view, ledger.Listing("point", (("dispute", family),)), POINTS
                )
            )
        )
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
            "today": view.moment or timezone.now(),
        }


def chosen_columns(columns: list[Column], asked: QueryDict) -> list[Column]:
    """The columns that an address names by the slugs of sides or parties; none where it names none. Raises BadQuery."""
    by_slug = {column.slug: column for column in columns}
    names = [asked.get(name, "").strip() for name in ("a", "b")]
    for name in names:
        if name and name not in by_slug:
            said = _(
                "No side and no party of this page is called “%(name)s”. It has %(known)s."
            )
            raise BadQuery(
                said % {"name": name[:40], "known": ", ".join(by_slug) or "–"}
            )
    return list({name: by_slug[name] for name in names if name}.values())


class MethodPage(RecordPage):
    """How the record of a dispute is made, and how much of it is about whom."""

    kind = "dispute"
    template_name = "timeline/method.html"

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        family = frozenset(str(uid) for uid in view.family(line.uid))
        counts = counts_by_kind(view, tuple(PARTY_FACETS), family)
        named = {
            uid
            for kind, name in PARTY_FACETS.items()
            for uid in uids_of(counts[kind], name)
        }
        loader.fill(1, also=named)
        sides = {
            side["uid"]: [party.uid for party in side["parties"]]
            for side in dispute["sides"]
        }
        parties = parties_of(loader, dispute, named)
        found = balances(
            view, family, sides | {str(party.uid): [party.uid] for party in parties}
        )
        ratings = self._ratings(view, found)
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
            "totals": {
                kind: sum(n for _, n in counts[kind].get("dispute", []))
                for kind in PARTY_FACETS
            },
            "today": view.moment or timezone.now(),
        }

    @staticmethod
    def _ratings(view: View, found: dict[str, Balance]) -> list[PublishedRecord]:
        """The ratings that any claim has, in the order of the scale."""
        loader = RecordLoader(view).fill(
            1, also={uid for balance in found.values() for uid in balance.ratings}
        )
        return sorted(
            loader.records.values(),
            key=lambda rating: (rating.payload["order"], rating.payload["slug"]),
        )


def parties_of(
    loader: RecordLoader, dispute: PublishedRecord, named: set[UUID]
) -> list[PublishedRecord]:
    """Those of the sides, in their order, then whoever else the record names, by name."""
    of_sides = [party for side in dispute["sides"] for party in side["parties"]]
    aligned = {
        party.uid: party for party in of_sides if not (party.gone or party.is_unlisted)
    }
    standing = [
        card
        for card in (loader.get(uid) for uid in named)
        if card and not card.is_unlisted
    ]
    others = {card.uid: card for card in standing if card.uid not in aligned}
    return [
        *aligned.values(),
        *sorted(others.values(), key=lambda party: party.title.casefold()),
    ]


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
