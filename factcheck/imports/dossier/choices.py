"""Words that are not among those a field takes, listed beside other faults, so that one try names them all."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from rest_framework import serializers

from factcheck.records.drafts import serializer_of
from factcheck.records.registry import Kind

from ..outcome import Issue


def unknown(kind: Kind, record: dict, place: str) -> Iterator[Issue]:
    """Each such word of a record whose shape is not sound, so that its forms are not asked."""
    yield from _of(kind.form, kind.serializer, record, place, "")
    for part in kind.parts:
        given = record.get(part.name)
        serializer = serializer_of(kind, part)
        items = [(f"{part.name}.", given)] if part.single else _listed(part.name, given)
        for path, item in items:
            if isinstance(item, dict):
                yield from _of(part.form, serializer, item, place, path)


def _listed(name: str, given: object) -> list[tuple[str, object]]:
    if not isinstance(given, list):
        return []
    return [(f"{name}[{i}].", item) for i, item in enumerate(given)]


def _of(
    form: type[forms.ModelForm],
    public: serializers.Serializer,
    given: dict,
    place: str,
    path: str,
) -> Iterator[Issue]:
    for name, value in given.items():
        spelled = public.fields.get(name)
        field = form.base_fields.get(spelled.source or name) if spelled else None
        if field and value and isinstance(value, str) and _has_words(field):
            try:
                field.clean(value)
            except ValidationError as error:
                yield Issue(place, error.messages[0], f"{path}{name}", value)


def _has_words(field: forms.Field) -> bool:
    return isinstance(field, forms.ChoiceField) and not isinstance(
        field, forms.ModelChoiceField
    )
