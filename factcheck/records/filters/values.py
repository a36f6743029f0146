"""What the value of a filter may be: each class reads what an address holds, and says what to write instead."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from factcheck import ledger
from factcheck.ledger import UID, BadMoment
from factcheck.text import edtf
from factcheck.text.edtf import DateError

from .search_words import control_characters, one_line

LONGEST = 200
MOST_VALUES = 20
SHOWN = 40  # letters of a value that a message repeats
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# BCP 47 tags (RFC 5646, section 2.1), which have no case (section 2.1.1).
LANGUAGE_TAG = re.compile(
    r"[a-z]{2,8}(-[a-z0-9]{1,8})*|[xi](-[a-z0-9]{1,8})+", re.IGNORECASE
)
TEXT_SCHEMA = {
    "type": "string",
    "minLength": 1,
    "pattern": r"\S",
}  # empty values, and spaces alone, are refused


class WrongValue(ValueError):
    """A value that a filter cannot have; the message is for whoever wrote it."""


def shown(text: str) -> str:
    """Text as a message may repeat it."""
    cut = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return "".join(char if char.isprintable() else "?" for char in cut)


def not_in_record(text: str) -> WrongValue:
    """The refusal of a name that no record was ever published under."""
    return WrongValue(_("“%s” is not in the record.") % shown(text))


def not_a_choice(text: str, choices: Sequence[str]) -> WrongValue:
    """The refusal of a word that is not on a closed list."""
    sentence = _("“%(written)s” is not among the choices: %(known)s.")
    return WrongValue(
        sentence % {"written": shown(text), "known": ", ".join(map(str, choices))}
    )


class FilterValue:
    """Any text. `schema` is what OpenAPI says of the value; `several` whether any of several values may be given."""

    schema: dict[str, Any] = TEXT_SCHEMA
    several = False
    longest = LONGEST

    def parse(self, name: str, texts: Sequence[str]) -> Any:
        """The value of the parameter `name`; a tuple where several may be given. Raises WrongValue."""
        for text in texts:
            self.check(text)
        if not self.several:
            if len(texts) > 1:
                raise WrongValue(
                    _("The address gives “%s” more than once. Give it once.") % name
                )
            return self.read(texts[0])
        if len(texts) > MOST_VALUES:
            raise WrongValue(_("Give at most %d values.") % MOST_VALUES)
        return tuple(dict.fromkeys(self.read(text) for text in texts))

    def check(self, text: str) -> None:
        """Raise WrongValue for a text that no value may be."""
        if CONTROL.search(text):
            raise WrongValue(
                _(
                    "The address holds a control character, which stands in no text of the record."
                )
            )
        self.check_length(text)

    def check_length(self, text: str) -> None:
        if len(text) > self.longest:
            raise WrongValue(
                _("It has %(length)d letters; %(most)d are the most.")
                % {"length": len(text), "most": self.longest}
            )

    def read(self, text: str) -> Any:
        """One value; raises WrongValue."""
        return text


class RecordKey(FilterValue):
    """Records by slug or uid, any of them."""

    schema = {"type": "array", "items": TEXT_SCHEMA}
    several = True

    def read(self, text: str) -> str:
        return text.lower() if UID.fullmatch(text.lower()) else text


class ClosedWord(FilterValue):
    """Words of a closed list, any of them."""

    several = True

    def __init__(self, words: Sequence[str]):
        self.words = tuple(words)
        self.schema = {
            "type": "array",
            "items": {"type": "string", "enum": list(self.words)},
        }

    def read(self, text: str) -> str:
        if text not in self.words:
            raise not_a_choice(text, self.words)
        return text


class FoldedText(FilterValue):
    """Texts in any case, any of them; the record keeps them without capitals."""

    schema = {"type": "array", "items": TEXT_SCHEMA}
    several = True

    def read(self, text: str) -> str:
        return text.casefold()


class SingleWord(FilterValue):
    """One word of a closed list; the first is what is meant where none is given."""

    def __init__(self, words: Sequence[str]):
        self.words = tuple(words)
        self.schema = {
            "type": "string",
            "enum": list(self.words),
            "default": self.words[0],
        }

    def read(self, text: str) -> str:
        if text not in self.words:
            raise not_a_choice(text, self.words)
        return text


class LanguageTag(FilterValue):
    """Language tags, any of them."""

    schema = {"type": "array", "items": TEXT_SCHEMA}
    several = True

    def read(self, text: str) -> str:
        if not (text.isascii() and LANGUAGE_TAG.fullmatch(text)):
            raise WrongValue(
                _("“%s” is no language tag. Write one such as en, da or pt-BR.")
                % shown(text)
            )
        return text.lower()


class SearchWords(FilterValue):
    """Words to look for; `search_words.ignored_words` says which of them are passed over."""

    def check(self, text: str) -> None:
        if problem := control_characters(text):
            raise WrongValue(problem)
        self.check_length(text)

    def read(self, text: str) -> str:
        return one_line(text)


class EventDate(FilterValue):
    """A date of the world, EDTF, as the key in the order of a list where `cut` puts it."""

    def __init__(self, cut: Callable[[edtf.EdtfDate], str]):
        self.cut = cut

    def read(self, text: str) -> str:
        try:
            return self.cut(read_date(text))
        except DateError as error:
            remedy = _(
                "Write a day such as 2026-01-14, a month such as 2026-01, or a year."
            )
            raise WrongValue(f"{error}. {remedy}") from error


def read_date(text: str) -> edtf.EdtfDate:
    """As `edtf.parse`. What is wrong is said in detail in English alone; elsewhere that it is no date."""
    try:
        return edtf.parse(text)
    except DateError:
        if (get_language() or settings.LANGUAGE_CODE) == "en":
            raise
        raise DateError(_("“%s” cannot be read as a date") % shown(text)) from None


def first_day(date: edtf.EdtfDate) -> str:
    """The key just before everything that begins on the first day of the date. Raises DateError."""
    if date.earliest is None:
        raise DateError(_("%s has no first day") % date.text)
    return date.earliest.key


def last_day(date: edtf.EdtfDate) -> str:
    """The key just after everything that begins on the last day: keys are digits, so the next number cuts."""
    if date.latest is None:
        raise DateError(_("%s has no last day") % date.text)
    return str(int(date.latest.key) + 1).zfill(len(date.latest.key))


class PublishedAfter(FilterValue):
    """A day (its start, UTC) or a moment."""

    def read(self, text: str) -> datetime:
        try:
            day = parse_date(text)
            moment = (
                datetime.combine(day, time.min)
                if day
                else parse_datetime(text.replace(" ", "+"))
            )
            if moment is not None:
                aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
                return aware.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise not_in_calendar(text) from error
        raise WrongValue(
            _(
                "“%s” is neither a day nor a moment. Write a day such as 2026-01-15, or a moment such as "
                "2026-01-15T12:00:00Z."
            )
            % shown(text)
        )


class PublishedBefore(PublishedAfter):
    """A day (its end, UTC) or a moment, as the first instant after it."""

    def read(self, text: str) -> datetime:
        moment = super().read(text)
        after = timedelta(days=1) if parse_date(text) else timedelta(microseconds=1)
        try:
            return moment + after
        except OverflowError as error:
            raise not_in_calendar(text) from error


def not_in_calendar(text: str) -> WrongValue:
    return WrongValue(_("“%s” is not in the calendar.") % shown(text))


class Moment(FilterValue):
    """The moment that the record is read at, as it was written; whether it can be is said at once."""

    def read(self, text: str) -> str:
        try:
            ledger.parse_moment(text)
        except BadMoment as error:
            raise WrongValue(str(error)) from error
        return text


class Start(FilterValue):
    """A day (its start, UTC) or a moment that is not ahead."""

    def read(self, text: str) -> datetime:
        try:
            return ledger.parse_start(text)
        except BadMoment as error:
            raise WrongValue(str(error)) from error
