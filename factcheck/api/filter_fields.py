"""Parameters as form fields, which django-filter wants, and the values that the API alone takes."""

from typing import Any

from django import forms

from factcheck.records.filters.values import (
    TEXT_SCHEMA,
    FilterValue,
    WrongValue,
    shown,
)

LARGEST_SEQ = 2**63 - 1


class ParameterField(forms.Field):
    """One parameter, read by its declared value."""

    def __init__(
        self, *, value: FilterValue, is_deprecated: bool = False, **options: Any
    ):
        super().__init__(**options)
        self.value, self.is_deprecated = value, is_deprecated

    @property
    def schema(self) -> dict:
        """What OpenAPI says of it."""
        return self.value.schema


def empty_value() -> str:
    """The refusal of a parameter that is given without a value."""
    return "It is empty: give a value, or leave the parameter out."


class Number(FilterValue):
    """A whole number within bounds."""

    def __init__(
        self, *, least: int, most: int = LARGEST_SEQ, default: int | None = None
    ):
        self.least, self.most = least, most
        self.schema = {"type": "integer", "minimum": least, "maximum": most}
        if default is not None:
            self.schema["default"] = default

    def read(self, text: str) -> int:
        is_number = text.isascii() and text.isdecimal() and len(text) < 20
        if not (is_number and self.least <= int(text) <= self.most):
            raise WrongValue(
                f"“{shown(text)}” is no whole number from {self.least} to {self.most}."
            )
        return int(text)


class Flag(FilterValue):
    """Yes or no."""

    schema = {"type": "boolean", "default": False}

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise WrongValue(f"“{shown(text)}” is neither true nor false.")
        return text == "true"


class Token(FilterValue):
    """A place in a list, as `next` and `previous` give it; read with the list that it is of."""

    schema = TEXT_SCHEMA
    longest = 500
