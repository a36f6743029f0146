"""How the verdicts on what a party claims are spread, always beside how many claims that is."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from factcheck.ledger import View, live


class Mix(NamedTuple):
    """`base` claims that the party makes or repeats; how many of them have each rating, the commonest first."""

    base: int
    ratings: list[tuple[UUID, int]]

    @property
    def unrated(self) -> int:
        return self.base - sum(n for _, n in self.ratings)


def verdict_mix(view: View, family: Iterable[UUID]) -> Mix:
    """The mix of a party's claims as of the view; `family` is its uid and those merged into it. One query."""
    values = sorted(map(str, family))
    stands, marks = live(view, "c"), ", ".join(["%s"] * len(values))
    claims = (
        "SELECT DISTINCT c.seq FROM factcheck_facet AS c "
        f"WHERE c.name = 'claimant' AND c.kind = 'claim' AND c.value IN ({marks}) {stands.text}"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.value, COUNT(*) AS n FROM ({claims}) AS made LEFT JOIN factcheck_facet AS r "
            "ON r.seq = made.seq AND r.name = 'rating' GROUP BY r.value ORDER BY n DESC, r.value",
            (*values, *stands.params),
        )
        rows = cursor.fetchall()
    found: dict[UUID, int] = {}
    for value, n in rows:
        if value:
            uid = view.follow(UUID(value))
            found[uid] = found.get(uid, 0) + n
    return Mix(sum(n for _, n in rows), sorted(found.items(), key=lambda row: -row[1]))
