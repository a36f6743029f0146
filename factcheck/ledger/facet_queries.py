"""Counts over the facets of the lines that stand as of a view: what pages show beside their lists.

Every statement is a GROUP BY over `factcheck_facet`. Django's aggregates cannot join a list of values (VALUES) or say
"stands as of the view" of a table that is joined twice, so they are written out.
"""

from collections.abc import Collection

from factcheck.text import edtf

from .dispute_scope import live
from .reading import View
from .sql_parts import Sql, fetch_all, joined, placeholders

MONTH_DIGITS = edtf.DAY_DIGITS - 2
"""Digits of a `happened_key` that lines of one month have in common."""

PARTY_FACETS = {"entry": "party", "quote": "speaker", "claim": "claimant"}
"""The facet that names a party, by the kind of record that is counted for it."""

Counted = list[tuple[str, str, int]]


def count_facet_values(
    view: View, kinds: Collection[str], disputes: Collection[str] = ()
) -> list[tuple[str, str, str, int]]:
    """(kind, facet, value, lines) of what stands of these kinds, the commonest values first.

    With `disputes` only of the lines that name one of these uids: each line is probed once, by an index of its facets.
    """
    query = Sql(
        "SELECT f.kind, f.name, f.value, COUNT(*) AS n FROM factcheck_facet AS f "
        f"WHERE f.kind IN ({placeholders(len(kinds))})",
        tuple(kinds),
    )
    query += live(view, "f")
    if disputes:
        query += _in_disputes(disputes)
    query += Sql("GROUP BY f.kind, f.name, f.value ORDER BY n DESC, f.value")
    return fetch_all(query)


def count_records_of_parties(
    view: View, disputes: Collection[str], groups: Collection[tuple[str, str]]
) -> Counted:
    """(group, kind, lines) of the entries, quotes and claims of a dispute that name a party of the group.

    `groups` are (group, uid of a party); a line that names two parties of a group counts once. The list of parties
    leads into `facet_current` by value, so that the cost grows with what is counted and not with the ledger.
    """
    named = (
        f"(f.kind = '{kind}' AND f.name = '{facet}')"
        for kind, facet in PARTY_FACETS.items()
    )
    which = Sql(f"WHERE ({' OR '.join(named)})")
    return _count_by_group(view, disputes, groups, "f.kind", which)


def count_ratings_of_parties(
    view: View, disputes: Collection[str], groups: Collection[tuple[str, str]]
) -> Counted:
    """(group, uid of a rating, claims) of the claims of a dispute that a party of the group makes.

    Claims without a verdict are left out. `groups` as in `count_records_of_parties`.
    """
    which = Sql(
        "LEFT JOIN factcheck_facet AS r ON r.seq = f.seq AND r.name = 'rating' "
        "WHERE (f.kind = 'claim' AND f.name = 'claimant' AND r.value IS NOT NULL)"
    )
    return _count_by_group(view, disputes, groups, "r.value", which)


def _count_by_group(
    view: View,
    disputes: Collection[str],
    groups: Collection[tuple[str, str]],
    column: str,
    which: Sql,
) -> Counted:
    """(group, value of `column`, distinct lines) of the lines that name a party of the group."""
    if not groups:
        return []
    pairs = ", ".join(["(%s, %s)"] * len(groups))
    params = tuple(value for pair in groups for value in pair)
    query = Sql(
        f"SELECT m.column1, {column}, COUNT(DISTINCT f.seq) FROM (VALUES {pairs}) AS m "
        "JOIN factcheck_facet AS f ON f.value = m.column2",
        params,
    )
    query += which + live(view, "f") + _in_disputes(disputes)
    query += Sql(f"GROUP BY m.column1, {column}")
    return fetch_all(query)


def count_ratings_of_claims(
    view: View, claimants: Collection[str]
) -> list[tuple[str | None, int]]:
    """(uid of a rating, claims) of the claims that one of the parties makes or repeats, the commonest first.

    None stands for the claims without a verdict. A claim that names two of the parties counts once, so the lines are
    made distinct before they meet their ratings.
    """
    values = sorted(claimants)
    claims = Sql(
        "SELECT DISTINCT c.seq FROM factcheck_facet AS c "
        f"WHERE c.name = 'claimant' AND c.kind = 'claim' AND c.value IN ({placeholders(len(values))})",
        tuple(values),
    )
    claims += live(view, "c")
    query = Sql("SELECT r.value, COUNT(*) AS n FROM (") + claims
    query += Sql(
        ") AS claims LEFT JOIN factcheck_facet AS r ON r.seq = claims.seq AND r.name = 'rating' "
        "GROUP BY r.value ORDER BY n DESC, r.value"
    )
    return fetch_all(query)


