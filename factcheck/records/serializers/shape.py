"""Where in a public form the references are: worked out once a form, since pages need it for every payload."""

from functools import cache
from typing import NamedTuple

from rest_framework import serializers

from .fields import (
    PublicField,
    PublicForm,
    ReferenceField,
    ReferenceListField,
    row_form,
)


class Holder(NamedTuple):
    """A field that holds references: its own, one or many, to a kind, or those of its parts `inside`."""

    name: str
    to: str = ""
    required_live: bool = False
    is_many: bool = False
    inside: tuple["Holder", ...] = ()


@cache
def holders(form: PublicForm) -> tuple[Holder, ...]:
    """The fields of a form that hold references, parts included. Forms are made once and live with the process."""
    each = (_holder(name, field) for name, field in form.fields.items())
    return tuple(holder for holder in each if holder)


def _holder(name: str, field: PublicField) -> Holder | None:
    if isinstance(field, ReferenceField):
        return Holder(name, field.to, field.required_live)
    if isinstance(field, ReferenceListField):
        return Holder(name, field.to, field.required_live, is_many=True)
    if isinstance(field, serializers.ListSerializer):
        inside = holders(row_form(field))
        return Holder(name, is_many=True, inside=inside) if inside else None
    if isinstance(field, serializers.Serializer):
        inside = holders(field)
        return Holder(name, inside=inside) if inside else None
    return None
