"""The fields of a suggestion in words, in the order of its kind's form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from django import forms
from rest_framework import serializers

from factcheck.records import registry
from factcheck.records.forms import EdtfFormField
from factcheck.records.serializers import (
    ENVELOPE,
    PassageField,
    ReferenceField,
    ReferenceListField,
)
from factcheck.text import edtf

from ..records.value_text import as_text
from .linking import LinkedName
from .plain_text import plain


class FieldValues(NamedTuple):
    """One field: what it is called, and its values, each a text or the name of something else."""

    label: str
    values: list


def lines(
    kind: registry.Kind, fields: dict, names: Mapping[str, LinkedName]
) -> list[FieldValues]:
    """Every field that says something, but for the title, which stands above."""
    skipped = {kind.form.titled_by, "uid", "kind", *ENVELOPE}
    rows = []
    for name, value in fields.items():
        if name in skipped:
            continue
        values = list(_values(kind, name, value, names))
        if values:
            rows.append(FieldValues(label(name), values))
    return rows


def label(name: str) -> str:
    """A field's name as people read it."""
    return name.replace("_", " ").capitalize()


def in_words(
    kind: registry.Kind, name: str, value: object, names: Mapping[str, LinkedName]
) -> str:
    """One field's value as one text."""
    return "\n".join(str(item) for item in _values(kind, name, value, names))


def _values(
    kind: registry.Kind, name: str, value: object, names: Mapping[str, LinkedName]
) -> Iterator[object]:
    """The values of one field, each a text or the name of something else; a passage is shown in its place instead."""
    field = kind.serializer.fields.get(name)
    if value in (None, "", [], {}) or isinstance(field, PassageField):
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(field, ReferenceField | ReferenceListField):
            yield names.get(str(item), "unknown")
        elif isinstance(field, serializers.BaseSerializer):
            yield _part(kind, name, item, names)
        elif isinstance(value, list):
            yield plain(str(item))
        else:
            yield _choice(kind.form, getattr(field, "source", None) or name, item)


def _part(
    kind: registry.Kind, name: str, item: object, names: Mapping[str, LinkedName]
) -> str:
    """One row of a part as one text: “stance: supports; note: …”."""
    if not isinstance(item, dict):
        return plain(str(item))
    form = next((part.form for part in kind.parts if part.name == name), None)
    titles = {uid: str(known) for uid, known in names.items()}
    texts = []
    for key, value in item.items():
        if key in ("uid", "passage") or value in (None, "", []):
            continue
        is_text = isinstance(value, str)
        text = _choice(form, key, value) if is_text else as_text(value)
        texts.append(f"{label(key).lower()}: {plain(as_text(text, titles))}")
    return "; ".join(texts)


def _choice(form: type[forms.ModelForm] | None, name: str, value: object) -> str:
    """A word of a list as the form spells it, a date in words, all else as it is."""
    field = form.base_fields.get(name) if form else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, EdtfFormField):
        return _date(str(value))
    spelled: dict[object, object] = {}
    if isinstance(field, forms.TypedChoiceField):
        spelled = dict(cast(Iterable[tuple[object, object]], field.choices))
    return plain(str(spelled.get(value, value)))


def _date(value: str) -> str:
    try:
        return edtf.words(value)
    except edtf.DateError:
        return plain(value)