def count_ratings_of_disputes(
    view: View, disputes: Collection[str]
) -> list[tuple[str, str | None, int]]:
    """(uid of a dispute, uid of a rating, claims) of the claims that name one of the disputes; None without a verdict.

    One statement for all of them, over facets alone.
    """
    values = sorted(disputes)
    query = Sql(
        "SELECT d.value, r.value, COUNT(*) FROM factcheck_facet AS d "
        "LEFT JOIN factcheck_facet AS r ON r.seq = d.seq AND r.name = 'rating' "
        f"WHERE d.kind = 'claim' AND d.name = 'dispute' AND d.value IN ({placeholders(len(values))})",
        tuple(values),
    )
    query += live(view, "d") + Sql("GROUP BY d.value, r.value")
    return fetch_all(query)


def count_entries_by_month(
    view: View, disputes: Collection[str]
) -> list[tuple[str, int]]:
    """(the first `happened_key`, entries) of every month and precision in which entries of a dispute begin, in order.

    `disputes` is the uid of the dispute and those merged into it. The facets hold every column that is read, so no line
    of the ledger is.
    """
    month = (
        f"SUBSTR(f.happened_key, 1, {MONTH_DIGITS}), "
        f"SUBSTR(f.happened_key, {edtf.DAY_DIGITS + 1}, 1)"
    )
    query = Sql(
        "SELECT MIN(f.happened_key) AS first, COUNT(*) FROM factcheck_facet AS f "
        f"WHERE f.kind = 'entry' AND f.name = 'dispute' AND f.value IN ({placeholders(len(disputes))})",
        tuple(disputes),
    )
    query += live(view, "f") + Sql(f"GROUP BY {month} ORDER BY first")
    return fetch_all(query)


def count_entries_by_lane(
    view: View, disputes: Collection[str], lanes: Collection[tuple[str, str]]
) -> list[tuple[str, str, str, int]]:
    """(lane, the first `happened_key`, status, entries) by lane, month, precision and status.

    `lanes` are (lane, uid of a party); an entry that names parties of two lanes counts in both, one that names none of
    them in the lane "". One statement, over facets alone.
    """
    month = (
        f"SUBSTR(d.happened_key, 1, {MONTH_DIGITS}), "
        f"SUBSTR(d.happened_key, {edtf.DAY_DIGITS + 1}, 1)"
    )
    entries = Sql(
        "JOIN factcheck_facet AS s ON s.seq = d.seq AND s.name = 'status' "
        "WHERE d.kind = 'entry' AND d.name = 'dispute' "
        f"AND d.value IN ({placeholders(len(disputes))})",
        tuple(sorted(disputes)),
    )
    entries += live(view, "d")
    parties = tuple(uid for _, uid in lanes)
    nobody = Sql(
        "SELECT '' AS lane, MIN(d.happened_key) AS first, s.value, COUNT(*) "
        "FROM factcheck_facet AS d"
    )
    nobody += entries
    if parties:
        nobody += Sql(
            "AND NOT EXISTS (SELECT 1 FROM factcheck_facet AS p WHERE p.seq = d.seq "
            f"AND p.name = 'party' AND p.value IN ({placeholders(len(parties))}))",
            parties,
        )
    nobody += Sql(f"GROUP BY {month}, s.value")
    if not lanes:
        return fetch_all(nobody)
    pairs = ", ".join(["(%s, %s)"] * len(lanes))
    params = tuple(value for pair in lanes for value in pair)
    named = Sql(
        "SELECT m.column1 AS lane, MIN(d.happened_key) AS first, s.value, "
        f"COUNT(DISTINCT d.seq) FROM (VALUES {pairs}) AS m "
        "JOIN factcheck_facet AS p ON p.value = m.column2 AND p.name = 'party' "
        "AND p.kind = 'entry' JOIN factcheck_facet AS d ON d.seq = p.seq",
        params,
    )
    named += entries + Sql(f"GROUP BY m.column1, {month}, s.value")
    return fetch_all(joined(" UNION ALL ", [named, nobody]))


def _in_disputes(disputes: Collection[str]) -> Sql:
    """That the line of the facet `f` names one of these disputes."""
    values = sorted(disputes)
    return Sql(
        "AND EXISTS (SELECT 1 FROM factcheck_facet AS d WHERE d.seq = f.seq AND d.name = 'dispute' "
        f"AND d.value IN ({placeholders(len(values))}))",
        tuple(values),
    )
