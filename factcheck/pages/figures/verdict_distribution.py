"""How the verdicts on what a party claims are spread, always beside how many claims that is."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from factcheck.ledger import View
from factcheck.ledger.facet_queries import count_ratings_of_claims


class VerdictDistribution(NamedTuple):
    """`base` claims that the party makes or repeats; how many of them have each rating, the commonest first."""

    base: int
    ratings: list[tuple[UUID, int]]

    @property
    def unrated(self) -> int:
        return self.base - sum(n for _, n in self.ratings)


def verdict_distribution(view: View, family: Iterable[UUID]) -> VerdictDistribution:
    """The verdicts on a party's claims as of the view; `family` is its uid and those merged into it. One query."""
    rows = count_ratings_of_claims(view, [str(uid) for uid in family])
    counts: dict[UUID, int] = {}
    for rating, count in rows:
        if rating:
            uid = view.follow(UUID(rating))
            counts[uid] = counts.get(uid, 0) + count
    base = sum(count for _, count in rows)
    return VerdictDistribution(base, sorted(counts.items(), key=lambda row: -row[1]))
