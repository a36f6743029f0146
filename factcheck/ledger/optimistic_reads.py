"""The commonest reads of the present as one statement each: what it gives is of one state, without a snapshot.

A list is read under the head that this process read last, and is empty unless that still is the head.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from .addresses import by_key, by_name, naming
from .reading import View
from .snapshot import with_reconnect
from .sql_parts import SqlValue
from .upgrades import public_text

SELECT = f"SELECT {public_text('p')}, h.seq, h.hash, h.operations_seq FROM factcheck_head AS h"
STANDS = "p.kind = %s AND p.superseded_seq IS NULL AND p.happened_key > ''"
OWNERS = (
    "SELECT h.hash, h.operations_seq, s.kind, s.slug, s.uid FROM factcheck_head AS h "
    "LEFT JOIN factcheck_publishedslug AS s ON"
)
BY_UID = f"{SELECT} CROSS JOIN factcheck_publication AS p WHERE h.id = 1 AND p.uid = %s AND {STANDS}"
BY_SLUG = (
    f"{SELECT} CROSS JOIN factcheck_publishedslug AS s JOIN factcheck_publication AS p ON p.uid = s.uid "
    f"WHERE h.id = 1 AND s.slug = %s AND s.kind = p.kind AND {STANDS}"
)


@dataclass
class _Last:
    view: View | None = None


_last = _Last()


def remember_view(view: View) -> None:
    """Keep a view of the present for `recent_view`; its tombstones must have been read inside its own snapshot."""
    if view.is_current and not view.is_guess:
        _last.view = replace(view, is_guess=True)


def recent_view() -> View | None:
    """The present as this process saw it last. What is listed as of it is empty once it is the past."""
    return _last.view


def owners_and_freshness(
    view: View, wanted: Iterable[tuple[str, str]]
) -> tuple[dict[tuple[str, str], UUID], bool]:
    """What `owners` finds, and whether the view is still of the present; one query, or none for nothing wanted."""
    condition = naming(wanted)
    if not condition:
        return {}, True
    terms, params = condition
    with connection.cursor() as cursor:
        cursor.execute(f"{OWNERS} ({terms}) WHERE h.id = 1", params)
        rows = cursor.fetchall()
    found = by_name(row[2:] for row in rows if row[2] is not None)
    return found, rows[0][:2] == (view.head_hash, view.operations_seq)


def current_record(kind: str, key: str) -> tuple[str, View] | None:
    """The public text that stands for a slug or uid now, and the view that it is of; None when none stands there."""
    if "\0" in key:
        return None
    query, value = by_key(key, BY_UID, BY_SLUG)
    row = with_reconnect(lambda: _first_row(query, (value, kind)))
    if row is None:
        return None
    text, seq, head_hash, operations_seq = row
    return text, View(seq, head_hash, seq, head_hash, operations_seq)


def _first_row(
    query: str, params: tuple[SqlValue, ...]
) -> tuple[str, int, str, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        row: tuple[str, int, str, int] | None = cursor.fetchone()
    return row
