"""A record and its parts from data in the shape of its public form, through the forms an editor would fill in.

Imports and acceptance come through here; the desk fills in the same forms by hand.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, cast
from uuid import UUID

from django import forms
from django.db.models import ForeignObjectRel, Model
from rest_framework import serializers

from factcheck.models import Anchored, Part, Record

from .forms.base import ReadableForm
from .registry import Kind, PartKind
from .serializers import ENVELOPE, PassageField, PublicForm, row_form

AtHand = Mapping[tuple[type[Model], str], Model]
"""Records that a batch refers to, by model and uid, looked up once for all of its drafts."""
ANCHOR_ALONE = ("end", "before", "after")


class DraftError(NamedTuple):
    """What is wrong with a field: its path in the data, the value given and the remedy."""

    path: str
    value: object
    message: str


class Draft:
    """One record's data, bound to its forms. References are uids; a part is known again by its uid, else its place."""

    def __init__(
        self,
        kind: Kind,
        content: dict[str, Any],
        instance: Record | None = None,
        at_hand: AtHand | None = None,
    ):
        self.kind, self.content, self.at_hand = kind, content, at_hand or {}
        own_uid = {"uid": content["uid"]} if content.get("uid") else {}
        self.record = instance or kind.model(**own_uid)
        self.form = self._bound(kind.form, kind.serializer, content, self.record)
        self.parts = {part.name: self._part_forms(part) for part in kind.parts}

    def _part_forms(self, part: PartKind) -> list[ReadableForm]:
        given = self.content.get(part.name) or []
        items = [given] if part.single and given else given
        rows = self._rows(part)
        serializer = serializer_of(self.kind, part)
        bound = []
        for position, item in enumerate(items):
            instance = self._instance(part, item, position, rows)
            content = {**item, "position": position}
            bound.append(self._bound(part.form, serializer, content, instance))
        return bound

    def _rows(self, part: PartKind) -> list[Part]:
        """The rows of a part that the record has already."""
        if not self.record.pk:
            return []
        return list(part.model.objects.filter(**{self._parent(part): self.record}))

    def _parent(self, part: PartKind) -> str:
        relation = self.kind.model._meta.get_field(part.name)
        return cast(ForeignObjectRel, relation).field.name

    def _instance(
        self, part: PartKind, item: dict[str, Any], position: int, rows: list[Part]
    ) -> Part:
        """The row that an item of the data is about: the one of its uid, else the one in its place, else a new one."""
        by_uid = {str(row.uid): row for row in rows}
        if item.get("uid"):
            row = by_uid.get(str(item["uid"])) or part.model(uid=UUID(str(item["uid"])))
        else:
            row = rows[position] if position < len(rows) else part.model()
        setattr(row, self._parent(part), self.record)
        return row

    def _bound(
        self,
        form_class: type[ReadableForm],
        serializer: PublicForm,
        content: dict[str, Any],
        instance: Record | Part,
    ) -> ReadableForm:
        form = _bound(form_class, serializer, content, instance)
        if self.at_hand:
            for field in form.fields.values():
                self._look_up_at_hand(field)
        return form

    def _look_up_at_hand(self, field: forms.Field) -> None:
        """Let a field take a record that was read already, in place of a query for each."""
        if not isinstance(field, forms.ModelChoiceField):
            return
        if isinstance(field, forms.ModelMultipleChoiceField) or field.queryset is None:
            return
        model = field.queryset.model
        # Set on the field itself, it goes before the method of its class.
        vars(field)["to_python"] = partial(
            _from_at_hand, field.to_python, self.at_hand, model
        )

    def errors(self) -> list[DraftError]:
        """Everything that the forms refuse, each with its path; empty when the record can be saved."""
        errors = list(_errors(self.form, self.kind.serializer, "", self.content))
        for part in self.kind.parts:
            serializer = serializer_of(self.kind, part)
            given = self.content.get(part.name) or {}
            for position, form in enumerate(self.parts[part.name]):
                if part.single:
                    errors += _errors(form, serializer, f"{part.name}.", given)
                else:
                    where = f"{part.name}[{position}]."
                    errors += _errors(form, serializer, where, given[position])
        return errors

    def new_content(self) -> dict[str, Any]:
        """The content of a new record once it is written, from the forms; not read back from the database."""
        bound = [self.form]
        for part_forms in self.parts.values():
            bound += part_forms
        # Reading a relation takes what the form chose, as if it had been prefetched.
        for form in bound:
            form.instance._prefetched_objects_cache = _many(form)
        for name, part_forms in self.parts.items():
            rows = [form.instance for form in part_forms]
            self.record._prefetched_objects_cache[name] = rows
        try:
            return self.kind.content(self.record)
        finally:
            for form in bound:
                form.instance._prefetched_objects_cache = {}

    def write(self) -> Record:
        """Save record and parts as they are bound; what the data no longer has goes. Only `workflow.save` calls it."""
        is_new = self.record.pk is None
        record: Record = self.form.save()
        for part in self.kind.parts:
            saved = []
            for form in self.parts[part.name]:
                setattr(form.instance, self._parent(part), record)
                saved.append(form.save().pk)
            if not is_new:
                rows = part.model.objects.filter(**{self._parent(part): record})
                rows.exclude(pk__in=saved).delete()
        return record


