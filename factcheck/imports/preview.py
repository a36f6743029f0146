"""What an import would make, without writing anything."""

from collections.abc import Iterator
from typing import BinaryIO

from factcheck import kinds

from .dossier.files import records
from .dossier.shape import faults
from .found import Issue, shown


def preview(file: BinaryIO, name: str) -> Iterator[dict]:
    """One row a record of a dossier: {action: create, exists or refuse, place, kind, name, fields or messages}."""
    for piece in records(file, name):
        if isinstance(piece, Issue):
            yield {"action": "refuse", "place": piece.place, "kind": "", "name": "", "messages": [piece.message]}
            continue
        record = piece.record
        found = list(faults(record, piece.place))
        row = {"place": piece.place, "kind": shown(record.get("kind", "")), "name": shown(record.get("slug", ""))}
        if found:
            yield {"action": "refuse", **row, "messages": [f"{i.field}: {i.message}" for i in found]}
        else:
            exists = kinds.get(record["kind"]).model.objects.filter(slug=record.get("slug")).exists()
            yield {"action": "exists" if exists else "create", **row, "fields": record}
