"""Passages that were cited from an older copy of a source, looked for again in its newest one."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps

from factcheck.anchoring import Passage, Relocation, relocate
from factcheck.models import Anchored, Capture, Record, Source

CONTEXT = 80
"""Characters of `before` and `after` that tell one place from another."""


class Found(NamedTuple):
    """A cited passage, whose record it belongs to, and where it stands in the newest copy."""

    record: Record
    words: str
    relocation: Relocation


def newest_copy(source: Source) -> Capture | None:
    """The newest copy that holds text; passages can be looked for in no other."""
    return source.captures.exclude(text="").order_by("-captured_at", "-pk").first()


def in_newest_copy(source: Source) -> Iterator[Found]:
    """Every passage of the source that was anchored in another copy than the newest one, and where it is there."""
    newest = newest_copy(source)
    if newest is None:
        return
    lengths = {copy.sha256: len(copy.text) for copy in source.captures.all()}
    for row in anchored_in(source, newest):
        passage = Passage(
            row.exact,
            row.before[-CONTEXT:],
            row.after[:CONTEXT],
            row.start or 0,
            row.end or 0,
            lengths.get(row.capture_sha256, 0),
        )
        yield Found(owner(row), row.exact, relocate(passage, newest.text))


def anchored_in(source: Source, newest: Capture) -> Iterator[Anchored]:
    """The rows of every kind that cite the source from an older copy."""
    for model in apps.get_models():
        if issubclass(model, Anchored):
            rows = model.objects.filter(source=source).exclude(exact="").exclude(capture_sha256=newest.sha256)
            yield from rows.select_related(*owner_fields(model))


def owner_fields(model: type[Anchored]) -> list[str]:
    """The fields of a part that lead to the record that it belongs to; none for a record itself."""
    if issubclass(model, Record):
        return []
    return [
        field.name
        for field in model._meta.fields
        if field.is_relation and field.remote_field.on_delete.__name__ == "CASCADE"
    ]


def owner(row: Anchored) -> Record:
    """The record that a passage belongs to: itself, or what it is a part of."""
    names = owner_fields(type(row))
    return getattr(row, names[0]) if names else row
