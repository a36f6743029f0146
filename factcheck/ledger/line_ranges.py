"""Which ranges of the ledger hold lines that stand: what a sitemap is cut by."""

from collections.abc import Sequence

from .dispute_scope import live
from .reading import View
from .sql_parts import FENCE, Sql, fetch_all


def occupied_ranges(
    view: View, kinds: Sequence[str], size: int, hidden_facet: str
) -> list[tuple[str, int, int]]:
    """(kind, range, last line) of every range of `size` consecutive lines in which a line of the kind stands, in order.

    The ranges of a kind are numbered from 0. Lines with the facet `hidden_facet` count as absent. The recursive part
    steps from the first line of one range to the first line behind it, each time by one look into
    `publication_current_latest`, so the cost grows with the number of ranges and not with the length of the ledger.
    """
    marks = ", ".join(["(%s)"] * len(kinds))
    end_of_range = f"((b.seq - 1) / {size} + 1) * {size}"
    first = _edge("MIN", "k.kind", view, hidden_facet) + Sql("AND w.seq > 0")
    following = _edge("MIN", "b.kind", view, hidden_facet)
    following += Sql(f"AND w.seq > {end_of_range}")
    last = _edge("MAX", "b.kind", view, hidden_facet)
    last += Sql(f"AND w.seq <= {end_of_range}")
    query = Sql(
        f"WITH RECURSIVE k(kind) AS (VALUES {marks}), b(kind, seq) AS (SELECT k.kind, (",
        tuple(kinds),
    )
    query += first + Sql(") FROM k UNION ALL SELECT b.kind, (") + following
    query += Sql(
        f") FROM b WHERE b.seq IS NOT NULL) SELECT b.kind, (b.seq - 1) / {size}, ("
    )
    query += last + Sql(") FROM b WHERE b.seq IS NOT NULL ORDER BY 1, 2")
    return [(kind, number, last) for kind, number, last in fetch_all(query)]


def _edge(function: str, kind: str, view: View, hidden_facet: str) -> Sql:
    """The first (MIN) or last (MAX) line of a kind that stands and does not have the facet.

    The fence keeps PostgreSQL from turning the probe into a join over every facet of that name.
    """
    standing = Sql(
        f"SELECT {function}(w.seq) FROM factcheck_publication AS w WHERE w.kind = {kind} AND w.happened_key > ''"
    )
    shown = Sql(
        "AND NOT EXISTS (SELECT 1 FROM factcheck_facet AS f "
        f"WHERE f.seq = w.seq AND f.name = %s {FENCE})",
        (hidden_facet,),
    )
    return standing + live(view, "w") + shown
