"""Whether a raw record has the shape of its kind: known keys, and texts, lists and objects where they belong."""

from collections.abc import Iterator

from rest_framework import serializers

from factcheck import kinds
from factcheck.kinds import Kind
from factcheck.public import ENVELOPE, PassageField, ReferenceListField

from ..found import Issue

LONGEST_TEXT = 1_000_000
IDENTITY = ("kind", "uid", "slug")
PASSAGE = ("exact", "start", "end", "before", "after", "capture")
CAPTURE = ("sha256", "media_type", "captured_at", "address")


def kind_of(record: dict) -> Kind | None:
    """The kind that the record names, or None."""
    name = record.get("kind")
    return kinds.get(name) if name in {kind.name for kind in kinds.all_kinds()} else None


def faults(record: dict, place: str) -> Iterator[Issue]:
    """Everything in the record that its kind has no place for."""
    kind = kind_of(record)
    if kind is None:
        known = ", ".join(kind.name for kind in kinds.all_kinds())
        yield Issue(place, f"Name the record's kind; known are {known}.", "kind", record.get("kind", ""))
        return
    if not (record.get("slug") or record.get("uid")):
        yield Issue(place, "Give the record a slug, so that others can refer to it.", "slug")
    extra = IDENTITY + (("captures",) if kind.name == "source" else ())
    for path, value, message in _object(kind.public_form, record, extra, ENVELOPE):
        yield Issue(place, message, path, value)


def _object(form: serializers.Serializer, given: dict, extra: tuple[str, ...], hidden=frozenset()):
    """(path, value, message) for each fault of an object."""
    known = [name for name in form.fields if name not in hidden]
    for name, value in given.items():
        if name in extra:
            yield from _captures(value) if name == "captures" else _scalar(name, value)
        elif name not in known:
            yield name, value, f"“{name}” is no field here; known are {', '.join([*extra, *known])}."
        elif value is not None:
            yield from _field(form.fields[name], name, value)


def _field(field, name: str, value):
    if isinstance(field, serializers.ListSerializer):
        yield from _each(value, name, lambda item: _object(field.child, item, ("uid",)))
    elif isinstance(field, serializers.Serializer):
        yield from _nested(value, name, lambda item: _object(field, item, ("uid",)))
    elif isinstance(field, PassageField):
        yield from _nested(value, name, lambda item: _keys(item, PASSAGE))
    elif isinstance(field, ReferenceListField | serializers.ListField):
        yield from _texts(value, name)
    else:
        yield from _scalar(name, value)


def _each(value, name: str, check):
    if not isinstance(value, list):
        yield name, value, "This is a list; start each item with a dash."
        return
    for i, item in enumerate(value):
        yield from _nested(item, f"{name}[{i}]", check)


def _nested(value, name: str, check):
    if isinstance(value, dict):
        for path, found, message in check(value):
            yield f"{name}.{path}", found, message
    else:
        yield name, value, "This is a mapping of fields."


def _captures(value):
    yield from _each(value, "captures", lambda item: _keys(item, CAPTURE))


def _keys(given: dict, known: tuple[str, ...]):
    for name, value in given.items():
        if name not in known:
            yield name, value, f"“{name}” is no field here; known are {', '.join(known)}."
        elif value is not None:
            yield from _scalar(name, value)


def _texts(value, name: str):
    if not isinstance(value, list):
        yield name, value, "This is a list of texts, for example [a, b]."
        return
    for i, item in enumerate(value):
        yield from _scalar(f"{name}[{i}]", item)


def _scalar(name: str, value):
    if isinstance(value, list | dict):
        yield name, value, "This is one text, not a list or a mapping."
    elif not isinstance(value, str | int | bool):
        yield name, value, "Write a number with decimals as text, in quotation marks."
    elif isinstance(value, str) and len(value) > LONGEST_TEXT:
        yield name, value, "This text is longer than a million letters; shorten it."
    elif isinstance(value, str) and "\0" in value:
        yield name, value, "This text has a NUL in it; take it out."
