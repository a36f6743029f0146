"""The kind's own form with its parts, filled in from content and read back into content.

References are written as uids here: of records, or of suggestions that come along when this one is accepted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import serializers

from factcheck.records import registry
from factcheck.records.drafts import DraftError, serializer_of
from factcheck.records.serializers import ENVELOPE, PassageField

from ..records.autocomplete import LabelledSelect, LabelledSelectMultiple
from .linking import LinkedName

ANCHOR = {"exact": "exact", "start": "start", "capture_sha256": "capture"}
LEFT_OUT = "_out"


@dataclass
class PartRows:
    """The rows of one part, and an empty one to add."""

    name: str
    label: str
    rows: list[forms.ModelForm] = field(default_factory=list)


class _SuggestionForm(Protocol):
    """What templates read of a form beside its fields: whether it is the one to add, and the errors of each field."""

    is_blank: bool
    field_errors: dict[str, list[str]]


class SuggestionFields:
    """A kind's form and its parts, unbound: the service binds and checks them."""

    def __init__(
        self,
        kind: registry.Kind,
        content: dict,
        names: Mapping[str, LinkedName],
        errors: Iterable[DraftError] = (),
    ):
        self.kind, self.names, self.errors = kind, names, list(errors)
        self.placed: list[DraftError] = []
        self.form = self._form(kind.form, kind.serializer, content, "", "")
        self.parts = []
        for part in kind.parts:
            if not _has_file(part.form):
                self.parts.append(self._part(part, content))
        self.media = self.form.media
        for part_rows in self.parts:
            for row in part_rows.rows:
                self.media += row.media

    def _part(self, part: registry.PartKind, content: dict) -> PartRows:
        """The rows that content has, and an empty one unless the part has room for one only."""
        given: Any = content.get(part.name) or []
        items = [given] if part.single and given else [*given]
        if not (part.single and items):
            items.append({})
        rows = PartRows(part.name, str(part.model._meta.verbose_name_plural))
        serializer = serializer_of(self.kind, part)
        for i, item in enumerate(items):
            at = f"{part.name}." if part.single else f"{part.name}[{i}]."
            row = self._form(part.form, serializer, item, f"{part.name}-{i}", at)
            cast(_SuggestionForm, row).is_blank = not item
            rows.rows.append(row)
        return rows

    def _form(
        self,
        form_class: type[forms.ModelForm],
        serializer: serializers.Serializer,
        content: dict,
        prefix: str,
        at: str,
    ) -> forms.ModelForm:
        """One form, filled in; `at` is where errors say that its content stands."""
        initial = _initial(form_class, serializer, content)
        form = form_class(initial=initial, prefix=prefix or None)
        form.fields.pop("position", None)
        form.use_required_attribute = False
        for name, form_field in form.fields.items():
            if isinstance(form_field, forms.ModelChoiceField):
                form_field.widget = self._select(form, name, form_field)
        field_errors = {}
        for name, key in _keys(form_class, serializer).items():
            field_errors[name] = self._errors_of(at, {name, key})
        cast(_SuggestionForm, form).field_errors = field_errors
        return form

    def _select(
        self, form: forms.ModelForm, name: str, form_field: forms.ModelChoiceField
    ) -> forms.Widget:
        """An autocomplete that also has what is chosen already, be it a record or a suggestion."""
        form_field.to_field_name = "uid"
        if not admin.site.is_registered(_rows(form_field).model):
            return form_field.widget
        several = isinstance(form_field, forms.ModelMultipleChoiceField)
        widget = LabelledSelectMultiple if several else LabelledSelect
        select = widget(form._meta.model._meta.get_field(name), admin.site)
        chosen = form.initial.get(name) or []
        uids = list(map(str, chosen if isinstance(chosen, list) else [chosen]))
        select.labels = {uid: str(self.names.get(uid, uid)) for uid in uids}
        select.is_required = form_field.required
        form.initial[name] = uids if several else next(iter(uids), "")
        return select

    def _errors_of(self, at: str, names: set[str]) -> list[str]:
        """The errors of one field, also of one item in it."""
        messages = []
        for error in self.errors:
            if not error.path.startswith(at):
                continue
            name = error.path.removeprefix(at).split("[")[0]
            if name in names:
                self.placed.append(error)
                messages.append(error.message)
        return messages

    @property
    def others(self) -> list[str]:
        """Errors that belong to no field of the page."""
        return [error.message for error in self.errors if error not in self.placed]


