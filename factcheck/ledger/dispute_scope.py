"""SQL of what stands at a moment, and of what belongs to a dispute only because the dispute's lines refer to it."""

from uuid import UUID

from .addresses import stored
from .reading import View
from .sql_parts import FENCE, Sql, placeholders

STILL = "EXISTS (SELECT 1 FROM factcheck_head AS h WHERE h.hash = %s AND h.operations_seq = %s)"


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

    Sources, parties and ratings name no dispute themselves. None is no condition.
    """
    if dispute is None:
        return Sql()
    disputes = (dispute,) if isinstance(dispute, UUID) else dispute
    family: set[UUID] = set()
    for uid in disputes:
        family |= view.family(uid)
    values = sorted(str(uid) for uid in family)
    direct = Sql(
        "factcheck_publication AS own JOIN factcheck_ref AS r ON r.uid = own.uid"
    )
    probe = _refers_to_w(view, values, direct)
    if merged := _merged(view, kind):
        through_merged = _merged_table(merged) + Sql(
            "JOIN factcheck_publication AS own ON own.uid = m.column2 "
            "JOIN factcheck_ref AS r ON r.uid = m.column1"
        )
        probe += Sql("OR") + _refers_to_w(view, values, through_merged)
    return Sql("AND (") + probe + Sql(")")


def facet_probe(name: str, values: tuple[str, ...]) -> Sql:
    """That the walked line `w` has any of these values of a facet."""
    return Sql(
        "AND EXISTS (SELECT 1 FROM factcheck_facet AS f WHERE f.seq = w.seq AND f.name = %s "
        f"AND f.value IN ({placeholders(len(values))}) {FENCE})",
        (name, *values),
    )


def mention_probe(view: View, name: str, values: tuple[str, ...]) -> Sql:
    """That the walked line `w` refers to a live record with any of these values of a facet; merges are followed."""
    query = Sql("AND EXISTS (SELECT 1 FROM factcheck_ref AS r")
    target = "r.uid"
    if merged := _merged(view):
        query += Sql("LEFT JOIN") + _merged_table(merged) + Sql("ON m.column1 = r.uid")
        target = "COALESCE(m.column2, r.uid)"
    query += Sql(f"JOIN factcheck_publication AS mentioned ON mentioned.uid = {target}")
    query += live(view, "mentioned")
    return query + Sql(
        "JOIN factcheck_facet AS f ON f.seq = mentioned.seq AND f.name = %s "
        f"AND f.value IN ({placeholders(len(values))}) WHERE r.seq = w.seq {FENCE})",
        (name, *values),
    )


def _refers_to_w(view: View, values: list[str], lines: Sql) -> Sql:
    """That a live line of one of these disputes refers to the walked one, through the rows of `lines` (own, r)."""
    query = Sql("EXISTS (SELECT 1 FROM") + lines
    query += Sql(
        "JOIN factcheck_facet AS f ON f.seq = r.seq AND f.name = 'dispute' "
        f"AND f.value IN ({placeholders(len(values))})",
        tuple(values),
    )
    return query + live(view, "f") + Sql(f"WHERE own.seq = w.seq {FENCE})")


def _merged(view: View, kind: str = "") -> list[tuple[UUID, UUID]]:
    """(what was merged, where it is found) as of the view: of one kind, or of all."""
    pairs = []
    for stone in view.tombstones().values():
        if stone.into and kind in ("", stone.kind):
            pairs.append((stone.uid, view.follow(stone.uid)))
    return pairs


def _merged_table(merged: list[tuple[UUID, UUID]]) -> Sql:
    """The pairs as a table `m` with `column1`, what was merged, and `column2`, where it is found."""
    pairs = ", ".join(["(%s, %s)"] * len(merged))
    uids = []
    for pair in merged:
        uids += [stored(uid) for uid in pair]
    return Sql(f"(VALUES {pairs}) AS m", tuple(uids))
