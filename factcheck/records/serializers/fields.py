"""What public forms are made of, beside DRF's own fields."""

from typing import Any, cast

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from factcheck.models import Anchored

PublicField = serializers.Field[Any, Any, Any, Any]
"""A field of any public form, whatever it holds."""

PublicForm = serializers.Serializer[Any]
"""A public form: of a record, of a part, or of what stands in one."""

UID_SCHEMA = {"type": "string", "format": "uuid"}
PASSAGE_SCHEMA = {
    "type": "object",
    "nullable": True,
    "properties": {
        "exact": {"type": "string"},
        "before": {"type": "string", "description": "The two sentences before."},
        "after": {"type": "string", "description": "The two sentences after."},
        "start": {
            "type": "integer",
            "nullable": True,
            "description": "In code points of the archived text.",
        },
        "end": {"type": "integer", "nullable": True},
        "capture": {
            "type": "string",
            "description": "The sha256 of the archived copy.",
        },
    },
}


@extend_schema_field(UID_SCHEMA)
class ReferenceField(serializers.Field[Any, Any, str, Any]):
    """The uid of another record.

    `to` is its kind. With `required_live=True` it must be live for this record to be published; otherwise it is a
    mention, kept as a uid and shown only when live at the moment of reading.
    """

    def __init__(self, to: str, *, required_live: bool = False, **kwargs: Any):
        self.to, self.required_live = to, required_live
        kwargs.setdefault("allow_null", True)
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> str:
        return str(getattr(value, "uid", value))


@extend_schema_field({"type": "array", "items": UID_SCHEMA})
class ReferenceListField(serializers.Field[Any, Any, list[str], Any]):
    """The uids of several records, in the order of their slugs, so that the same set always reads the same."""

    def __init__(self, to: str, *, required_live: bool = False, **kwargs: Any):
        self.to, self.required_live = to, required_live
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> list[str]:
        return [
            str(record.uid)
            for record in sorted(value.all(), key=lambda record: record.slug)
        ]


@extend_schema_field(UID_SCHEMA)
class PartReferenceField(serializers.Field[Any, Any, str, Any]):
    """The uid of another record's part, for example the side that a position is of."""

    def __init__(self, to: str, **kwargs: Any):
        self.to = to
        kwargs.setdefault("allow_null", True)
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> str:
        return str(value.uid)


@extend_schema_field(PASSAGE_SCHEMA)
class PassageField(serializers.Field[Any, Any, dict[str, Any] | None, Any]):
    """A span of an archived copy as readers see it, or null: the words, the two sentences around, and the place."""

    def __init__(self, **kwargs: Any):
        super().__init__(source="*", **kwargs)

    def to_representation(self, anchored: Anchored) -> dict[str, Any] | None:
        if not anchored.exact:
            return None
        return {
            "exact": anchored.exact,
            "before": anchored.before,
            "after": anchored.after,
            "start": anchored.start,
            "end": anchored.end,
            "capture": anchored.capture_sha256,
        }


def words_field(**kwargs: Any) -> serializers.ListField:
    """A short list of texts."""
    return serializers.ListField(child=serializers.CharField(), **kwargs)


class ClosedWordField(serializers.CharField):
    """A word of a closed list: one of the model's `choices`, whose labels are what readers see in its place."""

    def __init__(self, choices: type[models.TextChoices], **kwargs: Any):
        self.choices = choices
        super().__init__(**kwargs)


class ProseField(serializers.CharField):
    """A free text in the desk's own words: slips of the pen in it may be mended by a minor change.

    Exact words of others, names, places and what is counted are plain fields: each change of theirs says something.
    `has_language` when it is written in the language that the record names; otherwise it is in the desk's.
    """

    def __init__(self, *, has_language: bool = False, **kwargs: Any):
        self.has_language = has_language
        super().__init__(**kwargs)


def row_form(rows: serializers.ListSerializer[Any]) -> PublicForm:
    """The form of each row of a list: a list of ours always has one, and its rows are parts."""
    return cast(PublicForm, rows.child)
