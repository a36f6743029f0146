"""Whether a raw record has the shape of its kind: known keys, and texts, lists and objects where they belong."""

import re
from collections.abc import Callable, Collection, Iterator

from rest_framework import serializers

from factcheck.ledger import UID
from factcheck.records import registry
from factcheck.records.registry import Kind
from factcheck.records.serializers import (
    ENVELOPE,
    PassageField,
    ReferenceListField,
    row_form,
)

from ..outcome import Issue
from . import choices

LONGEST_TEXT = 1_000_000
LONGEST_SLUG = 120
MOST = 2_147_483_647
SLUG = re.compile(r"^[-a-zA-Z0-9_]+$")
SHA256 = re.compile(r"^[0-9a-f]{64}$")
WHOLE = re.compile(r"^-?[0-9]{1,10}$")
IDENTITY = ("kind", "uid", "slug")
PASSAGE = ("exact", "start", "end", "before", "after", "capture")
CAPTURE = ("sha256", "media_type", "captured_at", "address")
Faults = Iterator[tuple[str, object, str]]
"""Path, value and message of each fault."""
Check = Callable[[dict], Faults]


def kind_of(record: dict) -> Kind | None:
    """The kind that the record names, or None."""
    name = record.get("kind")
    return next((kind for kind in registry.dossier_kinds() if kind.name == name), None)


def faults(record: dict, place: str) -> Iterator[Issue]:
    """Everything in the record that its kind has no place for."""
    kind = kind_of(record)
    if kind is None:
        known = ", ".join(kind.name for kind in registry.dossier_kinds())
        yield Issue(
            place,
            f"Name the record's kind; known are {known}.",
            "kind",
            record.get("kind") or record,
        )
        return
    if not (record.get("slug") or record.get("uid")):
        yield Issue(
            place, "Give the record a slug, so that others can refer to it.", "slug"
        )
    extra = IDENTITY + (("captures",) if kind.name == "source" else ())
    is_sound = True
    for path, value, message in _object(kind.serializer, record, extra, ENVELOPE):
        is_sound = False
        yield Issue(place, message, path, value)
    if not is_sound:
        yield from choices.unknown(kind, record, place)


def _object(
    form: serializers.Serializer,
    given: dict,
    extra: tuple[str, ...],
    hidden: Collection[str] = frozenset(),
) -> Faults:
    """The faults of an object."""
    # the stubs take a walk over the fields for one over their values
    names = form.fields.keys()
    known = [name for name in names if name not in hidden and name not in extra]
    for name, value in given.items():
        if name in extra:
            yield from (
                _captures(value) if name == "captures" else _identity(name, value)
            )
        elif name not in known:
            yield (
                name,
                value,
                f"“{name}” is no field here; known are {', '.join([*extra, *known])}.",
            )
        elif value is not None:
            yield from _field(form.fields[name], name, value)


def _field(field: serializers.Field, name: str, value: object) -> Faults:
    if isinstance(field, serializers.ListSerializer):
        row = row_form(field)
        yield from _each(value, name, lambda item: _object(row, item, ("uid",)))
    elif isinstance(field, serializers.Serializer):
        yield from _nested(value, name, lambda item: _object(field, item, ("uid",)))
    elif isinstance(field, PassageField):
        yield from _nested(value, name, _passage)
    elif isinstance(field, ReferenceListField | serializers.ListField):
        yield from _texts(value, name)
    else:
        found = list(_scalar(name, value))
        yield from found or _typed(field, name, value)


def _typed(field: serializers.Field, name: str, value: object) -> Faults:
    """Numbers and yes-or-no, which come as text from YAML: what is neither is not guessed at."""
    if isinstance(field, serializers.BooleanField) and str(value).lower() not in (
        "true",
        "false",
    ):
        yield name, value, "Write true or false."
    elif isinstance(field, serializers.IntegerField):
        yield from _whole(name, value, may_be_empty=field.allow_null)
    elif name == "slug":
        yield from _identity(name, value)


def _whole(name: str, value: object, *, may_be_empty: bool) -> Faults:
    if (value != "" or not may_be_empty) and not (
        WHOLE.match(str(value)) and abs(int(str(value))) <= MOST
    ):
        yield name, value, f"Write a whole number, {MOST:,} at most."


def _identity(name: str, value: object) -> Faults:
    """The uid, slug or kind of a record or part."""
    found = list(_scalar(name, value))
    if found or not value:
        yield from found
    elif name == "uid" and not UID.fullmatch(str(value)):
        message = "A uid is 36 small letters, digits and dashes; or leave it out."
        yield name, value, message
    elif name == "slug" and not _is_slug(str(value)):
        message = "A slug is of letters a to z, digits and dashes, 120 at most."
        yield name, value, message


def _is_slug(text: str) -> bool:
    return bool(SLUG.match(text)) and len(text) <= LONGEST_SLUG


def _passage(given: dict) -> Faults:
    yield from _keys(given, PASSAGE)
    for name in ("start", "end"):
        if not isinstance(given.get(name), list | dict | None):
            yield from _whole(name, given[name], may_be_empty=True)
    if given.get("capture") and not SHA256.match(str(given["capture"])):
        yield (
            "capture",
            given["capture"],
            "Name the archived copy by its sha256, 64 hexadecimal digits.",
        )


def _each(value: object, name: str, check: Check) -> Faults:
    if not isinstance(value, list):
        yield name, value, "This is a list; start each item with a dash."
        return
    for i, item in enumerate(value):
        yield from _nested(item, f"{name}[{i}]", check)


def _nested(value: object, name: str, check: Check) -> Faults:
    if isinstance(value, dict):
        for path, found, message in check(value):
            yield f"{name}.{path}", found, message
    else:
        yield name, value, "This is a mapping of fields."


def _captures(value: object) -> Faults:
    yield from _each(value, "captures", _capture)


def _capture(given: dict) -> Faults:
    yield from _keys(given, CAPTURE)
    if not SHA256.match(str(given.get("sha256", ""))):
        yield (
            "sha256",
            given.get("sha256", ""),
            "Name the archived copy by its sha256, 64 hexadecimal digits.",
        )
    if (
        len(str(given.get("media_type") or "")) > 100
        or len(str(given.get("address") or "")) > 1000
    ):
        yield (
            "media_type",
            given.get("media_type"),
            "Shorten the media type (100 letters) or the address (1,000).",
        )


def _keys(given: dict, known: tuple[str, ...]) -> Faults:
    for name, value in given.items():
        if name not in known:
            yield (
                name,
                value,
                f"“{name}” is no field here; known are {', '.join(known)}.",
            )
        elif value is not None:
            yield from _scalar(name, value)


def _texts(value: object, name: str) -> Faults:
    if not isinstance(value, list):
        yield name, value, "This is a list of texts, for example [a, b]."
        return
    for i, item in enumerate(value):
        yield from _scalar(f"{name}[{i}]", item)


def _scalar(name: str, value: object) -> Faults:
    if isinstance(value, list | dict):
        yield name, value, "This is one text, not a list or a mapping."
    elif not isinstance(value, str | int | bool):
        yield name, value, "Write a number with decimals as text, in quotation marks."
    elif isinstance(value, str) and len(value) > LONGEST_TEXT:
        yield name, value, "This text is longer than a million letters; shorten it."
    elif isinstance(value, str) and "\0" in value:
        yield name, value, "This text has a NUL in it; take it out."
    elif isinstance(value, str) and any(
        "\ud800" <= letter <= "\udfff" for letter in value
    ):
        yield (
            name,
            value,
            "This text has half of a letter in it (a lone surrogate); write the letter out.",
        )
