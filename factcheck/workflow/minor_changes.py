"""What a minor change may be: slips of the pen in free text. Pure: two contents of one public form in, reasons out."""

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from rest_framework import serializers

from factcheck.records.serializers import (
    ENVELOPE,
    ProseField,
    PublicField,
    PublicForm,
    ReferenceListField,
    row_form,
)

from .text_slips import beyond_slips, names_in

EMPTY: tuple[object, ...] = (None, "", [])
INDEX = re.compile(r"\[(\d+)\]")


class MeaningChange(NamedTuple):
    """One thing that is more than a slip of the pen: the field, as blockers name it, and what of it."""

    field: str
    message: str

    @property
    def label(self) -> str:
        """The message with its field in words: `evidence[1].note` is "evidence 2, note"."""
        if not self.field:
            return self.message
        field = INDEX.sub(lambda match: f" {int(match[1]) + 1}", self.field)
        field = field.replace("_", " ").replace(".", ", ").capitalize()
        return f"{field}: {self.message}"


def meaning_changes(
    form: PublicForm,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    names: Collection[str] = (),
    language: str = "en",
) -> list[MeaningChange]:
    """What keeps the way from one content of `form` to another from being minor; empty where it is.

    `names` are the words of known names, written as they are; `language` is the desk's (BCP 47).
    """
    names_in_texts = set()
    for text in (*_prose(form, before), *_prose(form, after)):
        names_in_texts |= names_in(text)
    context = TextContext(
        names=frozenset(names).union(names_in_texts),
        desk_language=language,
        record_language=after.get("language") or language,
    )
    return list(_fields(form, before, after, "", context))


class TextContext(NamedTuple):
    """What every text of a record is compared with; the languages are BCP 47."""

    names: frozenset[str]
    desk_language: str
    record_language: str


def _prose(form: PublicForm, content: dict[str, Any]) -> Iterator[str]:
    """Every free text of a content, parts included."""
    for name, field in form.fields.items():
        value = content.get(name)
        if isinstance(field, ProseField):
            yield value or ""
        elif isinstance(field, serializers.ListSerializer):
            for row in value or ():
                yield from _prose(row_form(field), row)
        elif isinstance(field, serializers.Serializer) and value:
            yield from _prose(field, value)


def _fields(
    form: PublicForm,
    before: dict[str, Any],
    after: dict[str, Any],
    path: str,
    context: TextContext,
) -> Iterator[MeaningChange]:
    for name, field in form.fields.items():
        is_envelope = name in ENVELOPE and not path
        old, new = before.get(name), after.get(name)
        if not is_envelope and not _is_equal(field, old, new):
            yield from _field(field, old, new, f"{path}{name}", context)


def _is_equal(field: PublicField, old: Any, new: Any) -> bool:
    if old == new or (old in EMPTY and new in EMPTY):
        return True
    if not isinstance(field, ReferenceListField):
        return False
    # References stand in the order of their slugs, which says nothing.
    return sorted(old or []) == sorted(new or [])


def _field(
    field: PublicField, old: Any, new: Any, where: str, context: TextContext
) -> Iterator[MeaningChange]:
    """What differs in one field that is not equal."""
    if isinstance(field, serializers.ListSerializer):
        yield from _rows(row_form(field), old or [], new or [], where, context)
    elif isinstance(field, serializers.Serializer):
        yield from _part(field, old, new, where, context)
    elif isinstance(field, ProseField):
        language = (
            context.record_language if field.has_language else context.desk_language
        )
        for message in beyond_slips(
            old or "", new or "", names=context.names, language=language
        ):
            yield MeaningChange(where, message)
    else:
        yield MeaningChange(where, "it changed")


def _rows(
    form: PublicForm,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    where: str,
    context: TextContext,
) -> Iterator[MeaningChange]:
    """Rows are the same by their uid, and in the same order."""
    before, after = [row["uid"] for row in old], [row["uid"] for row in new]
    if set(after) - set(before):
        yield MeaningChange(where, "a row was added")
    if set(before) - set(after):
        yield MeaningChange(where, "a row was taken out")
    if set(before) == set(after) and before != after:
        yield MeaningChange(where, "the rows stand in another order")
    rows = {row["uid"]: row for row in old}
    for i, row in enumerate(new):
        if row["uid"] in rows:
            yield from _fields(form, rows[row["uid"]], row, f"{where}[{i}].", context)


def _part(
    form: PublicForm,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
    where: str,
    context: TextContext,
) -> Iterator[MeaningChange]:
    if not new:
        yield MeaningChange(where, "it was taken out")
    elif not old:
        yield MeaningChange(where, "it was added")
    elif old["uid"] != new["uid"]:
        yield MeaningChange(where, "it was replaced")
    else:
        yield from _fields(form, old, new, f"{where}.", context)
