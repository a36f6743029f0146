"""Every line that some lines refer to, directly or through others, as of a view."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from .addresses import stored
from .dispute_scope import live
from .reading import View
from .sql_parts import Sql, fetch_all, placeholders

COPY_IS_KEPT = (
    "EXISTS (SELECT 1 FROM factcheck_capture AS c JOIN factcheck_source AS s ON s.id = c.source_id "
    "WHERE s.uid = w.uid AND c.bytes_removed_at IS NULL)"
)


class ReferencedLine(NamedTuple):
    """A line that the line `root` refers to, `depth` references away; the root itself at depth 0.

    `held`: a copy of the source is kept.
    """

    root: int
    seq: int
    uid: UUID | str
    kind: str
    depth: int
    held: bool


def referenced_lines(
    view: View, seqs: Sequence[int], *, depth: int, without: Sequence[str]
) -> list[ReferencedLine]:
    """What the lines refer to, at most `depth` references away.

    Kinds in `without` are neither given nor walked through. One recursive statement for all roots, without reading a
    payload: each step reads the references of a line, and the lines of their uids that stand, by index. What was merged
    is followed to where it went, by a list of pairs that is joined only where anything was merged.
    """
    if not seqs:
        return []
    query = _walk(view, tuple(seqs), depth, tuple(without))
    query += Sql(
        "SELECT w.root, w.seq, w.uid, w.kind, w.depth, "
        f"w.kind = 'source' AND {COPY_IS_KEPT} FROM walk AS w"
    )
    return [ReferencedLine(*row) for row in fetch_all(query)]


def _walk(
    view: View, seqs: tuple[int, ...], depth: int, without: tuple[str, ...]
) -> Sql:
    """The recursive part: the roots, then whatever the lines of the step before refer to."""
    roots = placeholders(len(seqs))
    kinds = placeholders(len(without))
    merges, target = _merges(view)
    query = Sql(
        "WITH RECURSIVE walk(root, seq, uid, kind, depth) AS ("
        f"SELECT p.seq, p.seq, p.uid, p.kind, 0 FROM factcheck_publication AS p WHERE p.seq IN ({roots}) "
        "UNION SELECT walk.root, p.seq, p.uid, p.kind, walk.depth + 1 FROM walk "
        "JOIN factcheck_ref AS r ON r.seq = walk.seq",
        seqs,
    )
    query += merges
    query += Sql(
        f"JOIN factcheck_publication AS p ON p.uid = {target} AND p.kind NOT IN ({kinds})",
        without,
    )
    return query + live(view, "p") + Sql(f"WHERE walk.depth < {depth})")


def _merges(view: View) -> tuple[Sql, str]:
    """The join that follows merges, and the column that holds the uid of what is referred to."""
    merged = [stone for stone in view.tombstones().values() if stone.into]
    if not merged:
        return Sql(), "r.uid"
    uids: list[UUID | str] = []
    for stone in merged:
        uids += [stored(stone.uid), stored(view.follow(stone.uid))]
    pairs = ", ".join(["(%s, %s)"] * len(merged))
    join = f"LEFT JOIN (VALUES {pairs}) AS m ON m.column1 = r.uid"
    return Sql(join, tuple(uids)), "COALESCE(m.column2, r.uid)"
