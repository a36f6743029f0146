"""Records by slug or uid: read in nearly every request, so the queries stand here as SQL.

A slug keeps its owner for ever. It is looked up in the table that is never emptied, and the line by its uid, which has
an index at every moment; the slug's own index knows the present alone, and SQLite does not even take that one.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from factcheck.models import Publication

UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

BY_UID = (
    "SELECT p.* FROM factcheck_publication AS p WHERE p.uid = %s AND p.kind = %s AND "
)
BY_SLUG = (
    "SELECT p.* FROM factcheck_publishedslug AS s JOIN factcheck_publication AS p ON p.uid = s.uid AND p.kind = s.kind "
    "AND p.slug = s.slug WHERE s.slug = %s AND s.kind = %s AND "
)
NOW = "p.superseded_seq IS NULL"
THEN = "p.seq <= %s AND (p.superseded_seq IS NULL OR p.superseded_seq > %s)"
OWNER = "SELECT kind, slug, uid FROM factcheck_publishedslug WHERE "


def line_at(kind: str, key: str, seq: int | None) -> Publication | None:
    """The line that stands for a slug or uid after line `seq`, None being the present; a tombstone included."""
    if not key or "\0" in key:  # no address; PostgreSQL would refuse the question
        return None
    query, value = by_key(key, BY_UID, BY_SLUG)
    if seq is None:
        lines = Publication.objects.raw(query + NOW, (value, kind))
    else:
        lines = Publication.objects.raw(query + THEN, (value, kind, seq, seq))
    return next(iter(lines), None)


def by_key(key: str, by_uid: str, by_slug: str) -> tuple[str, UUID | str]:
    """Of two pieces of SQL the one that fits a slug or uid, and the parameter that stands for the key in it."""
    if UID.fullmatch(key):
        return by_uid, stored(UUID(key))
    return by_slug, key


def owners(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """The uid of each (kind, slug or uid) that was ever published, under both of its names. One query."""
    condition = naming(wanted)
    if not condition:
        return {}
    terms, params = condition
    with connection.cursor() as cursor:
        cursor.execute(OWNER + terms, params)
        return by_name(cursor.fetchall())


def naming(wanted: Iterable[tuple[str, str]]) -> tuple[str, list[UUID | str]] | None:
    """The condition on a published slug that it is one of these (kind, slug or uid), and its parameters."""
    terms: list[str] = []
    params: list[UUID | str] = []
    for kind, key in wanted:
        column, value = by_key(key, "uid", "slug")
        terms.append(f"(kind = %s AND {column} = %s)")
        params += [kind, value]
    return (" OR ".join(terms), params) if terms else None


def by_name(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str], UUID]:
    """Rows of (kind, slug, uid) under both names of each."""
    owners = {}
    for kind, slug, uid in rows:
        uid = uid if isinstance(uid, UUID) else UUID(uid)
        owners[kind, slug] = owners[kind, str(uid)] = uid
    return owners


def stored(uid: UUID) -> UUID | str:
    """A uid as this database keeps it."""
    return uid if connection.features.has_native_uuid_field else uid.hex
