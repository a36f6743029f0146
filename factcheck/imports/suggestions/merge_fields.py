"""Two texts for one field: what the record has, what was found, and which of them stands after a merge."""

from typing import NamedTuple

from rest_framework import serializers

from factcheck.models import Record, Suggestion
from factcheck.records import registry
from factcheck.records.serializers import ENVELOPE, ReferenceListField

from ..dossier.content import normalised

EMPTY: tuple = (None, "", [], {})
NOT_CHOSEN = {"uid", "kind", "slug", "captures", *ENVELOPE}


class Choice(NamedTuple):
    """A field on which record and suggestion differ; `takes_theirs` is what happens unless the editor decides."""

    name: str
    ours: object
    theirs: object
    takes_theirs: bool


def choices(suggestion: Suggestion, record: Record) -> list[Choice]:
    """The fields on which they differ; those that are added together, such as places, are not asked about."""
    ours = registry.get(suggestion.kind).content(record)
    found = []
    for name, theirs in suggestion.fields.items():
        if not _is_chosen(name, theirs) or _adds_up(suggestion, name):
            continue
        own = ours.get(name)
        if not _same(own, theirs):
            takes_theirs = _takes_theirs(suggestion, name, own)
            found.append(Choice(name, own, theirs, takes_theirs))
    return found


def chosen(
    suggestion: Suggestion, record: Record, found: dict, theirs: tuple[str, ...]
) -> dict:
    """The record's content with what the suggestion brings; `found` has records where `fields` has suggestions."""
    kind = registry.get(suggestion.kind)
    ours = kind.content(record) | {"slug": record.slug}
    for name in kind.private:
        ours[name] = getattr(record, name)
    for name, value in found.items():
        if not _is_chosen(name, value):
            continue
        if _adds_up(suggestion, name):
            ours[name] = _together(ours.get(name) or [], value)
        elif name in theirs or _takes_theirs(suggestion, name, ours.get(name)):
            ours[name] = value
    return ours


def _is_chosen(name: str, value: object) -> bool:
    return name not in NOT_CHOSEN and value not in EMPTY


def _same(ours: object, theirs: object) -> bool:
    return normalised({"": ours}) == normalised({"": theirs})


def _takes_theirs(suggestion: Suggestion, name: str, ours: object) -> bool:
    """What is empty is filled; in an update also what nobody here changed since it was imported."""
    if suggestion.purpose == Suggestion.Purpose.UPDATE and name in suggestion.base:
        return _same(ours, suggestion.base[name])
    return ours in EMPTY


def _adds_up(suggestion: Suggestion, name: str) -> bool:
    """Whether a field holds several of something, to which what was found is added; an update replaces them."""
    field = registry.get(suggestion.kind).serializer.fields.get(name)
    several = isinstance(field, serializers.ListSerializer | ReferenceListField)
    return several and suggestion.purpose == Suggestion.Purpose.NEW


def _together(ours: list, theirs: list) -> list:
    """Ours, then what theirs adds; a part is the same when it says the same, whatever its uid."""
    present = [_comparable(item) for item in ours]
    return [*ours, *(item for item in theirs if _comparable(item) not in present)]


def _comparable(item: object) -> object:
    """An item without its uid, and of its passage the quoted words alone."""
    if not isinstance(item, dict):
        return item
    passage = item.get("passage") or {}
    bare = {}
    for name, value in item.items():
        if name not in ("uid", "passage") and value not in EMPTY:
            bare[name] = value
    if passage:
        bare["exact"] = passage.get("exact")
    return bare
