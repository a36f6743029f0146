"""From the slugs that people write to the uids that records are known by."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID

from rest_framework import serializers

from factcheck.models import Side
from factcheck.records import registry
from factcheck.records.forms.fields import UID
from factcheck.records.serializers import (
    PartReferenceField,
    ReferenceField,
    ReferenceListField,
)

Change = Callable[[object, str, str], object]
GONE = object()


class RecordReference(NamedTuple):
    """A reference as it is found in content: its path, the kind that it leads to, and the slug or uid written."""

    path: str
    to: str
    written: str


def references_in(kind: registry.Kind, content: dict) -> Iterator[RecordReference]:
    """Every reference to a record that the content holds."""
    found = []

    def look(field, path: str, written: str):
        if not isinstance(field, PartReferenceField):
            found.append(RecordReference(path, field.to, written))
        return written

    map_references(kind.serializer, content, look)
    yield from found


def resolve(
    kind: registry.Kind, content: dict, uid_of: Callable[[str, str], UUID | None]
) -> tuple[dict, list[RecordReference]]:
    """The content with uids for slugs, and every reference that leads nowhere, left out of it."""
    dangling = []

    def to_uid(field, path: str, written: str):
        is_side = isinstance(field, PartReferenceField)
        found = (
            _side(written, content, uid_of) if is_side else uid_of(field.to, written)
        )
        if found is None:
            dangling.append(RecordReference(path, field.to, written))
            return GONE
        return str(found)

    return map_references(kind.serializer, content, to_uid), dangling


def without_references(kind: registry.Kind, content: dict, absent: set[str]) -> dict:
    """The content without references to the uids in `absent`, and without the parts that hold one."""
    if not absent:
        return content
    kept = {
        name: [item for item in value if not _names(form.child, item, absent)]
        if isinstance(
            form := kind.serializer.fields.get(name), serializers.ListSerializer
        )
        and value
        else value
        for name, value in content.items()
    }
    return map_references(
        kind.serializer, kept, lambda field, path, uid: GONE if uid in absent else uid
    )


def _names(form: serializers.Serializer, item: dict, absent: set[str]) -> bool:
    found = []
    map_references(form, item, lambda field, path, uid: found.append(uid) or uid)
    return bool(absent & set(found))


def _side(
    written: str, content: dict, uid_of: Callable[[str, str], UUID | None]
) -> UUID | None:
    """A side is named by its slug within the dispute that the record is of."""
    if UID.match(written):
        return UUID(written)
    dispute = uid_of("dispute", str(content.get("dispute") or ""))
    return (
        Side.objects.filter(dispute__uid=dispute, slug=written)
        .values_list("uid", flat=True)
        .first()
    )


def map_references(
    form: serializers.Serializer, given: dict, change: Change, path: str = ""
) -> dict:
    """A copy of an object with every reference passed through `change`; GONE leaves it out."""
    made = {}
    for name, value in given.items():
        field, where = form.fields.get(name), f"{path}{name}"
        value = _changed(field, value, change, where)
        if value is not GONE:
            made[name] = value
    return made


def _changed(field, value, change: Change, where: str):
    if value in (None, "", []):
        return value
    if isinstance(field, ReferenceField | PartReferenceField):
        return change(field, where, str(value))
    if isinstance(field, ReferenceListField):
        changed = [
            change(field, f"{where}[{i}]", str(item)) for i, item in enumerate(value)
        ]
        return sorted({item for item in changed if item is not GONE})
    if isinstance(field, serializers.ListSerializer):
        return [
            map_references(field.child, item, change, f"{where}[{i}].")
            for i, item in enumerate(value)
        ]
    if isinstance(field, serializers.Serializer):
        return map_references(field, value, change, f"{where}.")
    return value
