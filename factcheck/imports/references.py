"""From the slugs that people write to the uids that records are known by."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from rest_framework import serializers

from factcheck.ledger import UID
from factcheck.models import Side
from factcheck.records import registry
from factcheck.records.serializers import (
    PartReferenceField,
    ReferenceField,
    ReferenceListField,
    row_form,
)

AnyReference = ReferenceField | ReferenceListField | PartReferenceField
Change = Callable[[AnyReference, str, str], object]
"""From the field of a reference, its path and what is written there to what stands there instead."""
GONE = object()


class RecordReference(NamedTuple):
    """A reference as it is found in content: its path, the kind that it leads to, and the slug or uid written."""

    path: str
    to: str
    written: str


def references_in(kind: registry.Kind, content: dict) -> Iterator[RecordReference]:
    """Every reference to a record that the content holds."""
    references = []

    def collect(field: AnyReference, path: str, written: str) -> str:
        if not isinstance(field, PartReferenceField):
            references.append(RecordReference(path, field.to, written))
        return written

    map_references(kind.serializer, content, collect)
    yield from references


def resolve(
    kind: registry.Kind, content: dict, uid_of: Callable[[str, str], UUID | None]
) -> tuple[dict, list[RecordReference]]:
    """The content with uids for slugs, and every reference that leads nowhere, left out of it."""
    dangling = []
    side_uid = partial(_side, content=content, uid_of=uid_of)

    def to_uid(field: AnyReference, path: str, written: str) -> object:
        is_side = isinstance(field, PartReferenceField)
        uid = side_uid(written) if is_side else uid_of(field.to, written)
        if uid is None:
            dangling.append(RecordReference(path, field.to, written))
            return GONE
        return str(uid)

    return map_references(kind.serializer, content, to_uid), dangling


def without_references(kind: registry.Kind, content: dict, absent: set[str]) -> dict:
    """The content without references to the uids in `absent`, and without the parts that hold one."""
    if not absent:
        return content
    left = {}
    for name, value in content.items():
        form = kind.serializer.fields.get(name)
        if value and isinstance(form, serializers.ListSerializer):
            value = [item for item in value if not _names(row_form(form), item, absent)]
        left[name] = value

    def drop_absent(field: AnyReference, path: str, uid: str) -> object:
        return GONE if uid in absent else uid

    return map_references(kind.serializer, left, drop_absent)


def _names(form: serializers.Serializer, item: dict, absent: set[str]) -> bool:
    """Whether a part refers to one of the uids in `absent`."""
    uids = set()

    def collect(field: AnyReference, path: str, uid: str) -> str:
        uids.add(uid)
        return uid

    map_references(form, item, collect)
    return bool(absent & uids)


def _side(
    written: str, content: dict, uid_of: Callable[[str, str], UUID | None]
) -> UUID | None:
    """A side is named by its slug within the dispute that the record is of."""
    if UID.fullmatch(written):
        return UUID(written)
    dispute = uid_of("dispute", str(content.get("dispute") or ""))
    if dispute is None:
        return None
    sides = Side.objects.filter(dispute__uid=dispute, slug=written)
    return sides.values_list("uid", flat=True).first()


def map_references(
    form: serializers.Serializer, given: dict, change: Change, path: str = ""
) -> dict:
    """A copy of an object with every reference passed through `change`; GONE leaves it out."""
    copy = {}
    for name, value in given.items():
        value = _changed(form.fields.get(name), value, change, f"{path}{name}")
        if value is not GONE:
            copy[name] = value
    return copy


def _changed(
    field: serializers.Field | None, value: Any, change: Change, path: str
) -> Any:
    """The value of one field with its references passed through `change`."""
    if value in (None, "", []):
        return value
    if isinstance(field, ReferenceField | PartReferenceField):
        return change(field, path, str(value))
    if isinstance(field, ReferenceListField):
        changed = set()
        for i, item in enumerate(value):
            changed.add(change(field, f"{path}[{i}]", str(item)))
        return sorted(changed - {GONE})
    if isinstance(field, serializers.ListSerializer):
        parts = []
        for i, item in enumerate(value):
            parts.append(map_references(row_form(field), item, change, f"{path}[{i}]."))
        return parts
    if isinstance(field, serializers.Serializer):
        return map_references(field, value, change, f"{path}.")
    return value
