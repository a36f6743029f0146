"""SQL of what stands at a moment, and of what belongs to a dispute only because the dispute's lines refer to it."""

from dataclasses import dataclass
from uuid import UUID

from .addresses import stored
from .reading import View

FENCE = "LIMIT 1 OFFSET 0"
STILL = "EXISTS (SELECT 1 FROM factcheck_head AS h WHERE h.hash = %s AND h.operations_seq = %s)"


@dataclass
class Sql:
    """Text and parameters that grow together."""

    text: str = ""
    params: tuple = ()

    def __add__(self, other):
        return Sql(f"{self.text} {other.text}", self.params + other.params)


def live(view: View, alias: str) -> Sql:
    """That the row `alias` stands as of the view."""
    if view.is_guess:
        return Sql(
            f"AND {alias}.superseded_seq IS NULL AND {STILL}",
            (view.head_hash, view.operations_seq),
        )
    if view.is_current:
        return Sql(f"AND {alias}.superseded_seq IS NULL")
    return Sql(
        f"AND {alias}.seq <= %s AND ({alias}.superseded_seq IS NULL OR {alias}.superseded_seq > %s)",
        (view.seq, view.seq),
    )


def dispute_probe(
    view: View, kind: str, dispute: UUID | tuple[UUID, ...] | None
) -> Sql:
    """That a line of the dispute, or of any of them, refers to the walked line `w` of `kind`, or to what went into it.

    Sources, parties and ratings name no dispute themselves. None asks for nothing.
    """
    if dispute is None:
        return Sql()
    disputes = (dispute,) if isinstance(dispute, UUID) else dispute
    values = sorted({str(uid) for each in disputes for uid in view.family(each)})
    direct = Sql(
        "factcheck_publication AS own JOIN factcheck_ref AS r ON r.uid = own.uid"
    )
    probe = _referred_to(view, values, direct)
    if merged := _merged(view, kind):
        probe += Sql("OR") + _referred_to(view, values, _through(merged))
    return Sql("AND (") + probe + Sql(")")


def mention_probe(view: View, name: str, values: tuple[str, ...]) -> Sql:
    """That the walked line `w` refers to a live record with any of these values of a facet; merges are followed."""
    marks = ", ".join(["%s"] * len(values))
    followed, target = Sql(), "r.uid"
    if merged := [
        (stone.uid, view.follow(stone.uid))
        for stone in view.tombstones().values()
        if stone.into
    ]:
        pairs = ", ".join(["(%s, %s)"] * len(merged))
        uids = tuple(stored(uid) for pair in merged for uid in pair)
        followed = Sql(f"LEFT JOIN (VALUES {pairs}) AS m ON m.column1 = r.uid", uids)
        target = "COALESCE(m.column2, r.uid)"
    query = Sql("AND EXISTS (SELECT 1 FROM factcheck_ref AS r") + followed
    query += Sql(f"JOIN factcheck_publication AS said ON said.uid = {target}") + live(
        view, "said"
    )
    facet = "JOIN factcheck_facet AS f ON f.seq = said.seq AND f.name = %s"
    query += Sql(
        f"{facet} AND f.value IN ({marks}) WHERE r.seq = w.seq {FENCE})",
        (name, *values),
    )
    return query


def _referred_to(view: View, values: list[str], lines: Sql) -> Sql:
    """That a live line of one of these disputes refers to the walked one, through the rows of `lines` (own, r)."""
    marks = ", ".join(["%s"] * len(values))
    facet = f"JOIN factcheck_facet AS f ON f.seq = r.seq AND f.name = 'dispute' AND f.value IN ({marks})"
    query = (
        Sql("EXISTS (SELECT 1 FROM")
        + lines
        + Sql(facet, tuple(values))
        + live(view, "f")
    )
    return query + Sql(f"WHERE own.seq = w.seq {FENCE})")


def _through(merged: list[tuple[UUID, UUID]]) -> Sql:
    """References to what was merged, beside the line that it is found at now."""
    pairs = ", ".join(["(%s, %s)"] * len(merged))
    params = tuple(stored(uid) for pair in merged for uid in pair)
    return Sql(
        f"(VALUES {pairs}) AS m JOIN factcheck_publication AS own ON own.uid = m.column2 "
        "JOIN factcheck_ref AS r ON r.uid = m.column1",
        params,
    )


def _merged(view: View, kind: str) -> list[tuple[UUID, UUID]]:
    """(what was merged, where it is found) of a kind as of the view."""
    stones = [
        stone
        for stone in view.tombstones().values()
        if stone.into and stone.kind == kind
    ]
    return [(stone.uid, view.follow(stone.uid)) for stone in stones]
