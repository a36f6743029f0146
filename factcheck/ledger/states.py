"""From which line of the ledger to which a page reads the same: the lines that can have changed it.

A page shows some lines by themselves, its members, and what those refer to. The members of a dispute's page are the
lines that name the dispute; those of another record's page are its own lines and the lines that refer to it. A line
changes the page when it is a version of a record that a member is a version of, or that was reached from one by the
references of the lines before it.

Small pages are followed from their members down to what they show. For large ones the few lines between the last member
and the moment are followed upwards instead, to whatever refers to them.
"""

from dataclasses import dataclass
from uuid import UUID

from .addresses import stored
from .sql_parts import Sql, fetch_one, placeholders

DEPTH = 4  # one reference more than a page shows, since a merge that is followed is one as well
FEW = 500  # members that are followed down at once
NEAR = 1_000  # lines that are followed upwards at once
# A page that refers to one of these shows how it is called, not what it refers to.
AROUND = ("dispute", "entry", "point")


@dataclass(frozen=True)
class Content:
    """What a page is of: a record, with what was merged into it; none where every line can change the page.

    `is_dispute` says that lines name the record by a facet.
    """

    uids: tuple[UUID, ...]
    is_dispute: bool = False

    @property
    def own(self) -> Sql:
        """The uids as this database keeps them, for a condition `uid IN`."""
        uids = tuple(stored(uid) for uid in self.uids)
        return Sql(f"({placeholders(len(uids))})", uids)

    @property
    def values(self) -> Sql:
        """The uids as values of a facet, for a condition `value IN`."""
        values = tuple(str(uid) for uid in self.uids)
        return Sql(f"({placeholders(len(values))})", values)

    def members(self, bound: str, seq: int, cut: str = "") -> Sql:
        """The numbers of the members, `bound` (such as <=) a line; of each source of them as many as `cut` leaves."""
        own = Sql("SELECT o.seq FROM factcheck_publication AS o WHERE o.uid IN")
        own += self.own + _within("o", bound, seq, cut)
        if self.is_dispute:
            naming = Sql(
                "SELECT f.seq FROM factcheck_facet AS f WHERE f.name = 'dispute' AND f.value IN"
            )
            naming += self.values + _within("f", bound, seq, cut)
        else:
            naming = Sql("SELECT r.seq FROM factcheck_ref AS r WHERE r.uid IN")
            naming += self.own + _within("r", bound, seq, cut)
        members = Sql("SELECT own.seq FROM (") + own
        members += Sql(") AS own UNION ALL SELECT named.seq FROM (") + naming
        return members + Sql(") AS named")

    def is_member(self, alias: str) -> Sql:
        """That the row `alias` (seq, uid, kind, depth) of a walk upwards is a member that shows what it refers to."""
        condition = Sql(f"({alias}.uid IN") + self.own
        if self.is_dispute:
            condition += Sql(
                f"OR EXISTS (SELECT 1 FROM factcheck_facet AS f WHERE f.seq = {alias}.seq "
                "AND f.name = 'dispute' AND f.value IN"
            )
            return condition + self.values + Sql("))")
        condition += Sql(
            f"OR ({alias}.depth = 0 OR {alias}.kind <> 'dispute') AND EXISTS (SELECT 1 FROM factcheck_ref AS m "
            f"WHERE m.seq = {alias}.seq AND m.uid IN"
        )
        return condition + self.own + Sql("))")

    def is_expanded(self) -> Sql:
        """That the line `p`, a version of the record `d` of a walk down, is shown with what it refers to."""
        around = Sql(f"p.kind NOT IN ({placeholders(len(AROUND))})", AROUND)
        if self.is_dispute:
            return Sql("(d.depth = 0 OR") + around + Sql(")")
        at_start = Sql("(d.depth = 0 AND (p.kind <> 'dispute' OR p.uid IN") + self.own
        return at_start + Sql(") OR") + around + Sql(")")


EVERY_LINE = Content(())


