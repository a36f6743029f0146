"""Records by slug or uid: asked in nearly every request, so the questions stand here as SQL.

A slug keeps its owner for ever. It is looked up in the table that is never emptied, and the line by its uid, which has
an index at every moment; the slug's own index knows the present alone, and SQLite does not even take that one.
"""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from factcheck.models import Publication

UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

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
    question, asked = (
        (BY_UID, stored(UUID(key))) if UID.fullmatch(key) else (BY_SLUG, key)
    )
    question, moment = (
        (question + NOW, ()) if seq is None else (question + THEN, (seq, seq))
    )
    return next(iter(Publication.objects.raw(question, (asked, kind, *moment))), None)


def owners(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """The uid of each (kind, slug or uid) that was ever published, under both of its names. One query."""
    named = naming(wanted)
    if not named:
        return {}
    terms, params = named
    with connection.cursor() as cursor:
        cursor.execute(OWNER + terms, params)
        return by_name(cursor.fetchall())


def naming(wanted: Iterable[tuple[str, str]]) -> tuple[str, list] | None:
    """The condition on a published slug that it is one of these (kind, slug or uid), and its parameters."""
    terms, params = [], []
    for kind, key in wanted:
        is_uid = UID.fullmatch(key)
        terms.append(
            "(kind = %s AND uid = %s)" if is_uid else "(kind = %s AND slug = %s)"
        )
        params += [kind, stored(UUID(key)) if is_uid else key]
    return (" OR ".join(terms), params) if terms else None


def by_name(rows: Iterable[tuple]) -> dict[tuple[str, str], UUID]:
    """Rows of (kind, slug, uid) under both names of each."""
    found = {}
    for kind, slug, uid in rows:
        uid = uid if isinstance(uid, UUID) else UUID(uid)
        found[kind, slug] = found[kind, str(uid)] = uid
    return found


def stored(uid: UUID):
    """A uid as this database keeps it."""
    return uid if connection.features.has_native_uuid_field else uid.hex
