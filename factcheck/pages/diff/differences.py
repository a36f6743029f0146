"""What one version of a record has that the version before had not, in words for readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers

from factcheck.records import registry
from factcheck.records.serializers import (
    ENVELOPE,
    PartReferenceField,
    PassageField,
    ReferenceField,
    ReferenceListField,
    edtf_field,
    row_form,
)
from factcheck.text.word_diff import DiffRow, DiffSpan, summarize_diff

from ..labels import content_language
from ..labels.dates_and_numbers import date_in_words
from ..labels.display_labels import display_label, is_closed
from ..labels.field_labels import label

DATE = edtf_field().help_text
WORDED = (
    serializers.CharField,
    serializers.ListField,
    serializers.BaseSerializer,
    ReferenceField,
    ReferenceListField,
)
TITLES = {
    "quote": ("words",),
    "source": ("title", "subtitle"),
}  # texts of the work, not of the desk
SILENT = {"uid", "slug", "sha256", "media_type", "width", "height"}


class Titled(Protocol):
    """A record by what it is called in its own language."""

    @property
    def original_title(self) -> str: ...


class KnownRecords(Protocol):
    """The records that a difference may name: those of a public page, or of a text that waits."""

    def get(self, uid: str | UUID, *, required_live: bool) -> Titled | None: ...

    def language_of_dispute(self, uid: str) -> str: ...


@dataclass(frozen=True)
class ChangedField:
    """A field that a change touched, with a row for each thing that was added, taken out or reworded.

    No rows: what changed cannot be named, such as a mention of what is not published. `language` is that of the
    record's own words in the rows; empty where the page says them in its own.
    """

    label: str
    rows: tuple[DiffRow, ...] = ()
    language: str = ""


def changed_fields(kind: str, old: dict, new: dict) -> list[str]:
    """The fields of a kind's content that differ between two of its payloads."""
    # The stubs take a walk over the fields for one over their values, not their names.
    names = [*registry.get(kind).serializer.fields.keys()]
    return [
        name
        for name in names
        if name not in ENVELOPE and old.get(name) != new.get(name)
    ]


def referenced_uids(kind: str, old: dict, new: dict) -> Iterator[UUID]:
    """The uids of the records that must be loaded to say what differs."""
    names = changed_fields(kind, old, new)
    for payload in (old, new):
        content = {name: payload.get(name) for name in names}
        yield from (
            reference.uid for reference in registry.get(kind).references(content)
        )


def differences(
    loader: KnownRecords, kind: str, old: dict, new: dict
) -> list[ChangedField]:
    """Every field that differs; the loader holds the records of `referenced_uids`."""
    fields = registry.get(kind).serializer.fields
    texts = ValueTexts(loader)
    return [
        ChangedField(
            label(kind, name),
            tuple(texts.rows(fields[name], old.get(name), new.get(name))),
            _language(loader, kind, fields[name], new),
        )
        for name in changed_fields(kind, old, new)
    ]


def _language(
    loader: KnownRecords, kind: str, field: serializers.Field, payload: dict
) -> str:
    """The language that a field's words are in; empty for dates, numbers and words of a closed list."""
    if field.help_text == DATE or is_closed(field) or not isinstance(field, WORDED):
        return ""
    find = (
        content_language.title_language
        if field.field_name in TITLES.get(kind, ())
        else content_language.text_language
    )
    return find(kind, payload, loader.language_of_dispute)


class ValueTexts:
    """Values of a payload as texts, with records by their titles."""

    def __init__(self, loader: KnownRecords):
        self.loader = loader

    def rows(self, field: serializers.Field, old: Any, new: Any) -> Iterator[DiffRow]:
        """A row for each thing in a field that was added, taken out or reworded."""
        if isinstance(field, serializers.ListSerializer):
            yield from self._rows_of_parts(row_form(field), old, new)
        elif isinstance(field, ReferenceListField | serializers.ListField):
            yield from self._rows_of_list(field, old, new)
        elif isinstance(field, serializers.Serializer) and old and new:
            yield from self._rows_of_fields(field, old, new)
        elif row := self._row(self.text(field, old), self.text(field, new)):
            yield row

    def _rows_of_fields(
        self, form: serializers.Serializer, old: dict, new: dict
    ) -> Iterator[DiffRow]:
        for name, field in form.fields.items():
            if name not in SILENT:
                yield from self.rows(field, old.get(name), new.get(name))

    def _rows_of_parts(
        self,
        form: serializers.Serializer,
        old: list[dict] | None,
        new: list[dict] | None,
    ) -> Iterator[DiffRow]:
        """Parts that say the same are the same; the others are known by their uids, those taken out come last."""
        before = {part["uid"]: self.part(form, part) for part in old or []}
        after = {part["uid"]: self.part(form, part) for part in new or []}
        unchanged = set(before.values()) & set(after.values())
        for uid in {**after, **before}:
            old_text, new_text = before.get(uid, ""), after.get(uid, "")
            row = self._row(
                "" if old_text in unchanged else old_text,
                "" if new_text in unchanged else new_text,
            )
            if row:
                yield row

    def _rows_of_list(
        self, field: serializers.Field, old: list[str] | None, new: list[str] | None
    ) -> Iterator[DiffRow]:
        old, new = old or [], new or []
        for sign, values, others in (("+", new, old), ("-", old, new)):
            for value in values:
                if value in others:
                    continue
                if text := self._item(field, value):
                    yield (DiffSpan(text, sign),)

    def _item(self, field: serializers.Field, value: str) -> str:
        if isinstance(field, ReferenceListField):
            return self.title(field, value)
        return str(value)

    @staticmethod
    def _row(old: str, new: str) -> DiffRow:
        return summarize_diff(old, new) if old != new else ()

    def part(self, form: serializers.Serializer, part: dict | None) -> str:
        """All that a part says, in one line; empty for none."""
        texts = []
        for name, field in form.fields.items():
            value = (part or {}).get(name)
            if name in SILENT or value in (None, "", []):
                continue
            if text := self.text(field, value):
                texts.append(text)
        return " · ".join(texts)

    def text(self, field: serializers.Field, value: Any) -> str:
        """The value of a field in one line; empty for none."""
        if isinstance(field, ReferenceField):
            return self.title(field, value)
        if isinstance(field, ReferenceListField):
            titles = [self.title(field, uid) for uid in value or []]
            return ", ".join(filter(None, titles))
        if isinstance(field, PassageField):
            return f"“{value['exact']}”" if value else ""
        if isinstance(field, PartReferenceField):
            return ""
        if isinstance(field, serializers.Serializer):
            return self.part(field, value)
        return _plain(field, value)

    def title(self, field: ReferenceField | ReferenceListField, uid: str | None) -> str:
        if not uid:
            return ""
        record = self.loader.get(uid, required_live=field.required_live)
        return record.original_title if record else ""


def _plain(field: serializers.Field, value: Any) -> str:
    if field.help_text == DATE or (value and isinstance(field, serializers.DateField)):
        return date_in_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return ""
    return display_label(value) if is_closed(field) else str(value)
