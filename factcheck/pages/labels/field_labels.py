"""What readers see in place of the names of fields."""

from factcheck.records import registry

from .display_labels import word


def label(kind: str, field: str) -> str:
    """A field of a kind as readers know it: the label that its serializer declares.

    One of the ledger's own lines is called by its name.
    """
    if not registry.is_registered(kind):
        return word(field)
    fields = registry.get(kind).serializer.fields
    return str(fields[field].label) if field in fields else word(field)
