"""The kind's own form with its parts, filled in from content and read back into content.

References are written as uids here: of records, or of suggestions that come along when this one is accepted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin
from django.http import QueryDict
from rest_framework import serializers

from factcheck.records import registry
from factcheck.records.drafts import DraftError
from factcheck.records.serializers import ENVELOPE, PassageField

from ..records.autocomplete import LabelledSelect, LabelledSelectMultiple
from .linking import Name

ANCHOR = {"exact": "exact", "start": "start", "capture_sha256": "capture"}
LEFT_OUT = "_out"


@dataclass
class PartRows:
    """The rows of one part, and an empty one to add."""

    name: str
    label: str
    rows: list[forms.ModelForm] = field(default_factory=list)


class Fields:
    """A kind's form and its parts, unbound: the service binds and checks them."""

    def __init__(
        self,
        kind: registry.Kind,
        content: dict,
        names: Mapping[str, Name],
        errors: Iterable[DraftError] = (),
    ):
        self.kind, self.names, self.errors, self.placed = kind, names, list(errors), []
        self.form = self._form(kind.form, kind.serializer, content, "", "")
        self.parts = [
            self._part(part, content) for part in kind.parts if not _has_file(part.form)
        ]
        self.media = sum((form.media for form in self._all()), forms.Media())

    def _all(self) -> list[forms.ModelForm]:
        return [self.form, *(row for part in self.parts for row in part.rows)]

    def _part(self, part: registry.PartKind, content: dict) -> PartRows:
        given = content.get(part.name) or []
        items = [given] if part.single and given else [*given]
        rows = PartRows(part.name, part.model._meta.verbose_name_plural)
        for i, item in enumerate([*items, *([] if part.single and items else [{}])]):
            at = f"{part.name}." if part.single else f"{part.name}[{i}]."
            row = self._form(
                part.form, public_of(self.kind, part.name), item, f"{part.name}-{i}", at
            )
            row.is_blank = not item
            rows.rows.append(row)
        return rows

    def _form(
        self,
        form_class,
        public: serializers.Serializer,
        content: dict,
        prefix: str,
        at: str,
    ) -> forms.ModelForm:
        form = form_class(
            initial=_initial(form_class, public, content), prefix=prefix or None
        )
        form.fields.pop("position", None)
        form.use_required_attribute = False
        for name, form_field in form.fields.items():
            if isinstance(form_field, forms.ModelChoiceField):
                form_field.widget = self._select(form, name, form_field)
        form.said = {
            name: self._said(at, {name, key})
            for name, key in _keys(form_class, public).items()
        }
        return form

    def _select(
        self, form: forms.ModelForm, name: str, form_field: forms.ModelChoiceField
    ) -> forms.Widget:
        """An autocomplete that also has what is chosen already, be it a record or a suggestion."""
        form_field.to_field_name = "uid"
        if form_field.queryset.model not in admin.site._registry:
            return form_field.widget
        several = isinstance(form_field, forms.ModelMultipleChoiceField)
        select = (LabelledSelectMultiple if several else LabelledSelect)(
            form._meta.model._meta.get_field(name), admin.site
        )
        chosen = form.initial.get(name) or []
        chosen = chosen if isinstance(chosen, list) else [chosen]
        select.labels = {uid: str(self.names.get(uid, uid)) for uid in map(str, chosen)}
        select.is_required = form_field.required
        form.initial[name] = (
            [str(uid) for uid in chosen] if several else next(map(str, chosen), "")
        )
        return select

    def _said(self, at: str, names: set[str]) -> list[str]:
        """The errors of one field, also of one item in it."""
        own = [
            e
            for e in self.errors
            if e.path.startswith(at) and e.path.removeprefix(at).split("[")[0] in names
        ]
        self.placed += own
        return [error.message for error in own]

    @property
    def others(self) -> list[str]:
        """Errors that belong to no field of the page."""
        return [error.message for error in self.errors if error not in self.placed]


