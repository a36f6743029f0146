"""The frozen payloads: where they lie, and whether one has what a public form declares."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from rest_framework import serializers

from factcheck.imports.dossier.shape import PASSAGE
from factcheck.records.serializers import PassageField, since

FOLDER = Path(__file__).parent
FREEZE = os.environ.get("FREEZE") == "1"


def path_of(kind: str, form: int, ending: str = "json") -> Path:
    return FOLDER / f"{kind}-{form}.{ending}"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def add(path: Path, payload: dict) -> None:
    """Write a payload that is not frozen yet, where this was asked for; one that is there is left alone."""
    if FREEZE and not path.exists():
        path.write_text(
            json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
            encoding="utf-8",
        )


def faults(
    form: serializers.Serializer, payload: dict, place: str = ""
) -> Iterator[str]:
    """Fields that the payload lacks or has too many, parts included: `pictures[0].shows is missing`."""
    needed = {name for name, field in form.fields.items() if field.required}
    yield from (f"{place}{name} is missing" for name in needed - payload.keys())
    yield from (
        f"{place}{name} is no field" for name in payload.keys() - form.fields.keys()
    )
    for name, field in form.fields.items():
        for at, item in _inner(field, name, payload.get(name)):
            if isinstance(field, PassageField):
                yield from (
                    f"{place}{at} differs in {key}"
                    for key in set(PASSAGE) ^ item.keys()
                )
            else:
                yield from faults(getattr(field, "child", field), item, f"{place}{at}.")


def _inner(field: serializers.Field, name: str, value) -> list[tuple[str, dict]]:
    """The parts that a field holds, each with its place."""
    if isinstance(field, serializers.ListSerializer):
        return [(f"{name}[{i}]", item) for i, item in enumerate(value or ())]
    is_part = isinstance(field, serializers.Serializer | PassageField)
    return [(name, value)] if is_part and value else []


def empty(form: serializers.Serializer, payload: dict, of: int) -> list[str]:
    """The parts of which a payload of form `of` has none: nobody would see that such a part changed its form.

    Parts that a later form brought are passed over.
    """
    parts = (serializers.ListSerializer, serializers.Serializer)
    return [
        name
        for name, field in form.fields.items()
        if isinstance(field, parts)
        and since(form, name) <= of
        and not payload.get(name)
    ]
