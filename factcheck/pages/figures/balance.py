"""How much of a dispute's record is about each side and each party, counted where the ledger's facets stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from factcheck.ledger import View, live

# What is counted of a party: the facet that names it, by the kind of record.
NAMED = {"entry": "party", "quote": "speaker", "claim": "claimant"}
WHICH = " OR ".join(
    f"(f.kind = '{kind}' AND f.name = '{name}')" for kind, name in NAMED.items()
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
    view: View, disputes: Iterable[str], groups: dict[str, Iterable[UUID]]
) -> dict[str, Balance]:
    """The balance of each group of parties, by its key; a record that names two of a group counts once.

    `disputes` are the uids of one dispute, `groups` the parties as readers know them: what was merged into one counts
    as it. Two queries, as of the view.
    """
    found = defaultdict(Balance, {key: Balance() for key in groups})
    pairs = [
        (key, str(uid))
        for key, parties in groups.items()
        for uid in _families(view, parties)
    ]
    if not pairs:
        return dict(found)
    for key, kind, n in _rows(view, disputes, pairs, "m.column1, f.kind", "", WHICH):
        setattr(found[key], kind, n)
    rated = "LEFT JOIN factcheck_facet AS r ON r.seq = f.seq AND r.name = 'rating'"
    claims = "f.kind = 'claim' AND f.name = 'claimant' AND r.value IS NOT NULL"
    for key, value, n in _rows(
        view, disputes, pairs, "m.column1, r.value", rated, claims
    ):
        uid, ratings = view.follow(UUID(value)), found[key].ratings
        ratings[uid] = ratings.get(uid, 0) + n
    return dict(found)


def _families(view: View, parties: Iterable[UUID]) -> set[UUID]:
    return {uid for party in parties for uid in view.family(party)}


def _rows(
    view: View,
    disputes: Iterable[str],
    pairs: list[tuple],
    by: str,
    join: str,
    which: str,
) -> list[tuple]:
    """(group, what it is counted by, distinct lines)."""
    stands, values = live(view, "f"), sorted(disputes)
    marks = ", ".join(["%s"] * len(values))
    named = ", ".join(["(%s, %s)"] * len(pairs))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {by}, COUNT(DISTINCT f.seq) FROM (VALUES {named}) AS m "
            f"JOIN factcheck_facet AS f ON f.value = m.column2 {join} WHERE ({which}) {stands.text} AND EXISTS "
            f"(SELECT 1 FROM factcheck_facet AS d WHERE d.seq = f.seq AND d.name = 'dispute' AND d.value IN ({marks})) "
            f"GROUP BY {by}",
            (*(value for pair in pairs for value in pair), *stands.params, *values),
        )
        return cursor.fetchall()
