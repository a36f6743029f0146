"""A record that is plainly the one that is meant, made since the suggestion was found."""

from django.db.models import Q

from factcheck.models import Record
from factcheck.records import registry

CONDITIONS = {
    "party": lambda fields: Q(name__iexact=fields["name"]),
    "source": lambda fields: Q(url=fields["url"]) if fields.get("url") else None,
}


def duplicate(kind: str, fields: dict) -> Record | None:
    """The one record of a kind with the same name or address; None when there is none, or more than one."""
    condition = CONDITIONS[kind](fields) if kind in CONDITIONS else None
    if condition is None:
        return None
    records = list(registry.get(kind).model.objects.filter(condition)[:2])
    return records[0] if len(records) == 1 else None
