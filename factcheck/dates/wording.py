"""The languages that dates can be said in: data, found by its code."""

from dataclasses import dataclass
from types import ModuleType

from . import english
from .parts import DateError

LANGUAGES = {"en": english}


@dataclass(frozen=True, slots=True)
class Wording:
    """Month names, season names and sentence templates of one language."""

    source: ModuleType

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
        return f"{number:,}".replace(",", self.source.THOUSANDS) if number > 9999 else str(number)

    def say(self, name: str, precision: str = "", **parts: object) -> str:
        templates = self.source.TEMPLATES
        template = templates.get(f"{name}.{precision}") or templates[name]
        return template.format(**parts)


def wording(language: str) -> Wording:
    if language not in LANGUAGES:
        raise DateError(f"dates cannot be said in {language!r}: choose one of {', '.join(sorted(LANGUAGES))}")
    return Wording(LANGUAGES[language])
