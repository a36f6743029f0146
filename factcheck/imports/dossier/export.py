"""A dispute's current public records as a dossier: what it says now, without history, envelope or host."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from rest_framework.serializers import Field

from factcheck import ledger
from factcheck.ledger import Listing, View
from factcheck.models import Capture, Publication, Source, blobs
from factcheck.records import registry
from factcheck.records.drafts import serializer_of
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
        lines = _lines_of_dispute(view, line.uid)
        targets = _Targets(view, lines)
        in_order = sorted(lines.values(), key=_rank)
        records = [_record(line, targets) for line in in_order]
    return {"dossier": 1, "dispute": line.slug, "records": records}


def text_of(dossier: dict) -> str:
    """The dossier as JSON: indented for people, in one way for every installation."""
    return json.dumps(dossier, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def files(dossier: dict) -> set[tuple[str, str]]:
    """(folder, sha256) of every archived copy and picture that the dossier names and that is held here."""
    named = set()
    for record in dossier["records"]:
        named |= {(FOLDER, copy["sha256"]) for copy in record.get("captures", [])}
        named |= set(registry.get(record["kind"]).stored_files(record))
    return {(folder, sha256) for folder, sha256 in named if blobs.holds(folder, sha256)}


def _lines_of_dispute(view: View, dispute: UUID) -> dict[UUID, Publication]:
    """The dispute's own records, and everything that they refer to, step by step, one query a step."""
    lines = {line.uid: line for line in _members(view, dispute)}
    wanted = _referred(lines.values()) - set(lines)
    while wanted:
        new = {}
        for line in view.resolve(wanted).values():
            if line.uid not in lines and not _of_another(line, dispute):
                new[line.uid] = line
        lines |= new
        wanted = _referred(new.values()) - set(lines)
    return lines


def _members(view: View, dispute: UUID) -> Iterator[Publication]:
    of_dispute = (("dispute", (str(dispute),)),)
    for kind in registry.dossier_kinds():
        listing = Listing(kind.name, facets=of_dispute)
        while rows := ledger.page(view, listing, PAGE):
            last = rows[-1]
            listing = replace(listing, after=ledger.After(last.happened_key, last.seq))
            yield from Publication.objects.filter(seq__in=[row.seq for row in rows])


def _referred(lines: Iterable[Publication]) -> set[UUID]:
    """The uids that these lines refer to."""
    uids = set()
    for line in lines:
        references = registry.get(line.kind).references(ledger.payload_of(line))
        uids |= {reference.uid for reference in references}
    return uids


def _of_another(line: Publication, dispute: UUID) -> bool:
    """Whether the record is of other disputes alone: its own dossier tells it."""
    payload = ledger.payload_of(line)
    disputes = payload.get("disputes") or [payload.get("dispute") or str(dispute)]
    return line.kind == "dispute" or str(dispute) not in disputes


def _rank(line: Publication) -> tuple[int, str]:
    return registry.get(line.kind).rank, line.slug


class _Targets:
    """Where a reference leads: merges followed, and only to what stands in the dossier."""

    def __init__(self, view: View, lines: dict[UUID, Publication]):
        self.view, self.lines = view, lines

    def __call__(self, field: Field, path: str, uid: str) -> object:
        if isinstance(field, PartReferenceField):
            return uid
        target = self.view.follow(UUID(uid))
        if target in self.lines:
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


def _whole_parts(kind: registry.Kind, part: registry.PartKind, rows: Any) -> Any:
    """The parts without those that lost a reference that they cannot be without."""
    needed = []
    for name, field in serializer_of(kind, part).fields.items():
        is_reference = isinstance(field, ReferenceField)
        if is_reference and part.form.base_fields[field.source or name].required:
            needed.append(name)
    if part.single:
        return rows if rows and all(rows[name] for name in needed) else None
    return [row for row in rows if all(row[name] for name in needed)]


def _copies(uid: UUID) -> list[dict]:
    """The archived copies of a source that may leave the house."""
    source = Source.objects.filter(uid=uid).first()
    if source is None or not source.copies_may_be_shared:
        return []
    copies = []
    for capture in Capture.objects.filter(source=source).order_by("sha256"):
        if not blobs.holds(FOLDER, capture.sha256):
            continue
        copies.append(
            {
                "sha256": capture.sha256,
                "media_type": capture.media_type,
                "captured_at": ledger.moment_text(capture.captured_at),
                "address": capture.address,
            }
        )
    return copies
