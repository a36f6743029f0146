"""Rows into the tables, as fast as each database takes them."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from factcheck.models import Facet, Head, Publication, PublishedSlug, Ref, SearchText

from .rows import Batch, Chain

LINE = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "payload",
    "current_form",
    "payload_root",
    "secret",
    "salts",
    "sealed",
    "previous_hash",
    "hash",
    "key_id",
    "signature",
    "published_at",
    "stamped_at",
    "recorded_at",
    "superseded_at",
    "superseded_seq",
    "slug",
    "happened_key",
    "language",
    "first_published_at",
)
PLAIN = ("seq", "name", "value", "kind", "happened_key", "superseded_seq")


def stored(value):
    """A value as the database keeps it."""
    if connection.vendor == "postgresql":
        return json.dumps(value) if isinstance(value, list) else value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, list):
        return json.dumps(value)
    return (
        connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, datetime)
        else value
    )


def make_room() -> None:
    """SQLite keeps 2 MB of pages by default; uids and hashes are random, and would be looked up on disk each."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("cache_size = -400000", "synchronous = OFF"):
                cursor.execute(f"PRAGMA {pragma}")


def copy(table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """COPY on PostgreSQL, one prepared INSERT on SQLite."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as pipe:
                for row in rows:
                    pipe.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.cursor.connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", rows
            )


def write(batch: Batch) -> None:
    """A batch with everything derived from it, after what it supersedes has made way."""
    pairs = list(zip(batch.publications, batch.derived, strict=True))
    with transaction.atomic():
        supersede(batch)
        copy(
            table_of(Publication),
            LINE,
            (tuple(stored(getattr(line, n)) for n in LINE) for line, _ in pairs),
        )
        copy(
            table_of(Facet),
            PLAIN,
            (row for line, facts in pairs for row in facet_rows(line, facts)),
        )
        copy(
            table_of(Ref),
            ("seq", "uid"),
            ((line.seq, stored(uid)) for line, facts in pairs for uid in facts.refs),
        )
        texts = ((line.seq, facts.text) for line, facts in pairs if facts.text)
        copy(table_of(SearchText), ("seq", "text"), texts)
        slugs = (
            (line.kind, line.slug, stored(line.uid))
            for line, _ in pairs
            if line.version == 1 and line.slug
        )
        copy(table_of(PublishedSlug), ("kind", "slug", "uid"), slugs)


def supersede(batch: Batch) -> None:
    lines, facets = table_of(Publication), table_of(Facet)
    pairs = [(by.seq, stored(by.published_at), seq) for seq, by in batch.superseded]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {lines} SET superseded_seq = %s, superseded_at = %s WHERE seq = %s",
            pairs,
        )
        cursor.executemany(
            f"UPDATE {facets} SET superseded_seq = %s WHERE seq = %s",
            [(by, seq) for by, _, seq in pairs],
        )


def facet_rows(line: Publication, facts) -> Iterable[tuple]:
    for name, value in facts.facets:
        yield line.seq, name, value, line.kind, line.happened_key, line.superseded_seq


def close(chain: Chain) -> None:
    """Move the head to the last line, and let the planner count."""
    Head.objects.filter(pk=1).update(seq=chain.seq, hash=chain.hash)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def table_of(model) -> str:
    return model._meta.db_table
