"""The languages that dates can be said in: data, found by its code."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from babel.dates import get_timezone_location

from . import danish, english, german
from .parts import DateError


class LanguageData(Protocol):
    """What the module of a language says: its names, how it writes numbers and times, and its sentences."""

    @property
    def MONTHS(self) -> tuple[str, ...]: ...
    @property
    def SEASONS(self) -> Mapping[int, str]: ...
    @property
    def THOUSANDS(self) -> str: ...
    @property
    def CLOCK(self) -> str: ...
    @property
    def TEMPLATES(self) -> Mapping[str, str]: ...


LANGUAGES: dict[str, LanguageData] = {"en": english, "da": danish, "de": german}


@dataclass(frozen=True, slots=True)
class Wording:
    """Month names, season names and sentence templates of one language."""

    code: str
    source: LanguageData

    def month(self, number: int) -> str:
        return self.source.MONTHS[number - 1]

    def season(self, number: int) -> str:
        return self.source.SEASONS[number]

    def year(self, year: int) -> str:
        """A year as readers count: 0 is 1 BC, and a year of fewer than four digits says its era."""
        if year < 1:
            return self.say("before_christ", year=self.grouped(1 - year))
        if year < 1000:
            return self.say("after_christ", year=year)
        return self.grouped(year)

    def grouped(self, number: int) -> str:
        return (
            f"{number:,}".replace(",", self.source.THOUSANDS)
            if number > 9999
            else str(number)
        )

    def clock(self, time: datetime.time | datetime.datetime) -> str:
        """Hours and minutes."""
        return time.strftime(self.source.CLOCK)

    def place(self, zone: str) -> str:
        """The city that a zone is named by, as CLDR calls it."""
        return (
            get_timezone_location(zone, locale=self.code, return_city=True)
            if "/" in zone
            else zone
        )

    def inflected(self, behind: str, kind: str, date: str) -> str:
        """A date as it stands behind a preposition, where the language says it otherwise than alone."""
        templates = self.source.TEMPLATES
        template = (
            templates.get(f"{behind}.{kind}") or templates.get(behind) or "{date}"
        )
        return template.format(date=date)

    def say(self, name: str, precision: str = "", /, **parts: object) -> str:
        templates = self.source.TEMPLATES
        template = templates.get(f"{name}.{precision}") or templates[name]
        return template.format(**parts)


def wording(language: str) -> Wording:
    if language not in LANGUAGES:
        raise DateError(
            f"dates cannot be said in {language!r}: choose one of {', '.join(sorted(LANGUAGES))}"
        )
    return Wording(language, LANGUAGES[language])