def last_change(content: Content, seq: int) -> int:
    """The last line, at or before line `seq`, that can have changed the page; 0 for none."""
    if not content.uids:
        return seq
    latest: int | None
    latest, count = fetch_one(_edge(content, "<=", seq))
    if not latest or latest == seq:
        return latest or 0
    if count > FEW and seq - latest <= NEAR:
        return fetch_one(_upwards(content, latest, seq, "MAX"))[0] or latest
    query = _shown(content, seq) + Sql("SELECT MAX(p.seq)") + _versions("<=", seq)
    return fetch_one(query)[0] or latest


def next_change(content: Content, seq: int, head: int) -> int | None:
    """The first line after line `seq` that can have changed the page; None where there is none up to `head`."""
    if seq >= head:
        return None
    if not content.uids:
        return seq + 1
    count: int = fetch_one(_edge(content, "<=", seq))[1]
    following: int | None = fetch_one(_edge(content, ">", seq))[0]
    end = following or head
    if count > FEW and end - seq <= NEAR:
        nearest: int | None = fetch_one(_upwards(content, seq, end, "MIN"))[0]
        return nearest or following
    query = _shown(content, seq) + Sql("SELECT MIN(p.seq)") + _versions(">", seq)
    candidates: list[int | None] = [fetch_one(query)[0], following]
    return min(filter(None, candidates), default=None)


def _edge(content: Content, bound: str, seq: int) -> Sql:
    """The member next to a line on one side, and how many there are on it, up to more than FEW."""
    which, order = ("MAX", "DESC") if bound == "<=" else ("MIN", "ASC")
    members = content.members(bound, seq, f"{order} LIMIT {FEW + 1}")
    start = Sql(f"SELECT {which}(found.seq), COUNT(*) FROM (")
    return start + members + Sql(") AS found")


def _within(alias: str, bound: str, seq: int, cut: str) -> Sql:
    order = f" ORDER BY {alias}.seq {cut}" if cut else ""
    return Sql(f"AND {alias}.seq {bound} %s{order}", (seq,))


def _shown(content: Content, seq: int) -> Sql:
    """The records `shown` (uid) whose lines can change the page, by the lines up to `seq`."""
    start = Sql("WITH RECURSIVE members(seq) AS (") + content.members("<=", seq)
    start += Sql(
        "), down(uid, depth) AS (SELECT DISTINCT p.uid, 0 FROM members "
        "JOIN factcheck_publication AS p ON p.seq = members.seq UNION SELECT r.uid, d.depth + 1 FROM down AS d "
        "JOIN factcheck_publication AS p ON p.uid = d.uid AND p.seq <= %s AND",
        (seq,),
    )
    start += content.is_expanded()
    return start + Sql(
        f"JOIN factcheck_ref AS r ON r.seq = p.seq WHERE d.depth < {DEPTH}), "
        "shown(uid) AS (SELECT DISTINCT down.uid FROM down)"
    )


def _versions(bound: str, seq: int) -> Sql:
    return Sql(
        f"FROM shown JOIN factcheck_publication AS p ON p.uid = shown.uid WHERE p.seq {bound} %s",
        (seq,),
    )


def _upwards(content: Content, after: int, until: int, which: str) -> Sql:
    """The first or last line behind `after` and up to `until` that a member refers to, or is a version of a member."""
    walk = Sql(
        "WITH RECURSIVE up(root, seq, uid, kind, depth) AS ("
        "SELECT p.seq, o.seq, o.uid, o.kind, 0 FROM factcheck_publication AS p "
        "JOIN factcheck_publication AS o ON o.uid = p.uid AND o.seq <= p.seq WHERE p.seq > %s AND p.seq <= %s "
        "UNION SELECT up.root, q.seq, q.uid, q.kind, up.depth + 1 FROM up "
        "JOIN factcheck_ref AS r ON r.uid = up.uid AND r.seq <= up.root "
        f"JOIN factcheck_publication AS q ON q.seq = r.seq WHERE up.depth < {DEPTH} "
        f"AND (up.depth = 0 OR up.kind NOT IN ({placeholders(len(AROUND))}))) SELECT {which}(up.root) FROM up WHERE",
        (after, until, *AROUND),
    )
    return walk + content.is_member("up")
