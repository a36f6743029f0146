"""What one parameter may hold, and what it becomes; each refusal says what to write instead."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_datetime

from factcheck import ledger
from factcheck.ledger import UID, BadMoment, read_words
from factcheck.pages.query.ignored_words import unread
from factcheck.pages.query.params import is_language_tag, problem_of_words
from factcheck.text import edtf
from factcheck.text.edtf import DateError

LONGEST = 200
MOST_VALUES = 20
LARGEST_SEQ = 2**63 - 1
KEY = re.compile(r"[-a-zA-Z0-9_]{1,120}")


def shown(text: str) -> str:
    """Text as a message may repeat it."""
    cut = text if len(text) <= 40 else f"{text[:40]}…"
    return "“" + "".join(char if char.isprintable() else "?" for char in cut) + "”"


WRITTEN = {
    "type": "string",
    "minLength": 1,
    "pattern": r"\S",
}  # empty values, and spaces alone, are refused


class ParameterField(forms.Field):
    """One parameter: every value of it bounded and without NUL. `schema` is what OpenAPI says of it."""

    schema: dict = WRITTEN
    is_single = True
    is_deprecated = False
    longest = LONGEST

    def read(self, values: list[str]):
        """What the values in the address become; ValidationError says what is wrong."""
        for value in values:
            self.check(value)
        if self.is_single:
            if len(values) > 1:
                raise ValidationError("Give it once.")
            return self.one(values[0])
        if len(values) > MOST_VALUES:
            raise ValidationError(f"Give at most {MOST_VALUES} values.")
        return tuple(dict.fromkeys(self.one(value) for value in values))

    def check(self, value: str) -> None:
        if not value.strip():
            raise ValidationError(
                "It is empty: give a value, or leave the parameter out."
            )
        if "\0" in value:
            raise ValidationError("It holds a NUL, which nothing in the record does.")
        if len(value) > self.longest:
            raise ValidationError(
                f"It has {len(value)} letters; {self.longest} are the most."
            )

    def one(self, value: str):
        return value


class KeyField(ParameterField):
    """Records by slug or uid, any of them."""

    schema = {"type": "array", "items": WRITTEN}
    is_single = False

    def one(self, value: str) -> str:
        if not KEY.fullmatch(value):
            raise ValidationError(f"{shown(value)} is neither a slug nor a uid.")
        return value.lower() if UID.fullmatch(value.lower()) else value


class WordField(ParameterField):
    """Words, any of them; with `words` only these."""

    is_single = False

    def __init__(self, *, words: tuple[str, ...] = (), fold: bool = False, **options):
        super().__init__(**options)
        self.words, self.fold = words, fold
        self.schema = {
            "type": "array",
            "items": {"type": "string", "enum": list(words)} if words else WRITTEN,
        }

    def one(self, value: str) -> str:
        if self.words and value not in self.words:
            raise ValidationError(f"{shown(value)} is none of {', '.join(self.words)}.")
        return value.casefold() if self.fold else value


class LanguageField(ParameterField):
    """Language tags, any of them."""

    schema = {"type": "array", "items": WRITTEN}
    is_single = False

    def one(self, value: str) -> str:
        if not is_language_tag(value):
            raise ValidationError(
                f"{shown(value)} is no language tag: write one such as en, da or pt-BR."
            )
        return value.lower()


class SearchField(ParameterField):
    """Words to look for; what would be passed over is refused."""

    def one(self, value: str) -> str:
        if problem := problem_of_words(value):
            raise ValidationError(problem)
        if said := unread(read_words(value)):
            raise ValidationError(said)
        return value


class ChoiceField(ParameterField):
    """One of a few words."""

    def __init__(self, *, words: tuple[str, ...], **options):
        super().__init__(**options)
        self.words, self.schema = (
            words,
            {"type": "string", "enum": list(words), "default": words[0]},
        )

    def one(self, value: str) -> str:
        if value not in self.words:
            raise ValidationError(f"{shown(value)} is none of {', '.join(self.words)}.")
        return value


class BoundField(ParameterField):
    """A date of the world, as the place in a list where it cuts."""

    def __init__(self, *, cut: Callable[[edtf.EdtfDate], str], **options):
        super().__init__(**options)
        self.cut = cut

    def one(self, value: str) -> str:
        try:
            return self.cut(edtf.parse(value))
        except DateError as error:
            raise ValidationError(f"{error}.") from error


def first_day(date: edtf.EdtfDate) -> str:
    """Just before everything that begins on the first day of the date."""
    if date.earliest is None:
        raise DateError(f"{date.text} has no first day: write one, such as 2026-01-14")
    return date.earliest.key


def last_day(date: edtf.EdtfDate) -> str:
    """Just after everything that begins on the last day of the date: keys are digits, so the next number cuts."""
    if date.latest is None:
        raise DateError(f"{date.text} has no last day: write one, such as 2026-01-14")
    return str(int(date.latest.key) + 1).zfill(len(date.latest.key))


class MomentField(ParameterField):
    """A day (its start, UTC) or a moment."""

    def one(self, value: str) -> datetime:
        try:
            day = parse_date(value)
            moment = (
                datetime.combine(day, time.min)
                if day
                else parse_datetime(value.replace(" ", "+"))
            )
            if moment is None:
                raise ValidationError(
                    "Write a day such as 2026-01-15, or a moment such as 2026-01-15T12:00:00Z."
                )
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(
                UTC
            )
        except (ValueError, OverflowError) as error:
            raise ValidationError(f"{shown(value)} is not in the calendar.") from error


class UntilField(MomentField):
    """A day (its end, UTC) or a moment, as the first instant after it."""

    def one(self, value: str) -> datetime:
        moment = super().one(value)
        try:
            return moment + (
                timedelta(days=1) if parse_date(value) else timedelta(microseconds=1)
            )
        except OverflowError as error:
            raise ValidationError(f"{shown(value)} is not in the calendar.") from error


class AsOfField(ParameterField):
    """The moment that the record is read at, as it was written; whether it can be is said at once."""

    def one(self, value: str) -> str:
        try:
            ledger.parse_moment(value)
        except BadMoment as error:
            raise ValidationError(str(error)) from error
        return value


class NumberField(ParameterField):
    """A whole number within bounds."""

    def __init__(
        self,
        *,
        least: int,
        most: int = LARGEST_SEQ,
        default: int | None = None,
        is_deprecated: bool = False,
        **options,
    ):
        super().__init__(**options)
        self.is_deprecated = is_deprecated
        self.least, self.most = least, most
        self.schema = {"type": "integer", "minimum": least, "maximum": most}
        if default is not None:
            self.schema["default"] = default

    def one(self, value: str) -> int:
        is_number = value.isascii() and value.isdecimal() and len(value) < 20
        if not (is_number and self.least <= int(value) <= self.most):
            raise ValidationError(
                f"{shown(value)} is no whole number from {self.least} to {self.most}."
            )
        return int(value)


class FlagField(ParameterField):
    """Yes or no."""

    schema = {"type": "boolean", "default": False}

    def one(self, value: str) -> bool:
        if value not in ("true", "false"):
            raise ValidationError(f"{shown(value)} is neither true nor false.")
        return value == "true"


class CursorField(ParameterField):
    """A place in a list, as `next` and `previous` give it; read with the list that it is of."""

    longest = 500
