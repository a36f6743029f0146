"""Pieces of SQL that listing and searching share: text with its parameters, and conditions on a line `w`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from factcheck.text import edtf

FENCE = "LIMIT 1 OFFSET 0"
"""Behind a probe: PostgreSQL does not turn it into a join then."""


SqlValue = bool | int | float | str | bytes | datetime | UUID | None
"""What the ledger gives a statement as a parameter."""


@dataclass
class Sql:
    """Text and parameters that grow together."""

    text: str = ""
    params: tuple[SqlValue, ...] = ()

    def __add__(self, other: Sql) -> Sql:
        return Sql(f"{self.text} {other.text}", self.params + other.params)


def fetch_all(query: Sql) -> list[tuple[Any, ...]]:
    """Every row of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def fetch_one(query: Sql) -> tuple[Any, ...]:
    """The row of a query that always has one, such as a count."""
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.params)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def placeholders(count: int) -> str:
    """Marks for `count` parameters, such as `%s, %s`."""
    return ", ".join(["%s"] * count)


def joined(separator: str, parts: Sequence[Sql]) -> Sql:
    """The parts with a keyword such as UNION between them."""
    params: list[SqlValue] = []
    for part in parts:
        params += part.params
    return Sql(separator.join(part.text for part in parts), tuple(params))


def stored_moment(moment: datetime) -> SqlValue:
    """A moment as this database keeps it; SQLite compares texts, so the text must be written its way."""
    return connection.ops.adapt_datetimefield_value(moment)


def in_key_range(key_from: str, key_before: str) -> Sql:
    """That the line `w` has a date of the world from one sortable key to another; empty texts are no bound.

    With a lower bound alone what is not dated is left out: it is not known to be after anything.
    """
    condition = Sql("AND w.happened_key > %s", (key_from,))
    upper_bound = key_before or (edtf.UNDATED if key_from else "")
    if upper_bound:
        condition += Sql("AND w.happened_key < %s", (upper_bound,))
    return condition


def is_dated() -> Sql:
    """That the line `w` has a date of the world."""
    return Sql("AND w.happened_key < %s", (edtf.UNDATED,))


def is_undated() -> Sql:
    """That the line `w` has none: such lines come last in ascending order."""
    return Sql("AND w.happened_key >= %s", (edtf.UNDATED,))
