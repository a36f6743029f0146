"""Loading a record with all that its form, its public content and its blockers read, in a fixed number of queries."""

from typing import cast

from django.db.models import (
    ForeignKey,
    ForeignObjectRel,
    ManyToManyField,
    Model,
    Prefetch,
    prefetch_related_objects,
)

from factcheck.models import Part, Record
from factcheck.records import registry
from factcheck.records.registry import Kind, PartKind


def load(*records: Record) -> None:
    """Fill in references, parts and the references of parts of records of one kind."""
    if records:
        kind = registry.of(records[0])
        prefetch_related_objects(
            records, *_names(kind.model), *(_part(kind, part) for part in kind.parts)
        )


def references(model: type[Model]) -> list[ForeignKey | ManyToManyField]:
    """The fields of a model that point to records or parts; people of the desk left out."""
    pointing: list[ForeignKey | ManyToManyField] = []
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if not isinstance(field, ForeignKey | ManyToManyField):
            continue
        if issubclass(field.related_model, Record | Part):
            pointing.append(field)
    return pointing


def parent_name(kind: Kind, part: PartKind) -> str:
    """The name of the field by which a part belongs to its record."""
    relation = kind.model._meta.get_field(part.name)
    return cast(ForeignObjectRel, relation).field.name


def _names(model: type[Model]) -> list[str]:
    return [field.name for field in references(model)]


def _part(kind: Kind, part: PartKind) -> Prefetch:
    fields = [
        field
        for field in references(part.model)
        if field.name != parent_name(kind, part)
    ]
    joined = [
        name for field in fields if not field.many_to_many for name in _joined(field)
    ]
    rows = (
        part.model.objects.select_related(*joined)
        if joined
        else part.model.objects.all()
    )
    return Prefetch(
        part.name,
        rows.prefetch_related(*(field.name for field in fields if field.many_to_many)),
    )


def _joined(field: ForeignKey | ManyToManyField) -> list[str]:
    """A part that is pointed to is called by its record's name too."""
    target = field.remote_field.model
    if not issubclass(target, Part):
        return [field.name]
    return [
        f"{field.name}__{inner.name}"
        for inner in references(target)
        if not inner.many_to_many
    ]
