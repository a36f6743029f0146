"""From the slugs that people write to the uids that records are known by."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID

from rest_framework import serializers

from factcheck import kinds
from factcheck.forms.fields import UID
from factcheck.models import ImportJob, Side, StagedRecord
from factcheck.public import PartReferenceField, ReferenceField, ReferenceListField

Change = Callable[[object, str, str], object]
GONE = object()


class Dangling(NamedTuple):
    """A reference to a record that is neither in the file nor known here."""

    path: str
    to: str
    written: str


class Directory:
    """Who is meant by a slug or uid: a record of the same file first, then one that is known here."""

    def __init__(self, job: ImportJob):
        self.job = job
        self.known: dict[tuple[str, str], UUID | None] = {}

    def uid(self, kind: str, written: str) -> UUID | None:
        """The uid of a kind's record; None when there is none. Each is asked for once a run."""
        key = (kind, written)
        if self.known.get(key) is None:
            self.known[key] = self._find(kind, written)
        return self.known[key]

    def _find(self, kind: str, written: str) -> UUID | None:
        named = {"uid": written} if UID.match(written) else {"slug": written}
        staged = StagedRecord.objects.filter(job=self.job, kind=kind, **named)
        records = kinds.get(kind).model.objects.filter(**named)
        return staged.values_list("uid", flat=True).first() or records.values_list("uid", flat=True).first()


def resolve(kind: kinds.Kind, content: dict, directory: Directory) -> tuple[dict, list[Dangling]]:
    """The content with uids for slugs, and every reference that leads nowhere, left out of it."""
    dangling = []

    def to_uid(field, path: str, written: str):
        if isinstance(field, PartReferenceField):
            found = _side(written, content, directory)
        else:
            found = directory.uid(field.to, written)
        if found is None:
            dangling.append(Dangling(path, field.to, written))
            return GONE
        return str(found)

    return _mapped(kind.public_form, content, to_uid), dangling


def without(kind: kinds.Kind, content: dict, absent: set[str]) -> dict:
    """The content without references to the uids in `absent`, and without the parts that hold one."""
    kept = {
        name: [item for item in value if not _names(form.child, item, absent)]
        if isinstance(form := kind.public_form.fields.get(name), serializers.ListSerializer) and value
        else value
        for name, value in content.items()
    }
    return _mapped(kind.public_form, kept, lambda field, path, uid: GONE if uid in absent else uid)


def _names(form: serializers.Serializer, item: dict, absent: set[str]) -> bool:
    found = []
    _mapped(form, item, lambda field, path, uid: found.append(uid) or uid)
    return bool(absent & set(found))


def uids(kind: kinds.Kind, content: dict) -> Iterator[tuple[str, str]]:
    """(kind, uid) of every record that resolved content refers to."""
    found = []

    def look(field, path: str, uid: str):
        if not isinstance(field, PartReferenceField):
            found.append((field.to, uid))
        return uid

    _mapped(kind.public_form, content, look)
    yield from found


def _side(written: str, content: dict, directory: Directory) -> UUID | None:
    """A side is named by its slug within the dispute that the record is of."""
    if UID.match(written):
        return UUID(written)
    dispute = directory.uid("dispute", str(content.get("dispute") or ""))
    return Side.objects.filter(dispute__uid=dispute, slug=written).values_list("uid", flat=True).first()


def _mapped(form: serializers.Serializer, given: dict, change: Change, path: str = "") -> dict:
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
        return change(field, where, value)
    if isinstance(field, ReferenceListField):
        changed = [change(field, f"{where}[{i}]", item) for i, item in enumerate(value)]
        return sorted({item for item in changed if item is not GONE})
    if isinstance(field, serializers.ListSerializer):
        return [_mapped(field.child, item, change, f"{where}[{i}].") for i, item in enumerate(value)]
    if isinstance(field, serializers.Serializer):
        return _mapped(field, value, change, f"{where}.")
    return value
