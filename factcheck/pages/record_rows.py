"""Rows of a listing as lines, so that cards can be made of them."""

import json
from collections.abc import Iterable
from uuid import UUID

from factcheck.ledger import ListRow
from factcheck.models import Publication


def lines_of(rows: Iterable[ListRow]) -> list[Publication]:
    """Unsaved lines with what a card reads: number, record, kind, order and public text."""
    return [_line(row, json.loads(row.public_text)) for row in rows]


def _line(row: ListRow, payload: dict) -> Publication:
    return Publication(
        seq=row.seq,
        uid=UUID(payload["uid"]),
        kind=payload["kind"],
        slug=payload["slug"],
        action=payload["action"],
        happened_key=row.happened_key,
        current_form=row.public_text,
    )