def posted_content(kind: registry.Kind, data: QueryDict, content: dict) -> dict:
    """Content as the page sent it; what the page does not show stays as it was in `content`."""
    typed = content | _posted_fields(kind.form, kind.serializer, data, "", content)
    for part in kind.parts:
        if _has_file(part.form):
            continue
        rows = list(_posted_rows(kind, part, data, content.get(part.name) or []))
        typed[part.name] = rows
        if part.single:
            typed[part.name] = rows[0] if rows else None
    return typed


def _posted_rows(
    kind: registry.Kind, part: registry.PartKind, data: QueryDict, before: list | dict
) -> Iterator[dict]:
    """The rows of a part that were sent, without those left out and an empty one at the end."""
    known_rows = [before] if isinstance(before, dict) else before
    serializer, names = serializer_of(kind, part), _empty_fields(part.form)
    for i, known in enumerate([*known_rows, {}]):
        prefix = f"{part.name}-{i}"
        row = _posted_fields(part.form, serializer, data, prefix, known)
        is_filled_in = known or any(data.get(f"{prefix}-{name}") for name in names)
        if is_filled_in and not data.get(f"{prefix}-{LEFT_OUT}"):
            yield known | row


def _empty_fields(form_class: type[forms.ModelForm]) -> list[str]:
    """The fields that say something when they are filled in: those that are not filled in from the beginning."""
    form = form_class()
    names = []
    for name in form.fields:
        if name != "position" and form[name].initial in (None, "", []):
            names.append(name)
    return names


def _posted_fields(
    form_class: type[forms.ModelForm],
    serializer: serializers.Serializer,
    data: QueryDict,
    prefix: str,
    before: dict,
) -> dict:
    """The fields of one form as content; a passage without its words is None."""
    form = form_class(prefix=prefix or None)
    typed: dict = {}
    for name, key in _keys(form_class, serializer).items():
        value = _posted_value(form, name, data)
        if key == "passage":
            passage = typed.setdefault("passage", dict(before.get("passage") or {}))
            passage[ANCHOR[name]] = value
        else:
            typed[key] = value
    if "passage" in typed and not typed["passage"].get("exact"):
        typed["passage"] = None
    return typed


def _posted_value(form: forms.ModelForm, name: str, data: QueryDict) -> object:
    """What one field was sent with; references as uids."""
    form_field, key = form.fields[name], form.add_prefix(name)
    if isinstance(form_field, forms.ModelMultipleChoiceField):
        return [_uid(form_field, item) for item in data.getlist(key) if item]
    value = form_field.widget.value_from_datadict(data, {}, key)
    if isinstance(form_field, forms.ModelChoiceField):
        return _uid(form_field, value) if value else None
    return value


def _uid(form_field: forms.ModelChoiceField, text: str) -> str:
    """A uid as it stands on the page, or of the record whose key the autocomplete gave."""
    if not text.isdigit():
        return text
    uids = _rows(form_field).filter(pk=text).values_list("uid", flat=True)
    return str(uids.first() or text)


def _rows(form_field: forms.ModelChoiceField) -> QuerySet:
    """What a field of a model's form offers; only one that is made by hand may have none."""
    return cast(QuerySet, form_field.queryset)


def _has_file(form_class: type[forms.ModelForm]) -> bool:
    fields = form_class.base_fields.values()
    return any(isinstance(field, forms.FileField) for field in fields)


def _keys(
    form_class: type[forms.ModelForm], serializer: serializers.Serializer
) -> dict[str, str]:
    """Form field to the name that content has it under."""
    key_of = {}
    is_anchored = False
    for name, serializer_field in serializer.fields.items():
        if name not in ENVELOPE:
            key_of[serializer_field.source] = name
        is_anchored = is_anchored or isinstance(serializer_field, PassageField)
    keys = {}
    for name in form_class.base_fields:
        if is_anchored and name in ANCHOR:
            keys[name] = "passage"
        elif name != "position":
            keys[name] = key_of.get(name, name)
    return keys


def _initial(
    form_class: type[forms.ModelForm], serializer: serializers.Serializer, content: dict
) -> dict:
    passage = content.get("passage") or {}
    initial = {}
    for name, key in _keys(form_class, serializer).items():
        if key == "passage":
            initial[name] = passage.get(ANCHOR[name])
        elif key in content:
            initial[name] = content[key]
    return initial
