"""A dispute's current public records as a dossier: what it says now, without history, envelope or host."""

import json
from collections.abc import Iterator
from uuid import UUID

from rest_framework.serializers import Field

from factcheck import ledger
from factcheck.ledger import Listing, View
from factcheck.models import Capture, Publication, Source, blobs
from factcheck.records import registry
from factcheck.records.serializers import (
    ENVELOPE,
    PartReferenceField,
    ReferenceField,
    ReferenceListField,
)

from ..references import GONE, map_references
from .copies import FOLDER

PAGE = 500


class NotPublished(LookupError):
    """There is no live dispute of that slug."""


def export(slug: str) -> dict:
    """The dossier {dossier, dispute, records}; equal records give equal bytes. Raises NotPublished."""
    with ledger.reading() as view:
        line = view.find("dispute", slug)
        if line is None or not line.happened_key:
            raise NotPublished(f"There is no published dispute “{slug}”.")
        found = _belonging(view, line.uid)
        targets = _Targets(view, found)
        records = [_record(line, targets) for line in sorted(found.values(), key=_rank)]
    return {"dossier": 1, "dispute": line.slug, "records": records}


def text_of(dossier: dict) -> str:
    """The dossier as JSON: indented for people, in one way for every installation."""
    return json.dumps(dossier, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def files(dossier: dict) -> set[tuple[str, str]]:
    """(folder, sha256) of every archived copy and picture that the dossier names and that is held here."""
    records = dossier["records"]
    named = {
        (FOLDER, copy["sha256"])
        for record in records
        for copy in record.get("captures", [])
    }
    named |= {
        pair
        for record in records
        for pair in registry.get(record["kind"]).stored_files(record)
    }
    return {(folder, sha256) for folder, sha256 in named if blobs.holds(folder, sha256)}


def _belonging(view: View, dispute: UUID) -> dict[UUID, Publication]:
    """The dispute's own records, and everything that they refer to, step by step, one query a step."""
    found = {line.uid: line for line in _members(view, dispute)}
    wanted = _referred(found.values()) - set(found)
    while wanted:
        lines = {line.uid: line for line in view.resolve(wanted).values()}
        new = {
            uid: line
            for uid, line in lines.items()
            if uid not in found and not _of_another(line, dispute)
        }
        found |= new
        wanted = _referred(new.values()) - set(found)
    return found


def _members(view: View, dispute: UUID) -> Iterator[Publication]:
    for kind in registry.all_kinds():
        rows, after = True, None
        while rows:
            of_dispute = (("dispute", (str(dispute),)),)
            rows = ledger.page(
                view, Listing(kind.name, facets=of_dispute, after=after), PAGE
            )
            after = ledger.After(rows[-1].happened_key, rows[-1].seq) if rows else None
            yield from Publication.objects.filter(seq__in=[row.seq for row in rows])


def _referred(lines) -> set[UUID]:
    return {
        ref.uid
        for line in lines
        for ref in registry.get(line.kind).references(ledger.payload_of(line))
    }


def _of_another(line: Publication, dispute: UUID) -> bool:
    """Whether the record is of other disputes alone: its own dossier tells it."""
    payload = ledger.payload_of(line)
    disputes = payload.get("disputes") or [payload.get("dispute") or str(dispute)]
    return line.kind == "dispute" or str(dispute) not in disputes


def _rank(line: Publication) -> tuple[int, str]:
    return registry.get(line.kind).rank, line.slug


class _Targets:
    """Where a reference leads: merges followed, and only to what stands in the dossier."""

    def __init__(self, view: View, found: dict[UUID, Publication]):
        self.view, self.found = view, found

    def __call__(self, field: Field, path: str, uid: str) -> object:
        if isinstance(field, PartReferenceField):
            return uid
        target = self.view.follow(UUID(uid))
        if target in self.found:
            return str(target)
        return GONE if isinstance(field, ReferenceListField) else None


def _record(line: Publication, targets: _Targets) -> dict:
    kind, payload = registry.get(line.kind), ledger.payload_of(line)
    content = {name: value for name, value in payload.items() if name not in ENVELOPE}
    content = map_references(kind.serializer, content, targets)
    for part in kind.parts:
        content[part.name] = _whole_parts(kind, part, content[part.name])
    record = {
        "kind": line.kind,
        "uid": payload["uid"],
        "slug": payload["slug"],
    } | content
    return record | {"captures": _copies(line.uid)} if line.kind == "source" else record


def _whole_parts(kind: registry.Kind, part: registry.PartKind, rows):
    """The parts without those that lost a reference that they cannot be without."""
    public = kind.serializer.fields[part.name]
    fields = getattr(public, "child", public).fields
    needed = [
        name
        for name, field in fields.items()
        if isinstance(field, ReferenceField)
        and part.form.base_fields[field.source].required
    ]
    if part.single:
        return rows if rows and all(rows[name] for name in needed) else None
    return [row for row in rows if all(row[name] for name in needed)]


def _copies(uid: UUID) -> list[dict]:
    """The archived copies of a source that may leave the house."""
    source = Source.objects.filter(uid=uid).first()
    if source is None or not source.copies_may_be_shared:
        return []
    rows = [
        row
        for row in Capture.objects.filter(source=source).order_by("sha256")
        if blobs.holds(FOLDER, row.sha256)
    ]
    return [
        {
            "sha256": row.sha256,
            "media_type": row.media_type,
            "captured_at": ledger.moment_text(row.captured_at),
            "address": row.address,
        }
        for row in rows
    ]