def read(kind: registry.Kind, data: QueryDict, content: dict) -> dict:
    """Content as the page sent it; what the page does not show stays as it was in `content`."""
    typed = content | _read(kind.form, kind.serializer, data, "", content)
    for part in kind.parts:
        if not _has_file(part.form):
            rows = list(_rows(kind, part, data, content.get(part.name) or []))
            typed[part.name] = (rows[0] if rows else None) if part.single else rows
    return typed


def _rows(
    kind: registry.Kind, part: registry.PartKind, data: QueryDict, before: list | dict
) -> Iterable[dict]:
    before = [before] if isinstance(before, dict) else before
    for i in range(len(before) + 1):
        known = before[i] if i < len(before) else {}
        row = _read(
            part.form, public_of(kind, part.name), data, f"{part.name}-{i}", known
        )
        is_written = known or any(
            data.get(f"{part.name}-{i}-{name}") for name in _asked(part.form)
        )
        if is_written and not data.get(f"{part.name}-{i}-{LEFT_OUT}"):
            yield known | row


def _asked(form_class: type[forms.ModelForm]) -> list[str]:
    """The fields that say something when they are filled in: those that are not filled in from the beginning."""
    form = form_class()
    return [
        name
        for name in form.fields
        if name != "position" and form[name].initial in (None, "", [])
    ]


def _read(
    form_class,
    public: serializers.Serializer,
    data: QueryDict,
    prefix: str,
    before: dict,
) -> dict:
    form = form_class(prefix=prefix or None)
    typed: dict = {}
    for name, key in _keys(form_class, public).items():
        form_field = form.fields[name]
        value = form_field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        if isinstance(form_field, forms.ModelMultipleChoiceField):
            value = [
                _uid(form_field, item)
                for item in data.getlist(form.add_prefix(name))
                if item
            ]
        elif isinstance(form_field, forms.ModelChoiceField):
            value = _uid(form_field, value) if value else None
        if key == "passage":
            typed["passage"] = {
                **(before.get("passage") or {}),
                **typed.get("passage", {}),
                ANCHOR[name]: value,
            }
        else:
            typed[key] = value
    if "passage" in typed and not typed["passage"].get("exact"):
        typed["passage"] = None
    return typed


def _uid(form_field: forms.ModelChoiceField, written: str) -> str:
    """A uid as it stands on the page, or of the record whose key the autocomplete gave."""
    if not written.isdigit():
        return written
    return str(
        form_field.queryset.filter(pk=written).values_list("uid", flat=True).first()
        or written
    )


def public_of(kind: registry.Kind, part: str) -> serializers.Serializer:
    """The public form of a part."""
    public = kind.serializer.fields[part]
    return public.child if isinstance(public, serializers.ListSerializer) else public


def _has_file(form_class: type[forms.ModelForm]) -> bool:
    return any(
        isinstance(each, forms.FileField) for each in form_class.base_fields.values()
    )


def _keys(
    form_class: type[forms.ModelForm], public: serializers.Serializer
) -> dict[str, str]:
    """Form field to the name that content has it under."""
    sources = {
        each.source: name
        for name, each in public.fields.items()
        if name not in ENVELOPE
    }
    anchored = any(isinstance(each, PassageField) for each in public.fields.values())
    names = [name for name in form_class.base_fields if name != "position"]
    return {
        name: "passage" if anchored and name in ANCHOR else sources.get(name, name)
        for name in names
    }


def _initial(
    form_class: type[forms.ModelForm], public: serializers.Serializer, content: dict
) -> dict:
    keys, passage = _keys(form_class, public), content.get("passage") or {}
    said = {
        name: passage.get(ANCHOR[name])
        for name, key in keys.items()
        if key == "passage"
    }
    return said | {
        name: content[key]
        for name, key in keys.items()
        if key != "passage" and key in content
    }