def _many(form: ReadableForm) -> dict[str, list[Model]]:
    """The records that a form's many-to-many fields name."""
    records: dict[str, list[Model]] = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelMultipleChoiceField):
            records[name] = list(form.cleaned_data[name])
    return records


def _from_at_hand(
    to_python: Callable[[object], object],
    at_hand: AtHand,
    model: type[Model],
    value: object,
) -> object:
    return at_hand.get((model, str(value))) or to_python(value)


def _bound(
    form_class: type[ReadableForm],
    serializer: PublicForm,
    content: dict[str, Any],
    instance: Record | Part,
) -> ReadableForm:
    form = form_class(data=form_data(serializer, content), instance=instance)
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.to_field_name = "uid"
    passage = content.get("passage")
    if isinstance(instance, Anchored) and isinstance(passage, dict):
        _set_surroundings(instance, passage)
    for name in form_class.content_fields:
        if name in content:
            setattr(instance, name, content[name])
    return form


def _set_surroundings(anchored: Anchored, passage: dict[str, Any]) -> None:
    """Take the given words around a passage; where a copy is held, the form computes them anew."""
    for name in ANCHOR_ALONE:
        empty = None if name == "end" else ""
        setattr(anchored, name, passage.get(name) or empty)


def serializer_of(kind: Kind, part: PartKind) -> PublicForm:
    """The public form of one row of a part."""
    field = kind.serializer.fields[part.name]
    if isinstance(field, serializers.ListSerializer):
        return row_form(field)
    return cast(PublicForm, field)  # of a part that there is one of


def form_data(public: PublicForm, content: dict[str, Any]) -> dict[str, Any]:
    """The data of a form, from content spelled as the public form spells it; references stay uids."""
    data = {"position": content.get("position", 0)}
    for name, value in content.items():
        field = public.fields.get(name)
        if isinstance(field, PassageField):
            data |= _passage_data(value)
        elif field is None:
            data[name] = value
        elif name not in ENVELOPE or name == "slug":
            data[field.source or name] = value
    return data


def _passage_data(passage: dict[str, Any] | None) -> dict[str, Any]:
    passage = passage or {}
    return {
        "exact": passage.get("exact", ""),
        "start": passage.get("start"),
        "capture_sha256": passage.get("capture", ""),
    }


def _errors(
    form: ReadableForm,
    public: PublicForm,
    where: str,
    content: dict[str, Any],
) -> Iterator[DraftError]:
    """The form's errors under the names that the data uses."""
    names = {field.source: name for name, field in public.fields.items()}
    names["__all__"] = ""
    for name, messages in form.errors.items():
        key = names.get(name, name)
        for message in messages:
            path = f"{where}{key}".rstrip(".")
            yield DraftError(path, content.get(key, ""), str(message))
