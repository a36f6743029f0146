"""What readers see in place of the names of fields: the labels that serializers declare."""

from functools import cache

from django.utils.functional import Promise

from factcheck.records import registry

from .display_labels import display_label


def label(kind: str, field: str) -> str:
    """A field of a kind, or of one of its parts, as readers know it.

    A field without a label of its own is called as the field of that name in any other kind, such as a part's note.
    """
    own = _declared(kind).get(field) if registry.is_registered(kind) else None
    return str(own or _of_any_kind().get(field) or display_label(field))


@cache
def _declared(kind: str) -> dict[str, str | Promise | None]:
    """{field: label} of the labels that a kind's serializer declares; DRF makes up one for every other field."""
    fields = registry.get(kind).serializer.fields
    labels: dict[str, str | Promise | None] = {}
    for name, field in fields.items():
        if "label" in registry.declared_arguments(field):
            labels[name] = field.label
    return labels


@cache
def _of_any_kind() -> dict[str, str | Promise | None]:
    labels: dict[str, str | Promise | None] = {}
    for kind in registry.all_kinds():
        labels = _declared(kind.name) | labels
    return labels
