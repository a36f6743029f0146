"""The public form: one declaration a kind that gives the payload, the OpenAPI schema and what templates read."""

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple, TypeAlias, cast
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from factcheck.models import Record

from .fields import (
    PartReferenceField,
    PublicField,
    PublicForm,
    ReferenceField,
    ReferenceListField,
    row_form,
)
from .shape import Holder, holders

Lookup: TypeAlias = "str | models.Prefetch[Any, Any, Any]"


class Reference(NamedTuple):
    """One reference of a payload: where it stands, and the kind and uid that it names."""

    path: str
    to: str
    required_live: bool
    uid: UUID


class PartSerializer(PublicForm):
    """The public form of a part; every part keeps its own uid."""

    # SINCE may be given here as on a RecordSerializer; the docstring stands in the API's schema.
    uid = serializers.UUIDField()


class Envelope(PublicForm):
    """What the ledger and the workflow write around a record's content."""

    uid = serializers.UUIDField(help_text="The record's own, for ever.")
    kind = serializers.CharField()
    slug = serializers.CharField(
        help_text="Fixed at first publication, never given to another record."
    )
    path = serializers.CharField(
        help_text="The record's page on this site, without the host."
    )
    schema = serializers.IntegerField(help_text="The number of this form.")
    version = serializers.IntegerField(
        help_text="Counts the record's lines in the ledger from 1."
    )
    published_at = serializers.DateTimeField()
    first_published_at = serializers.DateTimeField()
    action = serializers.CharField(
        help_text="publish, correct, clarify, update, minor or restore."
    )
    notice = serializers.CharField(
        allow_blank=True, help_text="What readers were told of this change."
    )
    edited_by = serializers.ListField(
        child=serializers.CharField(), help_text="The roles of who edited it."
    )
    approved_by = serializers.ListField(
        child=serializers.CharField(),
        help_text="The roles of who approved it; two, where two did.",
    )
    names = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="edited_by and approved_by by name, where the desk signs; otherwise the names are sealed.",
    )
    emergency = serializers.BooleanField(
        help_text="Published by one person, before anyone else had looked."
    )


ENVELOPE = frozenset(Envelope().fields)


class RecordSerializer(Envelope):
    """A record's public form. Fields beyond the envelope are its content, spelled as in a dossier.

    `SCHEMA` is the number of the form: whoever changes what a payload has raises it, and registers an upgrade from the
    number before. `SINCE` names the fields that a first form did not have, each with the form that brought it. Where
    every field that a form brought says `initial`, the value in payloads from before, that is the whole upgrade.
    """

    SCHEMA = 2
    SINCE: ClassVar[dict[str, int]] = {"noindex": 2, "names": 2}

    noindex = serializers.BooleanField(
        help_text="Search engines are asked to leave its page out.",
        label=_("Kept out of search engines"),
    )

    def content(self, record: Record) -> dict[str, Any]:
        """The record's content as plain data: strings, integers, booleans, null, lists and objects."""
        content = {}
        for name, field in self.fields.items():
            if name not in ENVELOPE:
                content[name] = self._value(field, record)
        return content

    @staticmethod
    def _value(field: PublicField, record: Record) -> object:
        value = field.get_attribute(record)
        return None if value is None else field.to_representation(value)


def since(form: PublicForm, name: str) -> int:
    """The number of the kind's form that brought the field; 1 for what the first one had."""
    for each in type(form).__mro__:
        numbers: dict[str, int] = vars(each).get("SINCE", {})
        if name in numbers:
            return numbers[name]
    return 1


def whole(form: PublicForm, model: type[models.Model]) -> models.QuerySet[Any]:
    """The model's rows with everything that the form reads of them, in one query a relation."""
    joined, more = _relations(form, model)
    return model._default_manager.select_related(*joined).prefetch_related(*more)


def _relations(
    form: PublicForm, model: type[models.Model]
) -> tuple[list[str], list[Lookup]]:
    """What the form reads by joins, and what by queries of their own."""
    joined: list[str] = []
    more: list[Lookup] = []
    for name, field in form.fields.items():
        source = name if field.source in (None, "*") else field.source
        if isinstance(field, serializers.ListSerializer):
            part = _related(model, source)
            more.append(models.Prefetch(source, whole(row_form(field), part)))
        elif isinstance(field, serializers.Serializer):
            within, _ = _relations(field, _related(model, source))
            joined.append(source)
            joined += [f"{source}__{name}" for name in within]
        elif isinstance(field, ReferenceListField):
            more.append(source)
        elif (
            isinstance(field, ReferenceField | PartReferenceField)
            and model._meta.get_field(source).is_relation
        ):
            joined.append(source)
    return joined, more


def _related(model: type[models.Model], relation: str) -> type[models.Model]:
    """The model that a relation leads to."""
    return cast(type[models.Model], model._meta.get_field(relation).related_model)


def references(
    form: PublicForm, payload: dict[str, Any], path: str = ""
) -> Iterator[Reference]:
    """Every reference that a payload of this form holds, parts included."""
    return _references(holders(form), payload, path)


def _references(
    fields: tuple[Holder, ...], payload: dict[str, Any], path: str
) -> Iterator[Reference]:
    for holder in fields:
        value = payload.get(holder.name)
        if not value:
            continue
        for where, item in _places(f"{path}{holder.name}", value, holder.is_many):
            if holder.inside:
                yield from _references(holder.inside, item, f"{where}.")
            else:
                yield Reference(where, holder.to, holder.required_live, UUID(item))


def _places(where: str, value: Any, is_many: bool) -> Iterator[tuple[str, Any]]:
    """A value with its path, or each item of a list with its own."""
    if not is_many:
        yield where, value
        return
    for i, item in enumerate(value):
        yield f"{where}[{i}]", item
