"""How much of a dispute's record is about each side and each party, counted where the ledger's facets stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from factcheck.ledger import View
from factcheck.ledger.facet_queries import (
    count_ratings_of_parties,
    count_records_of_parties,
)


@dataclass
class Balance:
    """How many entries, quotes and claims name a group; `ratings` counts its claims by the uid of their rating."""

    entry: int = 0
    quote: int = 0
    claim: int = 0
    ratings: dict[UUID, int] = field(default_factory=dict)

    @property
    def unrated(self) -> int:
        return self.claim - sum(self.ratings.values())


def balances(
    view: View, disputes: Collection[str], groups: Mapping[str, Iterable[UUID]]
) -> dict[str, Balance]:
    """The balance of each group of parties, by its key; a record that names two of a group counts once.

    `disputes` are the uids of one dispute, `groups` the parties as readers know them: what was merged into one counts
    as it. Two queries, as of the view.
    """
    by_group = {key: Balance() for key in groups}
    pairs = _group_members(view, groups)
    for key, kind, count in count_records_of_parties(view, disputes, pairs):
        setattr(by_group[key], kind, count)
    for key, rating, count in count_ratings_of_parties(view, disputes, pairs):
        uid = view.follow(UUID(rating))
        ratings = by_group[key].ratings
        ratings[uid] = ratings.get(uid, 0) + count
    return by_group


def _group_members(
    view: View, groups: Mapping[str, Iterable[UUID]]
) -> list[tuple[str, str]]:
    """(group, uid) of every party of a group and of what was merged into it, each once."""
    pairs = []
    for key, parties in groups.items():
        members: set[UUID] = set()
        for party in parties:
            members |= view.family(party)
        pairs += [(key, str(uid)) for uid in members]
    return pairs
