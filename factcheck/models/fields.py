"""Model fields of the record: EDTF dates as written with their two bounds, and short lists of words."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import models

from factcheck.text import edtf
from factcheck.text.matching import LONGEST_KEY, address_key

Deconstructed = tuple[str, str, Sequence[Any], dict[str, Any]]
LANGUAGE_HELP = "BCP 47 tag, for example en, da or kl; empty where nobody knows."


def validate_edtf(value: str) -> None:
    """Refuse what is no calendar-true EDTF text, with the parser's own message."""
    try:
        edtf.parse(value)
    except edtf.DateError as error:
        raise ValidationError(str(error), code="edtf") from error


class QuickJSONField(models.JSONField):
    """JSON in a table of which a page reads hundreds of rows. Migrations know it as JSONField."""

    def deconstruct(self) -> Deconstructed:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(
        self, value: str | None, expression: object, connection: object
    ) -> object:
        return value if value is None else orjson.loads(value)


class EdtfField(models.CharField):
    """A date of the world, kept as written (ISO 8601-2 EDTF); empty means "not dated"."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class EdtfBoundField(models.CharField):
    """The earliest or latest day that the EDTF field `of` allows, as sortable text; empty when open or not dated.

    Derived on every save, so that it cannot disagree with the text that it is computed from.
    """

    def __init__(self, *args: Any, of: str = "", end: str = "earliest", **kwargs: Any):
        self.of, self.end = of, end
        kwargs.update(max_length=40, blank=True, default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Deconstructed:
        name, path, args, kwargs = super().deconstruct()
        kwargs.update(of=self.of, end=self.end)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        written = getattr(model_instance, self.of)
        day = getattr(edtf.parse(written), self.end) if written else None
        key = day.key if day else ""
        setattr(model_instance, self.attname, key)
        return key


class AddressKeyField(models.CharField):
    """The canonical form of the address in the field `of`, by which a page is known again; empty without one.

    Derived on every save, so that it cannot disagree with the address that it is computed from.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any):
        self.of = of
        kwargs.update(max_length=LONGEST_KEY, blank=True, default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Deconstructed:
        name, path, args, kwargs = super().deconstruct()
        kwargs.update(of=self.of)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = address_key(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key


class WordsField(models.JSONField):
    """A short list of texts (aliases, authors, addresses), in the editor's order."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
