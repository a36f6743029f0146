"""The JSON Schema of a dossier, from the same public forms that check one; docs/dossier.schema.json is its text."""

import json
from collections.abc import Collection, Iterable
from typing import cast

from django import forms
from rest_framework import serializers

from factcheck import ledger
from factcheck.records import registry
from factcheck.records.serializers import (
    ENVELOPE,
    PartReferenceField,
    PassageField,
    ReferenceField,
    ReferenceListField,
    row_form,
    since,
)

from .header import FORMAT
from .shape import CAPTURE, LONGEST_SLUG, PASSAGE

SCALAR = ["string", "integer", "boolean", "null"]
UID = {"type": "string", "pattern": f"^{ledger.UID.pattern}$"}
SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": LONGEST_SLUG}
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def schema() -> dict:
    """The schema as an object (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dossier",
        "description": "The records of a dispute; docs/dossier.md tells the rules that no schema can.",
        "type": "object",
        "required": ["dossier", "records"],
        "additionalProperties": False,
        "properties": {
            "dossier": {
                "enum": [FORMAT, int(FORMAT)],
                "description": "The number of this format.",
            },
            "dispute": SLUG | {"description": "The dispute that the file tells of."},
            "records": {
                "type": "array",
                "items": {
                    "oneOf": [
                        {"$ref": f"#/$defs/{k.name}"} for k in registry.dossier_kinds()
                    ]
                },
            },
        },
        "$defs": {kind.name: _record(kind) for kind in registry.dossier_kinds()},
    }


def text() -> str:
    """The schema as it stands in the repository."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _record(kind: registry.Kind) -> dict:
    parts = {part.name: part.form for part in kind.parts}
    record = _object(kind.serializer, kind.form, ENVELOPE, parts)
    own = {"kind": {"const": kind.name}, "uid": UID, "slug": SLUG}
    if kind.name == "source":
        own["captures"] = {
            "type": "array",
            "items": _closed({name: _text() for name in CAPTURE} | {"sha256": SHA256}),
        }
    record["properties"] = own | record["properties"]
    record["required"] = ["kind", *record["required"]]
    record["anyOf"] = [{"required": ["slug"]}, {"required": ["uid"]}]
    return record


def _object(
    public: serializers.Serializer,
    form: type[forms.ModelForm],
    hidden: Collection[str],
    parts: dict,
) -> dict:
    properties, required = {}, []
    for name, field in public.fields.items():
        if name in hidden:
            continue
        form_field = form.base_fields.get(field.source or name)
        if isinstance(form_field, forms.TypedChoiceField):
            schema = _choice(form_field)
        elif name in parts:
            schema = _part(field, parts[name])
        else:
            schema = _field(field)
        first_form = since(public, name)
        properties[name] = schema | {"x-since": first_form}
        if first_form == 1 and form_field and _is_needed(form_field):
            required.append(name)
    return _closed(properties) | {"required": required}


def _choice(field: forms.TypedChoiceField) -> dict:
    """A word of a closed list."""
    choices = cast(Iterable[tuple[str, str]], field.choices)
    words = [word for word, _ in choices if word]
    return {"enum": words if field.required else [*words, "", None]}


def _is_needed(field: forms.Field) -> bool:
    return field.required and not isinstance(field, forms.BooleanField)


def _closed(properties: dict) -> dict:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _text(**more: object) -> dict:
    return {"type": SCALAR, **more}


def _field(field: serializers.Field) -> dict:
    if isinstance(field, PassageField):
        return {
            "oneOf": [{"type": "null"}, _closed({name: _text() for name in PASSAGE})]
        }
    if isinstance(field, ReferenceListField):
        return {
            "type": ["array", "null"],
            "items": {"type": "string"},
            "description": f"Slugs or uids: {field.to}.",
        }
    if isinstance(field, ReferenceField | PartReferenceField):
        return {"type": ["string", "null"], "description": f"Slug or uid: {field.to}."}
    if isinstance(field, serializers.ListField):
        return {"type": ["array", "null"], "items": {"type": SCALAR}}
    return _scalar(field)


def _part(field: serializers.Field, form: type[forms.ModelForm]) -> dict:
    """The parts of a record, or the one part that there may be."""
    if isinstance(field, serializers.ListSerializer):
        return {"type": ["array", "null"], "items": _row(row_form(field), form)}
    public = cast(serializers.Serializer, field)
    return {"oneOf": [{"type": "null"}, _row(public, form)]}


def _row(public: serializers.Serializer, form: type[forms.ModelForm]) -> dict:
    part = _object(public, form, ("uid",), {})
    part["properties"]["uid"] = UID
    return part


def _scalar(field: serializers.Field) -> dict:
    more = {"description": str(field.help_text)} if field.help_text else {}
    if isinstance(field, serializers.BooleanField):
        return {"enum": [True, False, "true", "false", None], **more}
    if isinstance(field, serializers.ChoiceField):
        return {"enum": [*field.choices, *([None] if field.allow_null else [])], **more}
    if isinstance(field, serializers.IntegerField):
        return {"type": ["integer", "string", "null"], "pattern": "^-?[0-9]*$", **more}
    return _text(**more)
